"""Synthetic difference in differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021), for few large units.

Each group of units that were treated alike is compared with never-treated units weighted to have moved as it did
before, over months weighted to be like those after. Groups are averaged by their treated unit-months (Clarke,
Pailanir, Athey and Imbens 2024). Weights are the exact minimisers of the paper's equations 4 and 6.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from scipy import optimize

from analytics.uplift.panel import NEVER, Flags, Floats, Ints

DRAWS = 200
BARELY = 1e-6  # The paper's penalty on the weights of months: only so much that they are unique.
STEPS_PER_WEIGHT = 50
Method: TypeAlias = Literal["placebo", "jackknife"]


@dataclass(frozen=True, kw_only=True)
class Units:
    """Units by months, none missing: treated from the month of rank `first_treated` on, or NEVER.

    The first `before` months of a treated unit are untouched; those from there to treatment are left out.
    """

    outcomes: Floats
    first_treated: Ints
    before: Ints

    @property
    def is_treated(self) -> Flags:
        treated: Flags = self.first_treated != NEVER
        return treated

    def chosen(self, rows: Ints) -> "Units":
        """Some of the units."""
        return Units(
            outcomes=self.outcomes[rows], first_treated=self.first_treated[rows], before=self.before[rows]
        )


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a group of units treated alike is compared with: weights of never-treated units, and of months before."""

    of_units: Floats
    of_months: Floats


@dataclass(frozen=True, kw_only=True)
class Synthetic:
    """Mean effect on treated units' months with its standard error, NaN where neither way to one is open."""

    att: float
    se: float
    method: Method | None


def synthetic(units: Units, *, seed: int, draws: int = DRAWS) -> Synthetic:
    """The estimate, its error by placebo (algorithm 4) where controls outnumber the treated, else by jackknife.

    A placebo deals the treated units' dates out among the controls; it supposes that treated units vary as much as
    these. The jackknife (algorithm 3) needs two treated units in every group and keeps the weights.
    """
    weights = weights_of_groups(units)
    att = _average(units, weights)
    treated, controls = int(units.is_treated.sum()), int((~units.is_treated).sum())
    if controls > treated:
        random = np.random.default_rng(seed)
        found = [_placebo(units, random) for _ in range(draws)]
        return Synthetic(att=att, se=float(np.std(found)), method="placebo")
    error = _jackknifed(units, weights)
    return Synthetic(att=att, se=error, method=None if np.isnan(error) else "jackknife")


def weights_of_groups(units: Units) -> list[Weights]:
    """Weights for each group of treated units with the same months, in the order of `_groups`."""
    controls = units.outcomes[~units.is_treated]
    found = []
    for rows, before, start in _groups(units):
        early, late = controls[:, :before], controls[:, start:]
        noise = float(np.diff(early, axis=1).std(ddof=1))
        shrunk = (len(rows) * late.shape[1]) ** 0.25 * noise
        ours = units.outcomes[rows, :before].mean(axis=0)
        of_months = nearest_mix(early, late.mean(axis=1), penalty=BARELY * noise)
        found.append(Weights(of_units=nearest_mix(early.T, ours, penalty=shrunk), of_months=of_months))
    return found


def nearest_mix(columns: Floats, target: Floats, *, penalty: float) -> Floats:
    """Weights of zero or more, adding up to one, of the columns that come nearest to the target but for a constant.

    They minimise mean((columns w - target - constant)^2) + penalty^2 w'w. As weights add up to one the target may be
    taken off every column; of what is left the shortest mix is the solution of non-negative least squares against
    a last row of ones, scaled to add up to one.
    """
    rows, number = columns.shape
    moved = columns - columns.mean(axis=0)
    moved -= (target - target.mean())[:, None]
    stacked = np.vstack([moved / np.sqrt(rows), penalty * np.eye(number)])
    stacked /= np.abs(stacked).max() or 1.0
    wanted = np.append(np.zeros(len(stacked)), 1.0)
    system = np.vstack([stacked, np.ones(number)])
    # Public, but scipy works its `__all__` out when it is imported, which mypy cannot follow.
    found, _rest = optimize.nnls(  # type: ignore[attr-defined]
        system, wanted, maxiter=STEPS_PER_WEIGHT * number
    )
    weights: Floats = found / found.sum()
    return weights


def _groups(units: Units) -> list[tuple[Ints, int, int]]:
    """Treated units with the same months: their rows, the number of months before, and the first month after."""
    treated = np.flatnonzero(units.is_treated)
    months = np.column_stack([units.before, units.first_treated - 1])[treated]
    alike, group_of = np.unique(months, axis=0, return_inverse=True)
    return [
        (treated[group_of.ravel() == at], before, start) for at, (before, start) in enumerate(alike.tolist())
    ]


def _average(units: Units, weights: list[Weights]) -> float:
    controls = units.outcomes[~units.is_treated]
    total = months = 0.0
    for (rows, before, start), mix in zip(_groups(units), weights, strict=True):
        gap = units.outcomes[rows].mean(axis=0) - mix.of_units @ controls
        after = units.outcomes.shape[1] - start
        total += len(rows) * after * float(gap[start:].mean() - gap[:before] @ mix.of_months)
        months += len(rows) * after
    return total / months


def _placebo(units: Units, random: np.random.Generator) -> float:
    """The estimate when controls drawn by chance have the treated units' dates."""
    treated, controls = np.flatnonzero(units.is_treated), np.flatnonzero(~units.is_treated)
    drawn = random.permutation(controls)
    dealt = units.chosen(drawn)
    first_treated, before = dealt.first_treated.copy(), dealt.before.copy()
    first_treated[: len(treated)] = units.first_treated[treated]
    before[: len(treated)] = units.before[treated]
    dealt = replace(dealt, first_treated=first_treated, before=before)
    return _average(dealt, weights_of_groups(dealt))


def _jackknifed(units: Units, weights: list[Weights]) -> float:
    """The error from leaving out one unit at a time, weights kept; NaN where a group or a mix has one unit alone."""
    groups = _groups(units)
    alone = min(len(rows) for rows, _, _ in groups) < 2
    if alone or min(int((mix.of_units > 0).sum()) for mix in weights) < 2:
        return float("nan")
    controls = np.flatnonzero(~units.is_treated)
    number = len(units.outcomes)
    found = []
    for left_out in range(number):
        rest = units.chosen(np.delete(np.arange(number), left_out))
        kept = controls != left_out
        mixes = [replace(mix, of_units=mix.of_units[kept] / mix.of_units[kept].sum()) for mix in weights]
        found.append(_average(rest, mixes))
    return float(np.sqrt((number - 1) * np.var(found)))
