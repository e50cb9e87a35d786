"""Storing checks: each with what its audiences see, some hundred in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
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

AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Checked:
    """A community with what was measured of it and what that comes to; `run` where one was opened for it."""

    community: UUID
    kind: str
    figures: Figures
    verdict: Verdict
    run: UUID | None = None


def store(tenant: UUID, checked: Iterable[Checked], *, period: Period, purpose: str) -> int:
    """All or none; returns how many. Several statements, so that none lasts as long as a firm is large."""
    stored, rest = 0, iter(checked)
    with acting_for(tenant, purpose=purpose):
        while some := [_written(one) for one in islice(rest, AT_ONCE)]:
            written = orjson.dumps({"communities": some}).decode()  # megabytes: five times as fast as json
            stored += int(call("store_health_runs", period.first, period.last, DEFINITIONS_VERSION, written))
    return stored


def _written(checked: Checked) -> Mapping[str, Any]:
    return {
        "run": checked.run,
        "community": checked.community,
        "word": checked.verdict.word,
        "parts": [_part(checked, *audience) for audience in _audiences(checked.kind)],
    }


def _part(checked: Checked, for_members: bool, for_office: bool, keys: tuple[str, ...]) -> Mapping[str, Any]:
    figures, audience = checked.figures, (for_members, for_office)
    return {
        "for_members": for_members,
        "for_office": for_office,
        "figures": {key: figures[key] for key in keys},
        "findings": [
            {"code": one.code, "word": one.word, "evidence": dict(one.evidence), "rank": rank}
            for rank, one in enumerate(checked.verdict.findings, start=1)
            if _audience(one, checked.kind) == audience
        ],
    }


@cache
def _audiences(kind: str) -> list[tuple[bool, bool, tuple[str, ...]]]:
    """For members and for the programme office or not, with the indicators of just these readers."""
    offices = (False, True) if kind == Kind.INDUCED_COP else (False,)
    return [(*audience, _keys(audience, kind)) for audience in product((False, True), offices)]


def _keys(audience: tuple[bool, bool], kind: str) -> tuple[str, ...]:
    """In the order in which the database keeps them: it sorts what is sorted in a moment."""
    keys = (one.key for one in INDICATORS if _audience(one, kind) == audience)
    return tuple(sorted(keys, key=lambda key: (len(key), key)))


def _audience(shown: Any, kind: str) -> tuple[bool, bool]:
    """The programme office reads of communities of practice alone."""
    return shown.for_members, shown.for_office and kind == Kind.INDUCED_COP
