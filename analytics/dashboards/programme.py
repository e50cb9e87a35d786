"""How the programme of customer communities stands: formed, still active, how long a kick-off takes.

Everything here is known to the sponsor anyway: stages of shells, hand-over dates, its own training records.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, ExpressionWrapper, Min, OuterRef, Subquery, Value
from django.utils import timezone

from communities.community.community import Community
from communities.community.kinds import Kind, Stage
from communities.community.stage_change import StageChange
from communities.community.stewardship import Stewardship
from customers.territories.territory import Level, Territory
from customers.territories.territory_assignment import TerritoryAssignment
from customers.training.delay import KickOffDelay
from customers.training.training import Training
from tenancy.people.person import Person

TARGET, TARGET_MONTHS = 50, 24
HORIZONS = (6, 12, 24)
LIVE = (Stage.INITIATION, Stage.ACTIVE, Stage.SUSTAINING)
DAYS_OF_A_MONTH = 365.25 / 12
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Survival:
    """Of the communities formed at least `months` ago, how many were active at that age.

    `known` counts those whose stage at that age is recorded.
    """

    months: int
    formed: int
    known: int
    active: int


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from a rep's first completed training to the hand-over of the community she stewards."""

    community: Community
    days: int
    district: str
    cause: str


def customer_communities(reader: Person) -> list[Community]:
    """Those that the reader may know of; demonstrations are of another kind and in no statistic."""
    return list(Community.objects.visible_to(reader).filter(kind=Kind.CUSTOMER))


def by_stage(places: Iterable[Community]) -> list[tuple[Stage, int]]:
    """How many stand at each stage, in the order of the stages."""
    counted = Counter(place.stage for place in places)
    return [(stage, counted[stage]) for stage in Stage]


def formed_by_month(places: Iterable[Community], *, today: date) -> list[tuple[date, int]]:
    """Communities handed over to their members so far, at the end of each month since the first; () before it."""
    return _running([timezone.localdate(p.handed_over_at) for p in places if p.handed_over_at], until=today)


def trained_by_month(*, today: date) -> list[tuple[date, int]]:
    """Persons with a first completed training so far, at the end of each month since the first."""
    firsts = Training.objects.values("person_id").annotate(first=Min("completed_on"))
    return _running(list(firsts.values_list("first", flat=True)), until=today)


def target_line(months: Sequence[date]) -> list[float]:
    """The line of 50 communities in 24 months, from the first month on."""
    return [round(min(TARGET, TARGET * (at + 1) / TARGET_MONTHS), 1) for at in range(len(months))]


def survival(reader: Person, *, today: date) -> list[Survival]:
    """Formed and still active after 6, 12 and 24 months: by the stage that each had at that age."""
    return [_survival(reader, months, today) for months in HORIZONS]


def _survival(reader: Person, months: int, today: date) -> Survival:
    age = timedelta(days=round(months * DAYS_OF_A_MONTH))
    then = ExpressionWrapper(OuterRef("handed_over_at") + Value(age), output_field=DateTimeField())
    before = StageChange.objects.filter(community=OuterRef("pk"), at__lte=then).order_by("-at")
    old = Community.objects.visible_to(reader).filter(
        kind=Kind.CUSTOMER, handed_over_at__date__lte=today - age
    )
    stages = Counter(old.annotate(then=Subquery(before.values("stage")[:1])).values_list("then", flat=True))
    formed = stages.total()
    return Survival(months, formed, formed - stages[None], sum(stages[stage] for stage in LIVE))


def lags(places: Iterable[Community]) -> list[Lag]:
    """One for each handed-over community whose steward was trained before; the fastest first."""
    formed = {place.id: place for place in places if place.handed_over_at}
    trained = dict(
        Training.objects.values("person_id")
        .annotate(first=Min("completed_on"))
        .values_list("person_id", "first")
    )
    districts = _districts()
    causes = _causes(formed)
    found = []
    held = Stewardship.objects.filter(community_id__in=formed, person_id__in=trained)
    for community, person in held.order_by("since").values_list("community_id", "person_id"):
        place = formed[community]
        days = (timezone.localdate(place.handed_over_at) - trained[person]).days
        if days >= 0:
            found.append(Lag(place, days, districts.get(person, ""), causes.get(community, "")))
    return sorted(found, key=lambda lag: lag.days)


def by_district(found: Iterable[Lag]) -> list[dict[str, Any]]:
    """Median and fastest lag of each district with at least three; smaller ones tell only their number."""
    grouped: defaultdict[str, list[Lag]] = defaultdict(list)
    for lag in found:
        grouped[lag.district].append(lag)
    return [
        {
            "district": district,
            "n": len(group),
            "median": median(lag.days for lag in group) if len(group) >= FEWEST else None,
            "fastest": group[0].days if len(group) >= FEWEST else None,
            "causes": Counter(lag.cause for lag in group if lag.cause).most_common(),
        }
        for district, group in sorted(grouped.items())
    ]


def _running(days: Sequence[date], *, until: date) -> list[tuple[date, int]]:
    if not days:
        return []
    counted = Counter(day.replace(day=1) for day in days)
    month, total, line = min(counted), 0, []
    while month <= until:
        total += counted[month]
        line.append((month, total))
        month = (month + timedelta(days=32)).replace(day=1)
    return line


def _causes(formed: Mapping[UUID, Community]) -> dict[UUID, str]:
    told = KickOffDelay.objects.filter(community_id__in=formed).order_by("told_at")
    return {delay.community_id: str(delay.get_cause_display()) for delay in told}


def _districts() -> dict[UUID, str]:
    """The district in or below which each person covers a territory; the latest assignment counts."""
    parts = {part.id: part for part in Territory.objects.all()}
    held = TerritoryAssignment.objects.order_by("since").values_list("person_id", "territory_id")
    return {person: _district_of(parts.get(territory), parts) for person, territory in held}


def _district_of(part: Territory | None, parts: Mapping[UUID, Territory]) -> str:
    while part is not None and part.level != Level.DISTRICT:
        part = parts.get(part.parent_id) if part.parent_id else None
    return part.name if part else ""
