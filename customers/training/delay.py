"""What held a kick-off up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_kickoffdelay"
STEWARDS = "community_id in (select app.my_stewarded())"
OVERSEES = "(select app.oversees_sales()) or (select app.has_role('programme_office'))"


class DelayCause(models.TextChoices):
    """The causes that the first programme met, and a few more (A11.04, A11.05, A12.33)."""

    SLOT = "slot", _("No time-slot that suits all")
    RECRUITMENT = "recruitment", _("Finding and motivating members")
    LEADER = "leader", _("Finding a leader")
    APPROVAL = "approval", _("Internal approval")
    OTHER = "other", _("Something else")


class KickOffDelay(Walled):
    """The steward's word on why a kick-off took the time it took; the latest one counts."""

    community = TenantForeignKey("communities.Community", related_name="+")
    cause = models.CharField(max_length=16, choices=DelayCause)
    note = models.CharField(max_length=400, blank=True)
    told_by = TenantForeignKey("tenancy.Person", related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("-told_at",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert")),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "told_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(cause__in=DelayCause.values), name="customers_kickoffdelay_cause"
            ),
            Policy(name="customers_kickoffdelay_read", command="select", using=f"{STEWARDS} or {OVERSEES}"),
            Policy(
                name="customers_kickoffdelay_tell",
                command="insert",
                check=f"told_by_id = (select app.pid()) and ({STEWARDS} or {OVERSEES})",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "-told_at"], name="customers_kickoffdelay_latest")
        ]

    def __str__(self) -> str:
        return self.cause
