"""Who could follow the leader."""

from django.db import models

from communities.community.kinds import Kind
from communities.community.ties import LEADS, OFFICE, of_kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_successionplan"


class SuccessionPlan(Walled):
    """How the lead would pass on: who could follow, how she grows into it. The newest one counts; it is read by
    leader and deputy, and of a community of practice by the programme office.
    """

    community = TenantForeignKey("communities.Community", related_name="succession_plans")
    kind = models.CharField(max_length=16, choices=Kind)
    plan = models.CharField(max_length=2000)
    noted_by = TenantForeignKey("tenancy.Person", related_name="+")
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-noted_at",)
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            of_kind(TABLE),
            refers(TABLE, "noted_by_id", "tenancy_person"),
            Policy(name="communities_successionplan_read", command="select", using=f"({LEADS} or {OFFICE})"),
            Policy(
                name="communities_successionplan_note",
                command="insert",
                check=f"noted_by_id = (select app.pid()) and {LEADS}",
            ),
            Policy(name="communities_successionplan_change", command="update", using=LEADS, check=LEADS),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "noted_at", "withdrawn_at")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "-noted_at"], name="communities_succession_latest")
        ]

    def __str__(self) -> str:
        return f"{self.noted_at:%Y-%m-%d}"
