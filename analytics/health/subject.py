"""What a check looks at: one subject is one module of `analytics/health/subjects/`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analytics.health.finding import Figures, Finding, Words
from analytics.health.indicator import Indicator


class Section(StrEnum):
    """Where a subject stands. Performance is shown apart and never enters the word."""

    VITALITY = "vitality"
    PERFORMANCE = "performance"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the check. How one is added stands in `analytics/health/subjects/__init__.py`.

    `function` in schema `app` counts; `figures_from` makes the published figures of one community of its raw
    counts, one for each of `indicators`; `findings` reads the figures of all subjects of one community.
    """

    key: str
    label: Any
    function: str
    indicators: tuple[Indicator, ...]
    figures_from: Callable[[Mapping[str, Any]], Figures]
    findings: Callable[[Mapping[str, Any], str], Iterable[Finding]]
    words: Mapping[str, Words]
    section: Section = Section.VITALITY


def rounded(value: float | None, places: int = 4) -> float | None:
    """A share or an index as it is published."""
    return None if value is None else round(value, places)


def share(part: float, whole: float) -> float | None:
    """A part of a whole to four places; None of nothing."""
    return round(part / whole, 4) if whole else None
