"""Whoever watches releases around a joining or leaving guesses that person no better than blind (02, section 4; D9).

The guesser is the best there is on what is shown: he has seen thousands of communities of the same process with the
truth beside them, knows how many changed and that this one person is among them, and names the likelier case.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache

import numpy
import pytest

from analytics.releases.rule import Shown, is_carried, share_of

COMMUNITIES = 25_000
ALLOWED = 0.05
Draws = Iterator[tuple[object, bool]]


@cache
def said(people: int, of: int) -> Shown | None:
    """The rule's answer, once for each pair."""
    return share_of(people, of=of)


def releases(*, changing: int, joining: bool, share_active: float, seed: int) -> Draws:
    """What is shown of two months between which `changing` people joined or left, and whether the one was active.

    People keep their habits: who is active in one month mostly is in the next, so that the difference tells most.
    """
    rng = numpy.random.default_rng(seed)
    for staying in rng.integers(20, 70, size=COMMUNITIES).tolist():
        habits = rng.beta(3 * share_active, 3 * (1 - share_active), size=staying + changing)
        first, second = rng.random((2, staying + changing)) < habits
        before, after = (staying, len(habits)) if joining else (len(habits), staying)
        if is_carried(changing):
            after = before
        shown = (said(int(first[:before].sum()), before), said(int(second[:after].sum()), after))
        yield shown, bool(second[-1] if joining else first[-1])


def gain(drawn: Callable[[int], Draws]) -> float:
    """How much more often the guess is right than the blind guess, on communities not seen before."""
    learned: defaultdict[object, Counter[bool]] = defaultdict(Counter)
    overall: Counter[bool] = Counter()
    for seen, active in drawn(1):
        learned[seen][active] += 1
        overall[active] += 1
    blind = overall.most_common(1)[0][0]
    right = rightly_blind = 0
    for seen, active in drawn(2):
        right += (learned[seen].most_common(1)[0][0] if seen in learned else blind) == active
        rightly_blind += blind == active
    return (right - rightly_blind) / COMMUNITIES


@pytest.mark.parametrize("joining", [True, False], ids=["a joiner", "a leaver"])
@pytest.mark.parametrize("changing", [9, 10, 14])
@pytest.mark.parametrize("share_active", [0.3, 0.5])
def test_what_is_released_tells_next_to_nothing_of_one_person(
    changing: int, joining: bool, share_active: float
) -> None:
    def drawn(seed: int) -> Draws:
        return releases(changing=changing, joining=joining, share_active=share_active, seed=seed)

    assert gain(drawn) <= ALLOWED


def test_the_guesser_would_find_what_exact_counts_let_through() -> None:
    def drawn(seed: int) -> Draws:
        rng = numpy.random.default_rng(seed)
        for active in rng.integers(10, 14, size=COMMUNITIES).tolist():
            hers = bool(rng.random() < 0.5)
            yield (active, active + hers), hers

    assert gain(drawn) > 0.4
