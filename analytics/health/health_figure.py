"""One figure of one check, for reading."""

from django.db import models

from communities.community.kinds import Kind
from tenancy.wall.tables import TenantForeignKey


class HealthFigure(models.Model):
    """A figure of HealthPart as a row of its own: a view, with the rights of whoever reads it.

    `value` is None where the figure does not exist.
    """

    tenant_id = models.UUIDField()
    id = models.UUIDField(primary_key=True)
    run = TenantForeignKey("analytics.HealthRun", related_name="figures")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    indicator = models.CharField(max_length=40)
    value = models.FloatField(null=True)

    class Meta:
        managed = False
        db_table = "analytics_healthfigure"

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"
