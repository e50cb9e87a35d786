"""Whoever lays two years of releases side by side guesses no single person by it (02, section 4; D9).

A share says something about everybody it is about: where 70 in 100 write, a guess that she writes is mostly right. So
the guesser is measured against the same guesser at a member who was there all the time and whom no difference tells.
He knows who came and went and when, has seen thousands of communities with the truth beside them, averages what is
shown before and after over two figures, twelve months each, and looks at the months next to the change as well.
Habits are as telling as can be: half of all people write nearly always, the others nearly never.
The product follows the process that is drawn here: test_histories.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import numpy
import pytest
from numpy.typing import NDArray

from analytics.releases.rule import FEW, share_of

COMMUNITIES = 5000
MONTHS = 12
# Groups that are rounded to 10, and larger ones, rounded to 5 from a point that is drawn for each.
SIZES = {"small": (25, 40), "large": (52, 90)}
LARGEST = 110
ALLOWED = 0.05
TEN = 10
TURNS = 5
Floats = NDArray[numpy.float64]
Ints = NDArray[numpy.int64]


@cache
def rule() -> Floats:
    """What is shown, by turn of rounding, people and size: near the ends the middle of what the word leaves open."""
    table = numpy.zeros((TURNS, LARGEST, LARGEST))
    for turn, of in product(range(TURNS), range(LARGEST)):
        for people in range(of + 1):
            shown = share_of(people, of=of, turn=turn / TURNS)
            if shown is not None:
                word = TEN / 2 if shown.says == FEW else of - TEN / 2
                table[turn, people, of] = word if shown.about is None else shown.about
    return table


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happens between the first and the second twelve months: who moves, and what is counted of them after."""

    moving: int
    before: bool
    after: bool
    counts_on: bool = False
    communities: int = 1
    size: str = "small"


CHANGES = {
    "a leaver": Change(moving=1, before=True, after=True, counts_on=True),
    "nine leavers": Change(moving=9, before=True, after=True, counts_on=True),
    "a joiner among ten": Change(moving=TEN, before=False, after=True),
    "a leaver among ten": Change(moving=TEN, before=True, after=False),
    "a joiner of two communities": Change(moving=TEN, before=False, after=True, communities=2),
}
# As it was before who left was counted on, and before a group was compared with all earlier ones.
BROKEN = {
    "a leaver": Change(moving=1, before=True, after=False),
    "a joiner alone": Change(moving=1, before=False, after=True),
}


def shown(change: Change, *, share_active: float, seed: int) -> tuple[Floats, NDArray[numpy.bool_]]:
    """What the guesser sees of each community, and whether the one person mostly writes."""
    rng = numpy.random.default_rng(seed)
    mostly = rng.random((COMMUNITIES, change.moving)) < share_active
    seen = [_of_one(change, mostly, rng, share_active) for _ in range(change.communities)]
    return numpy.concatenate(seen, axis=1), mostly[:, 0]


def _of_one(
    change: Change, mostly: NDArray[numpy.bool_], rng: numpy.random.Generator, share_active: float
) -> Floats:
    staying = rng.integers(*SIZES[change.size], COMMUNITIES)
    turns = rng.integers(0, TURNS, (2, 2, COMMUNITIES))
    busy = rng.binomial(staying, share_active)
    others_alike = numpy.concatenate(
        [mostly[:, :1], rng.random((COMMUNITIES, change.moving - 1)) < share_active], axis=1
    )
    kept: list[NDArray[numpy.bool_]] = []
    rows = []
    for month in range(2 * MONTHS):
        is_after = month >= MONTHS
        if is_after and change.counts_on:
            wrote = kept[month % MONTHS]
        else:
            wrote = rng.random(others_alike.shape) < numpy.where(others_alike, 0.9, 0.1)
            kept.append(wrote)
        counted = change.after if is_after else change.before
        size = staying + change.moving * counted
        acted = rng.binomial(busy, 0.9) + rng.binomial(staying - busy, 0.1)
        acted = acted + wrote.sum(axis=1) * counted
        wrote_as_well = rng.binomial(acted, 0.8)
        first, second = turns[int(is_after and change.before != change.after)]
        rows.append([rule()[first, acted, size], rule()[second, wrote_as_well, size]])
    told = numpy.array(rows)
    before, after = told[:MONTHS], told[MONTHS:]
    parts = [before.mean(axis=0), after.mean(axis=0), before[-1], after[0], staying[None, :]]
    return numpy.concatenate(parts).T.astype(numpy.float64)


def rightly_guessed(change: Change, *, share_active: float) -> float:
    """How much more often than the likelier case alone the guess is right, in communities not seen before."""
    learned, truth = shown(change, share_active=share_active, seed=1)
    centre, spread = learned.mean(axis=0), learned.std(axis=0) + 1e-9
    weights = _logistic((learned - centre) / spread, truth)
    asked, answer = shown(change, share_active=share_active, seed=2)
    guess = _with_one((asked - centre) / spread) @ weights > 0
    return float((guess == answer).mean() - max(answer.mean(), 1 - answer.mean()))


def _with_one(rows: Floats) -> Floats:
    return numpy.concatenate([numpy.ones((len(rows), 1)), rows], axis=1)


def _logistic(rows: Floats, truth: NDArray[numpy.bool_]) -> Floats:
    design = _with_one(rows)
    weights = numpy.zeros(design.shape[1])
    for _ in range(15):
        chance = 1 / (1 + numpy.exp(-design @ weights))
        information = (design * (chance * (1 - chance) + 1e-6)[:, None]).T @ design
        weights += numpy.linalg.solve(
            information + 1e-3 * numpy.eye(len(weights)), design.T @ (truth - chance)
        )
    return weights


@cache
def of_who_stayed(size: str, communities: int, share_active: float) -> float:
    stayed = Change(moving=1, before=True, after=True, communities=communities, size=size)
    return rightly_guessed(stayed, share_active=share_active)


def beyond(change: Change) -> float:
    """By how much she is guessed more often than somebody who was in as many communities all the time."""
    gain = rightly_guessed(change, share_active=0.5)
    return gain - of_who_stayed(change.size, change.communities, 0.5)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CHANGES)
def test_two_years_of_months_tell_no_more_of_who_came_or_went_than_of_who_stayed(
    name: str, size: str
) -> None:
    assert beyond(replace(CHANGES[name], size=size)) <= ALLOWED


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CHANGES)
def test_where_fewer_are_active_the_guess_is_blind(name: str, size: str) -> None:
    assert rightly_guessed(replace(CHANGES[name], size=size), share_active=0.3) <= ALLOWED


@pytest.mark.parametrize("name", BROKEN)
def test_the_guesser_would_find_what_is_closed_here(name: str) -> None:
    assert beyond(BROKEN[name]) > ALLOWED
