"""The list of prospective communities, with where each stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from customers.leaders.leader_candidate import LeaderCandidate, Step
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.people.person import Person

FARTHEST = (
    (Step.APPROVED, "good"),
    (Step.PROPOSED, "watch"),
    (Step.IN_DISCUSSION, ""),
    (Step.APPROACHED, ""),
    (Step.IDENTIFIED, ""),
    (Step.DECLINED, ""),
)


@dataclass(slots=True)
class Search:
    """The board of one search in figures: candidates by column, and the last move."""

    counts: dict[str, int] = field(default_factory=dict)
    moved_at: datetime | None = None

    @property
    def farthest(self) -> tuple[Step | None, str]:
        """The farthest column that has a candidate, and a tone for it."""
        return next(((step, tone) for step, tone in FARTHEST if self.counts.get(step)), (None, ""))


def found_prospects(person: Person, *, asked: Mapping[str, str]) -> "QuerySet[ProspectiveCommunity]":
    """Those that the reader sees, narrowed by the words `q` and by `show` (mine, ended; usually all that are open)."""
    found = ProspectiveCommunity.objects.visible_to(person).select_related("selector")
    for word in asked.get("q", "")[:100].split():
        found = found.filter(Q(name__icontains=word) | Q(country__icontains=word))
    show = asked.get("show", "")
    if show == "ended":
        return found.exclude(closed_at=None)
    return found.open().filter(selector=person) if show == "mine" else found.open()


def searches_of(prospects: Iterable[ProspectiveCommunity]) -> dict[UUID, Search]:
    """The search of each, with one query; an empty one where nobody is on the board."""
    found: dict[UUID, Search] = defaultdict(Search)
    on_board = LeaderCandidate.objects.filter(prospect__in=[one.pk for one in prospects])
    steps = on_board.order_by().values_list("prospect_id", "step").annotate(Count("id"), Max("stepped_at"))
    for prospect, step, n, moved_at in steps:
        search = found[prospect]
        search.counts[step] = n
        search.moved_at = max(search.moved_at or moved_at, moved_at)
    return found
