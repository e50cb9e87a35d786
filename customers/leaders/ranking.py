"""Ranking centres by several figures: percentiles and their weighted mean, nothing hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")
FIGURES = ("potential", "share", "sales", "growth")
METHOD = "weighted percentiles 1"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A percentile (0 to 100, in whole tenths as 0 to 1000) by figure, and the weighted mean of them."""

    standing: dict[str, int]
    score: int


def percentiles(values: Mapping[Key, int]) -> dict[Key, int]:
    """For each the share of the others that lie below it, ties counted half; 0 to 1000.

    The only one of its kind stands in the middle (500).
    """
    ordered = sorted(values.values())
    n = len(ordered)
    if n == 1:
        return dict.fromkeys(values, 500)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for place, value in enumerate(ordered):
        first.setdefault(value, place)
        last[value] = place
    return {key: round(1000 * (first[v] + last[v]) / 2 / (n - 1)) for key, v in values.items()}


def rank(figures: Mapping[str, Mapping[Key, int]], *, weights: Mapping[str, int]) -> dict[Key, Ranked]:
    """The weighted mean of the percentiles of those figures that a centre has.

    A figure that a centre lacks is left out of its mean, neither zero nor average. Centres without any
    weighted figure are left out.
    """
    by_figure = {name: percentiles(figures[name]) for name in FIGURES if weights.get(name) and figures[name]}
    keys = {key for standing in by_figure.values() for key in standing}
    ranked = {}
    for key in keys:
        standing = {name: places[key] for name, places in by_figure.items() if key in places}
        total = sum(weights[name] for name in standing)
        score = sum(weights[name] * place for name, place in standing.items()) / total
        ranked[key] = Ranked(standing, round(score))
    return ranked
