"""What a customer community cost the firm."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_communitycost"
KEEPERS = "(select app.has_role('management')) or (select app.has_role('programme_office'))"


class Kind(models.TextChoices):
    """What the money went into."""

    EVENT = "event", _("Events")
    AGENCY = "agency", _("Agency")
    REP_TIME = "rep_time", _("Time of sales reps")
    OTHER = "other", _("Other")


class CommunityCostQuerySet(models.QuerySet["CommunityCost"]):
    """Costs."""

    def visible_to(self, person: "Person") -> "CommunityCostQuerySet":
        """All of the tenant, for management and programme office."""
        return self.filter(tenant_id=person.tenant_id)


class CommunityCost(Walled):
    """An amount that the firm spent on a customer community, or on the programme as a whole.

    Entered by management, never read from forms about leaders. Amounts are minor units of a currency and are
    never added across currencies. A wrong entry is removed and entered anew.
    """

    community = TenantForeignKey("communities.Community", null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    spent_on = models.DateField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=200, blank=True)
    entered_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    objects = CommunityCostQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete")),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "entered_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="analytics_communitycost_kind"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="analytics_communitycost_positive"),
            Policy(name="analytics_communitycost_read", command="select", using=KEEPERS),
            Policy(
                name="analytics_communitycost_enter",
                command="insert",
                check=f"entered_by_id = (select app.pid()) and ({KEEPERS})",
            ),
            Policy(name="analytics_communitycost_remove", command="delete", using=KEEPERS),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "-at", "-id"], name="analytics_cost_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.spent_on} {self.amount} {self.currency}"
