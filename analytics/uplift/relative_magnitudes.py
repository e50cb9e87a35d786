"""How far trends may differ before the effect is gone: Rambachan and Roth (2023), relative magnitudes.

From month to month after joining the difference in trend may change by at most `magnitude` times the largest
change between neighbouring months before it (their set Delta-RM). That set is a union over which change was the
largest, and in which direction; for each the interval inverts the conditional least-favourable hybrid test of
Andrews, Roth and Pakes (2023), and the confidence set is the union.

For the mean effect the differences after joining can be eliminated by hand: whatever they are within their bounds,
they move it by at most `magnitude` times the largest change times the mean number of months since the base. What
is left are inequalities on the estimates alone, without nuisance parameters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analytics.uplift.honest import EventStudy
from analytics.uplift.panel import Flags, Floats

MAGNITUDES = (0.5, 1.0, 1.5, 2.0)
FIRST_STAGE = 0.1  # the share of alpha that the first stage spends, as in the paper
DRAWS = 2000
GRID = 801
REACH = 5.0  # standard errors around the estimate, and beyond the largest change, that are searched
LARGEST = 16.0


@dataclass(frozen=True, kw_only=True)
class Relative:
    """Intervals of the mean effect by magnitude, and the magnitude up to which they leave out zero.

    `breakdown` is None where zero is in the interval of magnitude zero already.
    """

    intervals: list[tuple[float, float, float]]
    breakdown: float | None


@dataclass(frozen=True, kw_only=True)
class _Set:
    """Inequalities E[`moments` (+ or - effect)] <= 0 when one change before joining was the largest.

    The first moment is a lower bound of the effect, the second an upper one, the others do not know it.
    """

    values: Floats
    errors: Floats
    correlation: Floats


def relative_magnitudes(study: EventStudy, *, alpha: float, seed: int) -> Relative:
    """The intervals for `MAGNITUDES` and the breakdown magnitude."""
    normal = np.random.default_rng(seed).standard_normal((DRAWS, 2 * len(study.before) + 2))

    return Relative(
        intervals=[
            (magnitude, *interval(study, magnitude=magnitude, alpha=alpha, normal=normal))
            for magnitude in MAGNITUDES
        ],
        breakdown=_breakdown(study, alpha=alpha, normal=normal),
    )


def interval(study: EventStudy, *, magnitude: float, alpha: float, normal: Floats) -> tuple[float, float]:
    """The hull of the confidence set; `normal` are standard normal draws, one column per inequality."""
    effects = _searched(study, magnitude)
    kept = effects[held(study, effects, magnitude=magnitude, alpha=alpha, normal=normal)]
    return (float(kept[0]), float(kept[-1])) if len(kept) else (float("nan"), float("nan"))


def held(study: EventStudy, effects: Floats, *, magnitude: float, alpha: float, normal: Floats) -> Flags:
    """Which of these mean effects the estimates do not contradict."""
    found = np.zeros(len(effects), dtype=np.bool_)
    for one in _sets(study, magnitude):
        found |= ~_rejected(one, effects, alpha=alpha, normal=normal)
    return found


def _breakdown(study: EventStudy, *, alpha: float, normal: Floats) -> float | None:
    """The magnitude at which an effect of zero is no longer contradicted; never more than `LARGEST`."""

    def holds_zero(magnitude: float) -> bool:
        return bool(held(study, np.zeros(1), magnitude=magnitude, alpha=alpha, normal=normal)[0])

    if holds_zero(0.0):
        return None
    low, high = 0.0, 0.5
    while high < LARGEST and not holds_zero(high):
        low, high = high, 2 * high
    for _ in range(8):
        middle = (low + high) / 2
        low, high = (low, middle) if holds_zero(middle) else (middle, high)
    return low


def _changes(study: EventStudy) -> Floats:
    """Changes between neighbouring months before joining, base included, as weights of the estimates."""
    size = len(study.before)
    return np.hstack([np.eye(size) - np.eye(size, k=-1), np.zeros((size, len(study.after)))])


def _mean(study: EventStudy) -> Floats:
    return np.concatenate([np.zeros(len(study.before)), np.full(len(study.after), 1.0 / len(study.after))])


def _searched(study: EventStudy, magnitude: float) -> Floats:
    """Effects as far from the estimate as any set may reach."""
    mean, changes = _mean(study), _changes(study)
    estimates = np.concatenate([study.before, study.after])
    spread = np.sqrt(np.einsum("ij,jk,ik->i", changes, study.covariance, changes))
    largest = float((np.abs(changes @ estimates) + REACH * spread).max())
    error = float(np.sqrt(mean @ study.covariance @ mean))
    reach, centre = REACH * error + magnitude * _months(study) * largest, float(mean @ estimates)
    return np.linspace(centre - reach, centre + reach, GRID)


def _months(study: EventStudy) -> float:
    """By how much a change of one in every month moves the mean: the mean number of months since the base."""
    return (len(study.after) + 1) / 2.0


def _sets(study: EventStudy, magnitude: float) -> Iterator[_Set]:
    estimates = np.concatenate([study.before, study.after])
    mean, changes = _mean(study), _changes(study)
    for at in range(len(changes)):
        others = np.delete(changes, at, axis=0)
        for sign in (1.0, -1.0):
            largest = sign * changes[at]
            bias = magnitude * _months(study) * largest
            rows = np.vstack([mean - bias, -mean - bias, others - largest, -others - largest, -largest])
            covariance = rows @ study.covariance @ rows.T
            errors = np.sqrt(np.maximum(np.diag(covariance), np.finfo(np.float64).tiny))
            yield _Set(
                values=rows @ estimates, errors=errors, correlation=covariance / np.outer(errors, errors)
            )


def _rejected(one: _Set, effects: Floats, *, alpha: float, normal: Floats) -> Flags:
    """Whether each effect contradicts the inequalities.

    The largest moment in its standard errors is judged against its largest possible quantile, then, given which
    one it is, as a normal variable between the next largest and that quantile.
    """
    values, vectors = np.linalg.eigh(one.correlation)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    largest = (normal[:, : len(root)] @ root.T).max(axis=1)
    first = float(np.quantile(largest, 1.0 - FIRST_STAGE * alpha, method="inverted_cdf"))
    level = (1.0 - FIRST_STAGE) * alpha / (1.0 - FIRST_STAGE * alpha)
    moments = np.repeat((one.values / one.errors)[None], len(effects), axis=0)
    moments[:, 0] -= effects / one.errors[0]
    moments[:, 1] += effects / one.errors[1]
    at = moments.argmax(axis=1)
    statistic = np.take_along_axis(moments, at[:, None], axis=1)[:, 0]
    slope = one.correlation[at]
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = (moments - slope * statistic[:, None]) / (1.0 - slope)
    lower = np.where(slope < 1.0 - 1e-9, limits, -np.inf).max(axis=1)
    # From the upper tails, which keep their digits.
    tail = ndtr(-first) + level * np.maximum(ndtr(-lower) - ndtr(-first), 0.0)
    critical = np.maximum(-ndtri(tail), 0.0)
    return np.asarray((statistic > first) | (statistic > critical))
