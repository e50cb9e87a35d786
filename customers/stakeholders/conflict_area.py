"""Where interests may clash."""

from django.db import models

from customers.stakeholders.stakeholder import MINE, READS, Level
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_conflictarea"
CHANGEABLE = ("area", "parties", "likelihood", "mitigation", "owner", "outcome", "settled_at")
COLUMNS = ("area", "parties", "likelihood", "mitigation", "owner_id", "outcome", "settled_at")


class ConflictArea(Walled):
    """An area of possible conflict, seen before the kick-off: between whom, how likely, who sees to it (A10.11)."""

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="conflicts")
    area = models.CharField(max_length=200)
    parties = models.CharField(max_length=240)
    likelihood = models.PositiveSmallIntegerField(choices=Level)
    mitigation = models.CharField(max_length=800, blank=True)
    owner = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    outcome = models.CharField(max_length=400, blank=True)
    settled_at = models.DateTimeField(null=True)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        ordering = ("-likelihood", "at", "id")
        constraints = [
            *walled(
                TABLE,
                changeable=(
                    "area",
                    "parties",
                    "likelihood",
                    "mitigation",
                    "owner_id",
                    "outcome",
                    "settled_at",
                ),
            ),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "owner_id", "tenancy_person"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(likelihood__in=Level.values), name="customers_conflictarea_likelihood"
            ),
            Policy(name="customers_conflictarea_read", command="select", using=READS),
            Policy(
                name="customers_conflictarea_add",
                command="insert",
                check=f"by_id = (select app.pid()) and {MINE}",
            ),
            Policy(name="customers_conflictarea_change", command="update", using=MINE, check=MINE),
        ]
        indexes = [models.Index(fields=["tenant_id", "prospect"], name="customers_conflict_of")]

    @property
    def is_answered(self) -> bool:
        """Whether something is to be done about it, by somebody."""
        return bool(self.mitigation and self.owner_id)

    def __str__(self) -> str:
        return self.area
