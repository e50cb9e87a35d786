"""Mission and roles, confirmed."""

from datetime import timedelta

from django.db import models

from communities.community.ties import LEADS, OPENS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_rolesconfirmation"
QUARTER = timedelta(days=91)


class RolesConfirmation(Walled):
    """Leader or deputy went through mission and roles with the community and found them right.

    A taken-back confirmation is withdrawn.
    """

    community = TenantForeignKey("communities.Community", related_name="roles_confirmations")
    confirmed_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-at",)
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "confirmed_by_id", "tenancy_person"),
            Policy(name="communities_rolesconfirmation_read", command="select", using=OPENS),
            Policy(
                name="communities_rolesconfirmation_say",
                command="insert",
                check=f"confirmed_by_id = (select app.pid()) and {LEADS}",
            ),
            Policy(
                name="communities_rolesconfirmation_change",
                command="update",
                using=f"confirmed_by_id = (select app.pid()) and {LEADS}",
                check=f"confirmed_by_id = (select app.pid()) and {LEADS}",
            ),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "at", "withdrawn_at")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "-at"], name="communities_rolesconf_latest")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
