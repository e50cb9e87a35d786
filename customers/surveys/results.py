"""Results of a survey: every figure with its n and its interval, nothing of too few answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from customers.surveys.intervals import Estimate, mean_interval, wilson
from customers.surveys.item import Scale, SurveyItem
from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from tenancy.wall.functions import call_rows


@dataclass(frozen=True, slots=True)
class Result:
    """What one wave says on one question. `estimate` is a share of yes or a mean; None where too few answered."""

    wave: UUID
    item: SurveyItem
    n: int | None
    estimate: Estimate | None = None
    shares: list[tuple[str, Estimate]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WaveResults:
    """A wave: how many answered, whether that is shown, and the results by question."""

    wave: SurveyWave
    responses: int
    shown: bool
    results: list[Result]

    def of(self, *scales: str) -> list[Result]:
        """Those of these scales that have a figure."""
        return [one for one in self.results if one.item.scale in scales and one.n]


def results_of(survey: Survey) -> list[WaveResults]:
    """All waves of the survey, the newest first. Three queries; NotAllowed for others than readers."""
    items = {item.id: item for item in survey.items.all()}
    rows: dict[UUID, list[tuple[Any, ...]]] = {}
    for wave, *rest in call_rows("survey_results", survey.id):
        rows.setdefault(_id(wave), []).append(tuple(rest))
    waves = list(survey.waves.order_by("-number"))
    return [_wave(wave, rows.get(wave.id, []), items) for wave in waves]


def _wave(wave: SurveyWave, rows: list[tuple[Any, ...]], items: dict[UUID, SurveyItem]) -> WaveResults:
    responses, shown = (rows[0][1], bool(rows[0][2])) if rows else (0, False)
    results = [_result(wave, items[_id(row[0])], *row[3:]) for row in rows if shown]
    return WaveResults(wave, responses, shown, sorted(results, key=lambda one: one.item.position))


def _id(value: object) -> UUID:
    return UUID(str(value))


def _result(
    wave: SurveyWave, item: SurveyItem, n: int | None, mean: float, sd: float, counts: Any, texts: Any
) -> Result:
    if not n:
        return Result(wave.id, item, None)
    if item.scale == Scale.YES_NO:
        return Result(wave.id, item, n, wilson(int((counts or {}).get("1", 0)), n))
    if item.scale in (Scale.FIVE, Scale.NUMBER):
        estimate = mean_interval(mean, sd, n) if n > 1 else None
        shares = _shares(("1", "2", "3", "4", "5"), counts, n) if item.scale == Scale.FIVE else []
        return Result(wave.id, item, n, estimate, shares)
    if item.scale == Scale.TEXT:
        return Result(wave.id, item, n, texts=list(texts or []))
    return Result(wave.id, item, n, shares=_shares(item.choices, counts, n))


def _shares(words: Iterable[str], counts: Any, n: int) -> list[tuple[str, Estimate]]:
    return [(word, wilson(int((counts or {}).get(word, 0)), n)) for word in words]


@dataclass(frozen=True, slots=True)
class Gap:
    """How much an aspect matters more than it is done well, over respondents who answered both questions."""

    aspect: str
    function: str
    importance: float
    performance: float
    gap: Estimate

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the difference lies above zero."""
        return self.gap.lower > 0


def gaps_of(survey: Survey) -> dict[UUID, list[Gap]]:
    """By wave the aspects asked for importance and performance, the widest gap first (paired differences)."""
    found: dict[UUID, list[Gap]] = {}
    for wave, aspect, owner, n, importance, performance, gap, sd in call_rows("survey_gaps", survey.id):
        if n > 1:
            one = Gap(aspect, owner, importance, performance, mean_interval(gap, sd, n))
            found.setdefault(_id(wave), []).append(one)
    return {wave: sorted(gaps, key=lambda one: -one.gap.value) for wave, gaps in found.items()}


def written(result: Result) -> str:
    """The figure with its interval, as pages and files write it."""
    if result.estimate is None:
        return _("too few answers")
    low, value, high = result.estimate.lower, result.estimate.value, result.estimate.upper
    if result.item.scale == Scale.YES_NO:
        return _("{share} % ({low} to {high} %)").format(
            share=round(100 * value), low=round(100 * low), high=round(100 * high)
        )
    return _("{mean} ({low} to {high})").format(mean=f"{value:.2f}", low=f"{low:.2f}", high=f"{high:.2f}")
