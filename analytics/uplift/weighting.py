"""Members against customers weighted to be like them: entropy balancing and caliper matching.

Two more ways to make controls comparable, as second opinions. Each cohort's members are compared, month by month
since joining, with weighted controls; within customers who have both months. Errors are those of a weighted mean
whose weights were fitted: what the covariates explain among the weighted controls is taken out first (Deville and
Särndal 1992 for calibrated weights, Abadie and Imbens 2012 for matching with replacement).
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from analytics.uplift.design import Cells, lay_out
from analytics.uplift.influence import with_constant
from analytics.uplift.logit import NotEstimable, Side, fit_logit, inverted
from analytics.uplift.panel import Flags, Floats, Ints, Sample
from analytics.uplift.second_opinions import Opinion, clustered
from analytics.uplift.spec import Spec

NEIGHBOURS = 3
CALIPER = 0.2  # standard deviations of the log odds of joining (Austin 2011)
STEPS = 100
BALANCED = 1e-10

# From members and controls to the members that are kept and the controls' weights, which add up to one.
Weighing: TypeAlias = Callable[[Side, Side], tuple[Flags, Floats]]


def weighted_effect(sample: Sample, spec: Spec, weigh: Weighing) -> Opinion | None:
    """The mean over members' months since joining; None without covariates or where no cohort can be weighed."""
    if sample.covariates is None:
        return None
    cells = lay_out(sample, spec)
    outcomes, covariates = sample.outcomes.T, with_constant(sample.covariates, len(sample.outcomes))
    shares = sample.weight_of_cohorts() / len(sample.outcomes)
    total, effects, parts = 0.0, [], np.zeros(len(sample.outcomes))
    known: tuple[bytes, tuple[Flags, Floats]] | None = None
    for cell in np.flatnonzero(cells.is_post & ~cells.is_reference).tolist():
        change = outcomes[cells.period[cell] - 1] - outcomes[cells.base[cell] - 1]
        ours, others = _compared(sample, cells, cell, ~np.isnan(change))
        key = ours.tobytes() + others.tobytes()
        try:
            if known is None or known[0] != key:
                known = key, weigh(_side(sample, covariates, ours), _side(sample, covariates, others))
            kept, weights = known[1]
            att = _add(
                parts, sample, (ours[kept], others, weights), change, covariates, shares[cells.group[cell]]
            )
        except NotEstimable:
            known = None
            continue
        effects.append((int(cells.group[cell]), att))
        total += shares[cells.group[cell]]
    if not effects:
        return None
    groups, found = np.array([group for group, _ in effects]), np.array([att for _, att in effects])
    overall = float(shares[groups] @ found / total)
    by_share = np.bincount(groups, found - overall, len(shares)) / total
    parts = parts / total + (sample.weights * by_share[sample.cohort_of] - shares @ by_share) / len(parts)
    return Opinion(att=overall, se=clustered(parts, sample.clusters))


def _compared(sample: Sample, cells: Cells, cell: int, known: Flags) -> tuple[Ints, Ints]:
    ours = np.flatnonzero(known & (sample.cohort_of == cells.group[cell]) & (sample.weights > 0))
    others = np.flatnonzero(known & cells.controls[cell][sample.cohort_of] & (sample.weights > 0))
    return ours, others


def _side(sample: Sample, covariates: Floats, rows: Ints) -> Side:
    if not len(rows):
        raise NotEstimable("nobody to compare")
    return Side(weights=sample.weights[rows], covariates=covariates[:, rows])


def _add(
    parts: Floats,
    sample: Sample,
    compared: tuple[Ints, Ints, Floats],
    change: Floats,
    covariates: Floats,
    share: float,
) -> float:
    """One cell's effect; what each customer adds to its error goes into `parts`, times the cohort's share."""
    ours, others, weights = compared
    of_controls = covariates[:, others] * weights
    expected = inverted(of_controls @ covariates[:, others].T) @ (of_controls @ change[others])
    own = sample.weights[ours] / sample.weights[ours].sum()
    att = float(own @ change[ours] - weights @ change[others])
    beyond = change[ours] - expected @ covariates[:, ours]
    parts[ours] += share * own * (beyond - own @ beyond)
    parts[others] -= share * weights * (change[others] - expected @ covariates[:, others])
    return att


def entropy_balanced(treated: Side, controls: Side) -> tuple[Flags, Floats]:
    """Weights nearest to equal ones under which the controls' means are the members' (Hainmueller 2012).

    They are proportional to w exp(Xb) with the b of least log sum w exp(Xb) - mean b, found by Newton's method with
    halved steps. NotEstimable where the members' means lie outside what the controls span.
    """
    own = treated.weights / treated.weights.sum()
    mean = treated.covariates[1:] @ own
    centre = controls.covariates[1:] - mean[:, None]
    spread = centre.std(axis=1)
    centre = centre[spread > 0] / spread[spread > 0, None]
    tilt = np.zeros(len(centre))
    value, weights = _tilted(centre, tilt, controls.weights)
    for _ in range(STEPS):
        gradient = centre @ weights
        if np.abs(gradient).max(initial=0.0) <= BALANCED:
            return np.ones(len(own), dtype=np.bool_), weights
        curvature = (centre * weights) @ centre.T - np.outer(gradient, gradient)
        step, length = inverted(curvature) @ gradient, 1.0
        while length > 1e-6:
            tried, found = _tilted(centre, tilt - length * step, controls.weights)
            if tried <= value - 1e-4 * length * float(gradient @ step) or length * np.abs(step).max() < 1e-9:
                break
            length /= 2
        tilt, value, weights = tilt - length * step, tried, found
    raise NotEstimable("no weights make controls like members")


def _tilted(centre: Floats, tilt: Floats, base: Floats) -> tuple[float, Floats]:
    """The logarithm of the summed weights, and the weights themselves."""
    index = tilt @ centre
    top = float(index.max())
    weights = base * np.exp(index - top)
    total = float(weights.sum())
    return top + float(np.log(total)), weights / total


def caliper_matched(treated: Side, controls: Side) -> tuple[Flags, Floats]:
    """The three controls nearest in log odds of joining, with replacement; members without three are left out."""
    logit, _odds = fit_logit(treated, controls)
    ours, others = (logit.coefficients @ side.covariates for side in (treated, controls))
    reach = CALIPER * float(np.concatenate([ours, others]).std())
    order = np.argsort(others, kind="stable")
    if len(order) < NEIGHBOURS:
        raise NotEstimable("fewer controls than neighbours")
    place = np.searchsorted(others[order], ours)
    near = place[:, None] + np.arange(-NEIGHBOURS, NEIGHBOURS)
    inside = (near >= 0) & (near < len(order))
    near = np.clip(near, 0, len(order) - 1)
    distance = np.where(inside, np.abs(others[order[near]] - ours[:, None]), np.inf)
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :NEIGHBOURS]
    kept: Flags = np.take_along_axis(distance, nearest, axis=1).max(axis=1) <= reach
    if not kept.any():
        raise NotEstimable("no member has similar controls")
    chosen = order[np.take_along_axis(near, nearest, axis=1)[kept]]
    own = np.repeat(treated.weights[kept], NEIGHBOURS)
    weights = np.bincount(chosen.ravel(), own, len(order))
    return kept, weights / weights.sum()
