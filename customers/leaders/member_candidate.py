"""A possible member of a prospective community."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.leaders.member_profile import MINE, READS
from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_membercandidate"
CHANGEABLE = (
    "knowledge",
    "practice_role",
    "motivations",
    "in_core_team",
    "relationship_known",
    "outcome",
    "note",
)


class Outcome(models.TextChoices):
    """What came of asking."""

    OPEN = "open", _("Not asked yet")
    ASKED = "asked", _("Asked")
    WANTS = "wants", _("Wants to join")
    LATER = "later", _("Later")
    NO = "no", _("Does not want to")


class MemberCandidate(Walled):
    """Somebody who may fit, by knowledge, practice role and motivation alone (A10.06 to A10.08).

    The core team is those whom the leader brings; `relationship_known` says whether she knows the person.
    """

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="members")
    contact = TenantForeignKey("customers.Contact", null=True, related_name="+")
    name = models.CharField(max_length=240)
    centre = models.CharField(max_length=240, blank=True)
    knowledge = ArrayField(models.CharField(max_length=80), default=list)
    practice_role = models.CharField(max_length=120, blank=True)
    motivations = ArrayField(models.CharField(max_length=80), default=list)
    in_core_team = models.BooleanField(default=False)
    relationship_known = models.BooleanField(default=False)
    outcome = models.CharField(max_length=5, choices=Outcome, default=Outcome.OPEN)
    note = models.CharField(max_length=400, blank=True)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        ordering = ("name", "id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "contact_id", "customers_contact"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "prospect", "contact"], name="customers_membercandidate_once"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="customers_membercandidate_outcome"
            ),
            PurposeWall(name="customers_membercandidate_apart", never=[CENTRES]),
            Policy(name="customers_membercandidate_read", command="select", using=READS),
            Policy(
                name="customers_membercandidate_add",
                command="insert",
                check=f"by_id = (select app.pid()) and {MINE}",
            ),
            Policy(name="customers_membercandidate_change", command="update", using=MINE, check=MINE),
        ]
        indexes = [models.Index(fields=["tenant_id", "prospect", "name"], name="customers_member_prospect")]

    def __str__(self) -> str:
        return self.name
