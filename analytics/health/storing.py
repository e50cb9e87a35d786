"""Storing checks: each with what its audiences see, some hundred in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from operator import itemgetter
from typing import Any
from uuid import UUID

import orjson

from analytics.health.finding import Figures
from analytics.health.indicators import DEFINITIONS_VERSION, INDICATORS
from analytics.health.judging import Verdict
from analytics.health.measuring import Period
from communities.community.kinds import Kind
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """A community with what was measured of it and what that comes to; `run` where one was opened for it."""

    community: UUID
    kind: str
    figures: Figures
    verdict: Verdict
    run: UUID | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a part beside leader and operator, and the indicators of just these readers."""

    for_members: bool
    for_office: bool
    keys: tuple[str, ...]


def store(tenant: UUID, checked: Iterable[Checked], *, period: Period, purpose: str) -> int:
    """All or none; returns how many. Several statements, so that none lasts as long as a firm is large."""
    days = (period.first, period.last)
    with acting_for(tenant, purpose=purpose):
        return sum(
            int(call("store_health_runs", *days, DEFINITIONS_VERSION, *_written(some)))
            for some in _of_one_kind(checked)
        )


def _of_one_kind(checked: Iterable[Checked]) -> Iterator[list[Checked]]:
    """In lots of one kind each, whose checks have the same audiences."""
    waiting: defaultdict[str, list[Checked]] = defaultdict(list)
    for one in checked:
        waiting[one.kind].append(one)
        if len(waiting[one.kind]) == AT_ONCE:
            yield waiting.pop(one.kind)
    yield from waiting.values()


def _written(checked: Sequence[Checked]) -> tuple[Any, ...]:
    """The arguments that say it: lists by check, lists by audience, and of each audience a line by check."""
    audiences = _audiences(checked[0].kind)
    return (
        _listed(str(one.run) if one.run else "null" for one in checked),
        _listed(str(one.community) for one in checked),
        _listed(one.verdict.word for one in checked),
        [audience.for_members for audience in audiences],
        [audience.for_office for audience in audiences],
        [" ".join(audience.keys) for audience in audiences],
        ["\n".join(_figures(checked, audience)) for audience in audiences],
        ["\n".join(_findings(one, audience) for one in checked) for audience in audiences],
    )


def _listed(items: Iterable[str]) -> str:
    return "{" + ",".join(items) + "}"


def _figures(checked: Sequence[Checked], audience: Audience) -> Iterator[str]:
    read = itemgetter(*audience.keys)
    for one in checked:
        yield "{" + orjson.dumps(read(one.figures)).decode()[1:-1] + "}"


def _findings(checked: Checked, audience: Audience) -> str:
    found = [
        {"code": one.code, "word": one.word, "evidence": dict(one.evidence), "rank": rank}
        for rank, one in enumerate(checked.verdict.findings, start=1)
        if _readers(one, checked.kind) == (audience.for_members, audience.for_office)
    ]
    return orjson.dumps(found).decode() if found else "[]"


@cache
def _audiences(kind: str) -> tuple[Audience, ...]:
    """For members and for the programme office or not; each has several indicators."""
    offices = (False, True) if kind == Kind.INDUCED_COP else (False,)
    return tuple(Audience(*readers, _keys(readers, kind)) for readers in product((False, True), offices))


def _keys(readers: tuple[bool, bool], kind: str) -> tuple[str, ...]:
    """In an order of their own: figures are numbered by it for good."""
    keys = (one.key for one in INDICATORS if _readers(one, kind) == readers)
    return tuple(sorted(keys, key=lambda key: (len(key), key)))


def _readers(shown: Any, kind: str) -> tuple[bool, bool]:
    """The programme office reads of communities of practice alone."""
    return shown.for_members, shown.for_office and kind == Kind.INDUCED_COP
