"""How far trends may differ before the effect is gone: Rambachan and Roth (2023), smoothness.

The difference in trend between members and others may bend by at most M from month to month (their set
Delta-SD). The interval is their optimal fixed-length one for the mean effect after joining: the affine
estimator with the shortest interval that holds for every such bend.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from analytics.uplift.aggregates import Aggregate
from analytics.uplift.inference import standard_errors
from analytics.uplift.panel import Floats

MOST_BEFORE, MOST_AFTER = 12, 24
PENALTIES = 150
SWEEPS = 500
STEPS = (0.0, 0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True, kw_only=True)
class EventStudy:
    """Estimates against one base month: `before` from the month next to it backwards, `after` onwards.

    `covariance` is that of before, then after, in these orders.
    """

    before: Floats
    after: Floats
    covariance: Floats

    @property
    def largest_bend(self) -> float:
        """The largest change of slope between neighbouring months before joining, base month included."""
        path = np.concatenate([[0.0], self.before])
        return float(np.abs(np.diff(path, 2)).max(initial=0.0))


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """Intervals of the mean effect after joining by allowed bend, and the bend at which they reach zero.

    `breakdown` is None where the interval holds zero without any bend already.
    """

    effect: float
    months: int
    largest_bend: float
    intervals: list[tuple[float, float, float]]
    breakdown: float | None


def event_study(dynamic: Aggregate, *, base: int) -> EventStudy | None:
    """The neighbouring event times on both sides of the base month; None without two before and one after."""
    labels = list(dynamic.labels)
    known = np.isfinite(dynamic.parts) & np.isfinite(standard_errors(dynamic.covariance))
    position = {label: at for at, label in enumerate(labels) if known[at]}
    before = _run(position, start=base - 1, step=-1, most=MOST_BEFORE)
    after = _run(position, start=0, step=1, most=MOST_AFTER)
    if len(before) < 2 or not after:
        return None
    chosen = np.array(before + after)
    return EventStudy(
        before=dynamic.parts[before],
        after=dynamic.parts[after],
        covariance=dynamic.covariance[np.ix_(chosen, chosen)],
    )


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An affine estimator of the mean effect: its value, standard error, and worst bias per unit of bend."""

    value: float
    error: float
    bias: float


def sensitivity(study: EventStudy, *, alpha: float) -> Sensitivity:
    """Intervals for bends of some multiples of the plain standard error, and the breakdown bend."""
    months, size = len(study.after), len(study.before)
    weights = np.full(months, 1.0 / months)
    error = float(np.sqrt(weights @ study.covariance[size:, size:] @ weights))
    unit = error / _slope(months)
    found = candidates(study)
    return Sensitivity(
        effect=float(weights @ study.after),
        months=months,
        largest_bend=study.largest_bend,
        intervals=[(step * unit, *interval(found, bend=step * unit, alpha=alpha)) for step in STEPS],
        breakdown=_breakdown(found, alpha=alpha, unit=unit),
    )


def candidates(study: EventStudy) -> list[Candidate]:
    """The estimators among which the best for any bend lies: least variance for a given worst bias.

    An estimator adds pre-period estimates to the mean after joining. Written in what each bend before joining
    contributes to its bias, the first is fixed by unbiasedness under straight trends and the others are free;
    a penalty on their size runs through the trade-off.
    """
    months, size = len(study.after), len(study.before)
    moves = np.concatenate([_second_differences(size), np.zeros((months, size))])
    mean = np.concatenate([np.zeros(size), np.full(months, 1.0 / months)])
    start = mean + _slope(months) * moves[:, 0]
    quadratic = moves[:, 1:].T @ study.covariance @ moves[:, 1:]
    linear = moves[:, 1:].T @ study.covariance @ start
    estimates = np.concatenate([study.before, study.after])
    free = np.zeros(size - 1)
    top = float(np.abs(linear).max(initial=0.0)) or 1.0
    found = []
    for penalty in [*(top * np.logspace(0, -7, PENALTIES)), 0.0]:
        free = _penalised(quadratic, linear, penalty=penalty, start=free)
        weights = start + moves[:, 1:] @ free
        found.append(
            Candidate(
                value=float(weights @ estimates),
                error=float(np.sqrt(weights @ study.covariance @ weights)),
                bias=_bias_after(months) + _slope(months) + float(np.abs(free).sum()),
            )
        )
    return found


def interval(found: list[Candidate], *, bend: float, alpha: float) -> tuple[float, float]:
    """The shortest of the candidates' intervals that hold for bends up to `bend`."""
    halves = [
        _folded_quantile(bend * one.bias / one.error, alpha=alpha) * one.error if one.error > 0 else np.inf
        for one in found
    ]
    best = int(np.argmin(halves))
    return found[best].value - halves[best], found[best].value + halves[best]


def _run(position: dict[int, int], *, start: int, step: int, most: int) -> list[int]:
    found: list[int] = []
    label = start
    while label in position and len(found) < most:
        found.append(position[label])
        label += step
    return found


def _slope(months: int) -> float:
    """What a straight trend of one per month adds to the mean over that many months after the base."""
    return float(np.arange(1, months + 1).mean())


def _bias_after(months: int) -> float:
    """What bends of one in every month after joining can add to the mean."""
    bends = np.arange(months - 1)[:, None]
    return float(np.abs(np.maximum(np.arange(months) - bends, 0).sum(axis=1) / months).sum())


def _second_differences(size: int) -> Floats:
    """From contributions of bends before joining to weights of the estimates there."""
    return np.eye(size) - 2 * np.eye(size, k=1) + np.eye(size, k=2)


def _penalised(quadratic: Floats, linear: Floats, *, penalty: float, start: Floats) -> Floats:
    """Least x'Qx / 2 + linear x + penalty |x|_1; solved at once without a penalty.

    Coordinate descent finds which contributions are nothing and the signs of the others; these then follow exactly.
    """
    if penalty == 0:
        return np.asarray(np.linalg.lstsq(quadratic, -linear, rcond=None)[0])
    x = start.copy()
    diagonal = np.diag(quadratic)
    gradient = quadratic @ x + linear
    for _ in range(SWEEPS):
        moved = 0.0
        for at in range(len(x)):
            target = diagonal[at] * x[at] - gradient[at]
            new = np.sign(target) * max(abs(target) - penalty, 0.0) / diagonal[at]
            if change := new - x[at]:
                x[at] = new
                gradient += quadratic[:, at] * change
                moved = max(moved, abs(change) * float(np.sqrt(diagonal[at])))
        exact = _settled(quadratic, linear, x, penalty=penalty)
        if exact is not None:
            return exact
        if moved <= 1e-9 * float(np.sqrt(diagonal.max(initial=1.0))):
            break
    return x


def _settled(quadratic: Floats, linear: Floats, x: Floats, *, penalty: float) -> Floats | None:
    """The least with the signs of `x`; None where that is not the least of all."""
    signs, found = np.sign(x), np.zeros_like(x)
    chosen = np.flatnonzero(signs)
    if len(chosen):
        try:
            found[chosen] = np.linalg.solve(
                quadratic[np.ix_(chosen, chosen)], -linear[chosen] - penalty * signs[chosen]
            )
        except np.linalg.LinAlgError:
            return None
    gradient = quadratic @ found + linear
    beyond = np.abs(gradient[signs == 0]) > penalty * (1 + 1e-9)
    return None if beyond.any() or (np.sign(found) != signs).any() else found


def _folded_quantile(bias: float, *, alpha: float) -> float:
    """The 1 - alpha quantile of |N(bias, 1)|, by halving."""
    low, high = 0.0, bias + 10.0
    while high - low > 1e-10:
        middle = (low + high) / 2
        within = ndtr(middle - bias) - ndtr(-middle - bias) < 1.0 - alpha
        low, high = (middle, high) if within else (low, middle)
    return high


def _breakdown(found: list[Candidate], *, alpha: float, unit: float) -> float | None:
    """The bend at which zero enters the interval."""

    def holds_zero(bend: float) -> bool:
        lower, upper = interval(found, bend=bend, alpha=alpha)
        return lower <= 0.0 <= upper

    if holds_zero(0.0):
        return None
    low, high = 0.0, unit
    while not holds_zero(high) and high < 1e6 * unit:
        low, high = high, 2 * high
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if holds_zero(middle) else (middle, high)
    return low
