"""A person whom the firm thinks of as the leader of a prospective community."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_leadercandidate"
MINE = "prospect_id in (select app.my_searches())"
READS = f"{MINE} or (select app.oversees_sales()) or (select app.has_role('compliance'))"


class Step(models.TextChoices):
    """The columns of the board, in order."""

    IDENTIFIED = "identified", _("Identified")
    APPROACHED = "approached", _("Approached")
    IN_DISCUSSION = "in_discussion", _("In discussion")
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class LeaderCandidateQuerySet(models.QuerySet["LeaderCandidate"]):
    """Candidates."""

    def visible_to(self, person: "Person") -> "LeaderCandidateQuerySet":
        """Those of the searches that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class LeaderCandidate(Walled):
    """A contact of the firm's records on the board of one search; name and centre as they were when she came.

    `step` is moved by functions that ask for a discussion, a reason or the approver.
    """

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="candidates")
    contact = TenantForeignKey("customers.Contact", related_name="+")
    name = models.CharField(max_length=240)
    profession = models.CharField(max_length=120, blank=True)
    centre = models.CharField(max_length=240, blank=True)
    step = models.CharField(max_length=13, choices=Step, default=Step.IDENTIFIED)
    stepped_at = models.DateTimeField()
    identified_by = TenantForeignKey("tenancy.Person", related_name="+")
    identified_at = models.DateTimeField()

    objects = LeaderCandidateQuerySet.as_manager()

    class Meta:
        ordering = ("stepped_at", "id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "contact_id", "customers_contact"),
            refers(TABLE, "identified_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "prospect", "contact"], name="customers_leadercandidate_once"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "prospect"], name="customers_leadercandidate_prospect"
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=Step.values), name="customers_leadercandidate_step"
            ),
            PurposeWall(name="customers_leadercandidate_apart", never=[CENTRES]),
            Policy(
                name="customers_leadercandidate_read",
                command="select",
                using=f"{READS} or id in (select app.my_proposed_candidates())"
                " or id in (select app.my_sheet_candidates())",
            ),
            Policy(
                name="customers_leadercandidate_identify",
                command="insert",
                check=f"identified_by_id = (select app.pid()) and step = 'identified' and {MINE}",
            ),
            *for_definers(TABLE, update=("step", "stepped_at")),
        ]
        indexes = [models.Index(fields=["tenant_id", "prospect"], name="customers_candidate_prospect")]

    def __str__(self) -> str:
        return self.name
