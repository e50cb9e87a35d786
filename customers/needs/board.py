"""Reading the pipeline: the board, the list, evidence and times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from customers.needs.idea import Idea, IdeaNeed, IdeaQuerySet, IdeaStatus
from customers.needs.moving import IDEA_MOVES, NEED_MOVES
from customers.needs.need import Need, NeedQuerySet, NeedStatus
from customers.needs.pipeline_step import PipelineStep
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows

MOST = 60
MOST_ROWS = 20_000
NEED_COLUMNS = ("need", "text", "status", "owner", "accounts", "sources", "ideas", "since")
BOARD_NEEDS = (NeedStatus.CAPTURED, NeedStatus.CONFIRMED)
BOARD_IDEAS = (IdeaStatus.PROPOSED, IdeaStatus.ASSESSED, IdeaStatus.PILOTED, IdeaStatus.SERVICE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a need rests on: distinct accounts, and sources in all."""

    accounts: int = 0
    sources: int = 0


class Median(Aggregate):
    """The median of a duration (PostgreSQL's percentile_cont)."""

    function = "percentile_cont"
    template = "%(function)s(0.5) within group (order by %(expressions)s)"
    output_field = DurationField()


def evidence() -> dict[UUID, Evidence]:
    """The evidence of all needs; the same counts for every reader, one query."""
    return {UUID(str(row[0])): Evidence(row[1], row[2]) for row in call_rows("need_evidence")}


def found_needs(person: Person, *, asked: Mapping[str, str]) -> NeedQuerySet:
    """Needs narrowed by q, status and mine=1; without a status those that stand."""
    found = Need.objects.visible_to(person).matching(asked.get("q", "")[:100])
    status = asked.get("status", "")
    found = found.filter(status=status) if status in NeedStatus.values else found.standing()
    return (found.filter(owner=person) if asked.get("mine") else found).select_related("owner")


def with_ideas(needs: NeedQuerySet) -> NeedQuerySet:
    """Each with `ideas`, how many answer it."""
    links = IdeaNeed.objects.filter(tenant_id=OuterRef("tenant_id"), need=OuterRef("pk"))
    counted = links.order_by().values("need").annotate(n=Count("pk"))
    return needs.annotate(ideas=Coalesce(Subquery(counted.values("n")), 0))


def columns(person: Person, *, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """The board: needs that wait, ideas on their way, services; each card with where it may go."""
    proofs, words = evidence(), asked.get("q", "")[:100]
    needs = with_ideas(Need.objects.visible_to(person).matching(words).filter(status__in=BOARD_NEEDS))
    ideas = with_needs(Idea.objects.visible_to(person).matching(words).filter(status__in=BOARD_IDEAS))
    if asked.get("mine"):
        needs, ideas = needs.filter(owner=person), ideas.filter(owner=person)
    cards: dict[str, list[Any]] = {}
    for need in needs.select_related("owner")[: MOST * 2]:
        cards.setdefault(f"need {need.status}", []).append(
            {"thing": need, "proof": proofs.get(need.id, Evidence()), "moves": labelled(need)}
        )
    for idea in ideas.select_related("owner")[: MOST * 4]:
        cards.setdefault(f"idea {idea.status}", []).append({"thing": idea, "moves": labelled(idea)})
    return [
        _column("need", _("Needs captured"), NeedStatus.CAPTURED, cards),
        _column("need", _("Needs confirmed"), NeedStatus.CONFIRMED, cards),
        *(_column("idea", status.label, status, cards) for status in BOARD_IDEAS),
    ]


def _column(kind: str, label: Any, status: str, cards: Mapping[str, list[Any]]) -> dict[str, Any]:
    found = cards.get(f"{kind} {status}", [])
    if kind == "need":
        found = sorted(found, key=lambda card: -card["proof"].accounts)
    return {"kind": kind, "label": label, "status": status, "cards": found}


def with_needs(ideas: IdeaQuerySet) -> IdeaQuerySet:
    """Each with `needs`, how many it answers."""
    links = IdeaNeed.objects.filter(tenant_id=OuterRef("tenant_id"), idea=OuterRef("pk"))
    counted = links.order_by().values("idea").annotate(n=Count("pk"))
    return ideas.annotate(needs=Coalesce(Subquery(counted.values("n")), 0))


def labelled(thing: Need | Idea) -> list[tuple[str, Any]]:
    """Where it may go from here, as values and labels."""
    moves = NEED_MOVES[thing.status] if isinstance(thing, Need) else IDEA_MOVES[thing.status]
    return [(move.value, move.label) for move in moves]


def cycle_days() -> dict[str, int | None]:
    """Median days from the capture of a need to its answer, and from idea to service; None without any."""
    return {
        "need": _days(_spans("need", NeedStatus.ANSWERED)),
        "idea": _days(_spans("idea", IdeaStatus.SERVICE)),
    }


def _spans(kind: str, end: str) -> QuerySet[PipelineStep]:
    """The last arrival at `end` of each thing that is there now."""
    return PipelineStep.objects.filter(after=end, **{f"{kind}__status": end}).annotate(
        took=F("at") - F(f"{kind}__at")
    )


def _days(spans: QuerySet[PipelineStep]) -> int | None:
    found = spans.order_by().aggregate(median=Median("took"))["median"]
    return None if found is None else round(found.total_seconds() / 86_400)


def rows_of(needs: NeedQuerySet) -> Iterator[tuple[Any, ...]]:
    """Needs as lines of a file, in the order of NEED_COLUMNS."""
    proofs = evidence()
    for need in with_ideas(needs).order_by("-at", "-id")[:MOST_ROWS].iterator(chunk_size=500):
        proof = proofs.get(need.id, Evidence())
        ideas: int = need.ideas  # type: ignore[attr-defined]
        yield (
            need.title, need.text, need.status, need.owner or "", proof.accounts, proof.sources, ideas,
            f"{need.at:%Y-%m-%d}",
        )  # fmt: skip
