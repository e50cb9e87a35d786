"""The tenant."""

from uuid import uuid4

from django.db import models

from tenancy.wall.constraints import Grant, Policy, RowSecurity
from tenancy.wall.tables import for_definers


class Tenant(models.Model):
    """A sponsor's business unit. Everything except sign-in identity belongs to exactly one.

    `sandbox_of` is the tenant whose systems are tried out here; a sandbox is in nobody's statistics.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64, default="Europe/Zurich")
    created_at = models.DateTimeField()
    sandbox_of = models.UUIDField(null=True, editable=False)

    changeable = ("name", "unit", "language", "time_zone")

    class Meta:
        constraints = [
            RowSecurity(name="tenancy_tenant_rows", tenant_column="id"),
            Grant(
                name="tenancy_tenant_rt", verbs=("select",), update=("name", "unit", "language", "time_zone")
            ),
            Grant(name="tenancy_tenant_metrics", role="app_metrics", select=("id", "time_zone")),
            Policy(name="tenancy_tenant_read", command="select", using="true"),
            Policy(name="tenancy_tenant_metrics_rows", command="select", role="app_metrics", using="true"),
            Policy(
                name="tenancy_tenant_change",
                command="update",
                using="(select app.has_role('tenant_admin'))",
                check="(select app.has_role('tenant_admin'))",
            ),
            *for_definers("tenancy_tenant", verbs=("select", "insert"), update=("slug",)),
        ]

    def __str__(self) -> str:
        return self.name
