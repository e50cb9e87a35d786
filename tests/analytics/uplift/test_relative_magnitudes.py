"""Relative magnitudes: what the confidence set promises, by its own definition and by simulation (A13.09)."""

import numpy as np
import pytest

from analytics.uplift.honest import EventStudy
from analytics.uplift.panel import Floats
from analytics.uplift.relative_magnitudes import held, interval, relative_magnitudes

BEFORE, AFTER = 5, 4
COVARIANCE = 0.02 * (np.eye(BEFORE + AFTER) + 0.5)
NORMAL = np.random.default_rng(1).standard_normal((2000, 2 * BEFORE + 2))


def study(before: Floats, after: Floats) -> EventStudy:
    return EventStudy(before=before, after=after, covariance=COVARIANCE)


@pytest.mark.parametrize("magnitude", [0.5, 1.0])
def test_the_true_effect_is_held_at_the_edge_of_what_is_allowed(magnitude: float) -> None:
    """A step of two before joining, and after it the steepest drift that is allowed: 95 % and little more."""
    random = np.random.default_rng(3)
    root = np.linalg.cholesky(COVARIANCE)
    drift = 2.0 * magnitude * np.arange(1, AFTER + 1)
    found = []
    for _ in range(200):
        noise = root @ random.normal(size=BEFORE + AFTER)
        one = study(2.0 + noise[:BEFORE], 1.0 + drift + noise[BEFORE:])
        found.append(held(one, np.ones(1), magnitude=magnitude, alpha=0.05, normal=NORMAL)[0])
    assert 0.91 <= np.mean(found) <= 0.99


def test_without_noise_the_interval_is_the_identified_set() -> None:
    """The largest change before is 0.3, so the mean of four months may be off by 0.3 times 2.5."""
    exact = EventStudy(before=np.array([0.3, 0.1, 0.2]), after=np.full(4, 2.0), covariance=1e-10 * np.eye(7))
    low, high = interval(exact, magnitude=1.0, alpha=0.05, normal=NORMAL)
    assert (low, high) == pytest.approx((2 - 0.75, 2 + 0.75), abs=0.01)


def test_the_breakdown_is_where_zero_enters() -> None:
    one = study(np.array([0.1, -0.1, 0.05, 0.1, 0.0]), np.full(AFTER, 3.0))
    found = relative_magnitudes(one, alpha=0.05, seed=1)
    assert found.breakdown is not None
    for magnitude, inside in ((0.97 * found.breakdown, False), (1.03 * found.breakdown, True)):
        normal = np.random.default_rng(1).standard_normal((2000, 2 * BEFORE + 2))
        low, high = interval(one, magnitude=magnitude, alpha=0.05, normal=normal)
        assert (low <= 0.0 <= high) is inside
    wider = [high - low for _, low, high in found.intervals]
    assert wider == sorted(wider)
    assert found == relative_magnitudes(one, alpha=0.05, seed=1)


def test_no_effect_has_no_breakdown() -> None:
    assert relative_magnitudes(study(np.zeros(BEFORE), np.zeros(AFTER)), alpha=0.05, seed=1).breakdown is None
