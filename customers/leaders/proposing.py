"""Fit forms, proposals and their approval by somebody else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.leader_fit import LeaderFit
from customers.leaders.leader_proposal import LeaderProposal, Verdict
from customers.leaders.telling import tell_approver, tell_selector
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.permissions.roles import Role
from tenancy.slots.rules import words
from tenancy.wall.functions import call

APPROVERS = (Role.MANAGEMENT, Role.COMPLIANCE)

words.update(
    {
        "no_discussion": _("Log at least one discussion first: nobody is chosen from a form alone."),
        "reason_missing": _("Give the reason."),
        "candidate_is_proposed": _("The proposal waits for its approver. Take it back first."),
        "candidate_is_approved": _("This leader is approved. Declining is the only step from here."),
        "approver_is_selector": _("Somebody else must approve: the selector cannot."),
        "not_an_approver": _("Choose an approver from management or compliance."),
        "one_proposal_at_a_time": _("Another candidate of this community is proposed or approved already."),
        "draft_begun": _("The draft of this community was begun already."),
        "not_a_selector": _("Choose a representative, key-account manager or district manager."),
    }
)


class FitMissing(Exception):
    """There is no fit form to show to the approver."""


def approvers_for(selector: Person) -> "QuerySet[Person]":
    """Colleagues of management and compliance, the selector left out."""
    found = Person.objects.filter(
        tenant_id=selector.tenant_id, is_active=True, role_assignments__role__in=APPROVERS
    )
    return found.exclude(id=selector.pk).distinct().order_by("display_name", "id")


def write_fit(candidate: LeaderCandidate, *, by: Person, at: datetime, **criteria: str) -> LeaderFit:
    """A further version of the fit form; earlier ones stay."""
    last = LeaderFit.objects.filter(candidate=candidate).aggregate(last=Max("version"))["last"] or 0
    fit = LeaderFit(candidate=candidate, version=last + 1, by=by, at=at, **criteria)
    fit.save()
    record(fit, "leader.fit_written", by=by, plane=Plane.SPONSOR, candidate=candidate, version=fit.version)
    return fit


def propose(candidate: LeaderCandidate, *, approver: Person, reason: str, by: Person) -> LeaderProposal:
    """Asks the approver, who sees the newest fit form and the discussions.

    Raises FitMissing; RuleBroken without a discussion, to oneself, to somebody without the role, or beside
    another proposal; NotAllowed for anybody but the selector.
    """
    fit = LeaderFit.objects.filter(candidate=candidate).order_by("-version").first()
    if fit is None:
        raise FitMissing
    fresh = call("propose_leader", candidate.pk, approver.pk, fit.pk, reason)
    record(candidate, "leader.proposed", by=by, plane=Plane.SPONSOR, proposal=fresh, approver=approver)
    tell_approver(approver, proposal=UUID(str(fresh)))
    return LeaderProposal.objects.get(id=fresh)


def decide(proposal: LeaderProposal, *, verdict: str, reason: str, by: Person) -> None:
    """The approver's yes or no, or the selector's taking back, with the reason.

    Raises NotAllowed for others, RuleBroken without a reason.
    """
    call("decide_leader", proposal.pk, verdict, reason)
    record(proposal, f"leader.{verdict}", by=by, plane=Plane.SPONSOR, candidate=proposal.candidate_id)
    if verdict != Verdict.WITHDRAWN:
        tell_selector(proposal.selector, proposal=proposal.pk)


def open_proposal(candidate: LeaderCandidate) -> LeaderProposal | None:
    """The one that waits, if any."""
    waiting = LeaderProposal.objects.filter(candidate=candidate, verdict=Verdict.OPEN)
    return waiting.select_related("approver", "selector").first()


def read_by_criterion(fit: LeaderFit) -> list[dict[str, Any]]:
    """The four criteria with their words and reasons, as pages and the candidate's sheet show them."""
    return [
        {
            "name": name,
            "label": label,
            "sign": getattr(fit, f"get_{name}_display")(),
            "reason": getattr(fit, f"{name}_reason"),
            "caution": CAUTION if name == "advocacy" else "",
        }
        for name, label in LABELS.items()
    ]


LABELS = {
    "motivation": _("Motivation and time to lead"),
    "influence": _("Standing and ability to influence potential members"),
    "knowledge": _("Knowledge of the field"),
    "advocacy": _("Willingness to advocate the product"),
}
CAUTION = _(
    "The published criterion, kept under its name. It means being willing to say openly what one thinks of a product."
    " No role, fee or favour may reward prescribing, and nothing here is combined with sales."
)
