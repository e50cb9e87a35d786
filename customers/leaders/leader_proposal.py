"""The proposal of a leader and its approval by somebody else."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.leaders.purposes import PEOPLE
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_leaderproposal"
SHORTEST_REASON = 20


class Verdict(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("Waits for the approver")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class LeaderProposalQuerySet(models.QuerySet["LeaderProposal"]):
    """Proposals."""

    def visible_to(self, person: "Person") -> "LeaderProposalQuerySet":
        """Made by this person, asked of her, or all for compliance."""
        return self.filter(tenant_id=person.tenant_id)


class LeaderProposal(Walled):
    """The selector proposes a candidate, with reasons, to an approver who is somebody else.

    Written by two functions that ask for a discussion and for the approver; refers to the version of the fit form that
    she is shown.
    """

    candidate = TenantForeignKey("customers.LeaderCandidate", related_name="proposals")
    fit = TenantForeignKey("customers.LeaderFit", related_name="+")
    selector = TenantForeignKey("tenancy.Person", related_name="+")
    approver = TenantForeignKey("tenancy.Person", related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    verdict = models.CharField(max_length=9, choices=Verdict, default=Verdict.OPEN)
    verdict_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = LeaderProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "candidate_id", "customers_leadercandidate"),
            refers(TABLE, "fit_id", "customers_leaderfit", with_columns=[("candidate_id", "candidate_id")]),
            refers(TABLE, "selector_id", "tenancy_person"),
            refers(TABLE, "approver_id", "tenancy_person"),
            models.CheckConstraint(
                condition=~models.Q(approver=models.F("selector")),
                name="customers_leaderproposal_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=rf"\S.{{{SHORTEST_REASON - 2},}}\S"),
                name="customers_leaderproposal_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values)
                & (
                    models.Q(verdict="open", decided_at=None)
                    | (
                        ~models.Q(verdict="open")
                        & ~models.Q(verdict_reason="")
                        & models.Q(decided_at__isnull=False)
                    )
                ),
                name="customers_leaderproposal_verdict",
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "candidate"],
                condition=models.Q(verdict="open"),
                name="customers_leaderproposal_one_open",
            ),
            PurposeWall(name="customers_leaderproposal_apart", only=[PEOPLE]),
            Policy(
                name="customers_leaderproposal_read",
                command="select",
                using="selector_id = (select app.pid()) or approver_id = (select app.pid())"
                " or candidate_id in (select app.my_candidates()) or (select app.has_role('compliance'))",
            ),
            *for_definers(
                TABLE, verbs=("select", "insert"), update=("verdict", "verdict_reason", "decided_at")
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "approver", "-at"], name="customers_proposal_approver")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.verdict}"
