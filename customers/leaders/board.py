"""The board of one search: candidates by column, and the funnel with its dates (A10.02, A11.05)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.leaders.candidate_step import CandidateStep
from customers.leaders.leader_candidate import LeaderCandidate, Step
from customers.leaders.leader_discussion import LeaderDiscussion
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.people.person import Person

LONG = 21
"""Days after which a candidate who does not move is pointed at."""
PATH = (Step.IDENTIFIED, Step.APPROACHED, Step.IN_DISCUSSION, Step.PROPOSED, Step.APPROVED)


@dataclass(frozen=True, slots=True)
class Card:
    """A candidate on the board."""

    candidate: LeaderCandidate
    days: int
    talks: int

    @property
    def is_stuck(self) -> bool:
        """Whether it has stood in its column for long, where something should happen."""
        return self.days > LONG and self.candidate.step not in (Step.APPROVED, Step.DECLINED)


def board_of(prospect: ProspectiveCommunity, *, person: Person, now: datetime) -> list[dict[str, Any]]:
    """Every column with its cards, those that wait longest first; two queries."""
    found = LeaderCandidate.objects.visible_to(person).filter(prospect=prospect)
    talks = LeaderDiscussion.objects.filter(candidate__prospect=prospect).values_list("candidate_id")
    counts = dict(talks.annotate(n=Count("id")).order_by())
    cards: dict[str, list[Card]] = defaultdict(list)
    for one in found.order_by("stepped_at", "id"):
        cards[one.step].append(Card(one, (now - one.stepped_at).days, counts.get(one.pk, 0)))
    return [{"step": step.value, "label": step.label, "cards": cards[step]} for step in Step]


def funnel_of(prospect: ProspectiveCommunity, *, now: datetime) -> list[dict[str, Any]]:
    """How many candidates reached each step, when the first did, and the median days from the step before."""
    reached: dict[str, dict[UUID, datetime]] = {step: {} for step in Step}
    for candidate, at in LeaderCandidate.objects.filter(prospect=prospect).values_list("id", "identified_at"):
        reached[Step.IDENTIFIED][candidate] = at
    moves = CandidateStep.objects.filter(candidate__prospect=prospect).order_by("at")
    for candidate, step, at in moves.values_list("candidate_id", "step", "at"):
        reached[step].setdefault(candidate, at)
    rows = [_row(step, reached, now) for step in PATH]
    declined = reached[Step.DECLINED]
    return [*rows, {"label": Step.DECLINED.label, "n": len(declined), "first": _first(declined), "days": ""}]


def _row(step: Step, reached: dict[str, dict[UUID, datetime]], now: datetime) -> dict[str, Any]:
    at, position = reached[step], PATH.index(step)
    before = reached[PATH[position - 1]] if position else {}
    spans = [(at[one] - before[one]).days for one in at if one in before and at[one] >= before[one]]
    return {"label": step.label, "n": len(at), "first": _first(at), "days": _days(spans)}


def _first(at: dict[UUID, datetime]) -> datetime | None:
    return min(at.values(), default=None)


def _days(spans: list[int]) -> str:
    if not spans:
        return ""
    n = round(median(spans))
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def standing_of(columns: list[dict[str, Any]]) -> str:
    """Where the search stands, in one sentence."""
    cards = {column["step"]: column["cards"] for column in columns}
    if cards[Step.APPROVED]:
        return _("%(name)s is approved as leader.") % {"name": cards[Step.APPROVED][0].candidate.name}
    if cards[Step.PROPOSED]:
        return _("%(name)s is proposed; the approver decides.") % {
            "name": cards[Step.PROPOSED][0].candidate.name
        }
    going = [card for step in PATH[:3] for card in cards[step]]
    if not going:
        return _("Nobody is on the board. Begin with the centres, then with the people there.")
    stuck = [card for card in going if card.is_stuck]
    if stuck:
        longest = max(stuck, key=lambda card: card.days)
        return _("%(name)s has waited longest: %(days)d days.") % {
            "name": longest.candidate.name,
            "days": longest.days,
        }
    return ngettext("%(n)d candidate is on the way.", "%(n)d candidates are on the way.", len(going)) % {
        "n": len(going)
    }
