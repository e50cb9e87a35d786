"""Intervals against published values and a second implementation (A9.07)."""

import pytest
from scipy.stats import binomtest, t  # type: ignore[attr-defined]

from customers.surveys.intervals import mean_interval, t_quantile, wilson


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 10, 29, 30, 119, 500])
@pytest.mark.parametrize("probability", [0.9, 0.975, 0.995])
def test_quantiles_of_t_agree_with_scipy(freedom: int, probability: float) -> None:
    assert t_quantile(probability, freedom) == pytest.approx(t.ppf(probability, freedom), abs=1e-9)


@pytest.mark.parametrize(("successes", "n"), [(108, 120), (80, 120), (78, 120), (0, 10), (10, 10), (1, 5)])
def test_wilson_agrees_with_scipy(successes: int, n: int) -> None:
    theirs = binomtest(successes, n).proportion_ci(method="wilson")
    ours = wilson(successes, n)
    assert (ours.lower, ours.upper) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_the_investigation_of_120_physicians_has_these_intervals() -> None:
    """90, 67 and 65 percent of 120, with 95 % Wilson intervals."""
    written = [
        tuple(round(100 * value) for value in (e.value, e.lower, e.upper))
        for e in (wilson(108, 120), wilson(80, 120), wilson(78, 120))
    ]
    assert written == [(90, 83, 94), (67, 58, 74), (65, 56, 73)]


def test_a_mean_of_one_answer_has_no_interval() -> None:
    with pytest.raises(ValueError, match="two answers"):
        mean_interval(3.0, None, 1)
    with pytest.raises(ValueError, match="0 of 0"):
        wilson(0, 0)
