"""Members and the customers who were most like them before: a market to draw beside them, and how alike it is."""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.panel import NEVER, Flags, Floats, Ints, Panel

NEIGHBOURS = 3
CALIPER = 0.25


@dataclass(frozen=True, kw_only=True)
class Matches:
    """For each matched member the rows of the controls chosen for her; `lost` members found none."""

    members: Ints
    controls: Ints
    lost: int


def match(panel: Panel, *, cohort: int, months: slice, whole: Flags) -> Matches:
    """The nearest customers by log of mean sales before, within a quarter of its standard deviation.

    Only who has every month of the window, sold something before, and has not joined by the window's end
    can be chosen, more than once if need be; up to three neighbours on each side are looked at, the nearest
    three are taken.
    """
    before = np.log(np.maximum(np.nan_to_num(panel.sales[:, months]).mean(axis=1), 1.0))
    members = np.flatnonzero(whole & (panel.first_treated == cohort))
    free = np.flatnonzero(
        whole & ((panel.first_treated == NEVER) | (panel.first_treated > panel.sales.shape[1]))
    )
    if len(free) < NEIGHBOURS or not len(members):
        return Matches(members=members[:0], controls=np.empty((0, NEIGHBOURS), np.int64), lost=len(members))
    free = free[np.argsort(before[free], kind="stable")]
    place = np.searchsorted(before[free], before[members])
    near = np.clip(place[:, None] + np.arange(-NEIGHBOURS, NEIGHBOURS), 0, len(free) - 1)
    distance = np.abs(before[free[near]] - before[members, None])
    distance[:, 1:][near[:, 1:] == near[:, :-1]] = np.inf
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :NEIGHBOURS]
    reach = np.take_along_axis(distance, nearest, axis=1).max(axis=1)
    found = reach <= CALIPER * float(before[whole].std())
    controls = free[np.take_along_axis(near, nearest, axis=1)[found]]
    return Matches(members=members[found], controls=controls, lost=int((~found).sum()))


def largest_difference(covariates: Floats, treated: Flags, weights: Floats) -> float:
    """The largest standardised mean difference between treated and weighted controls, over covariates."""
    ours, others = covariates[treated], covariates[~treated]
    share = weights[~treated] / weights[~treated].sum()
    spread = np.sqrt((ours.var(axis=0) + others.var(axis=0)) / 2)
    gap = np.abs(ours.mean(axis=0) - share @ others)
    return float(np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 0).max(initial=0.0))
