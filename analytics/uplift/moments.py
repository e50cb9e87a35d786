"""Group-time effects from one moment matrix per cohort and stratum, for complete panels.

Without covariates, or with covariates that take few values, a customer's part in the error of an ATT(g, t)
is linear in his outcomes with coefficients that only his cohort and stratum decide. So the second moments of
(1, w, w Y_1 ... w Y_T) of each cohort and stratum carry everything: estimates, standard errors and all
covariances are exactly those of the customer-level influence functions.
"""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.att import NORMAL_KURTOSIS, GroupTimeEffects, effective_units, lead_weights
from analytics.uplift.comparisons import Fits, Rows, fit_cells
from analytics.uplift.design import Cells
from analytics.uplift.influence import with_constant
from analytics.uplift.logit import Side
from analytics.uplift.panel import Floats, Ints, Sample

MOST_VALUES = 50


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Per cohort and stratum ("block"): sum of weights, weighted mean of each month, sums of products.

    `products[b]` belongs to (1, w, w (Y_1 - mean_1), ..., w (Y_T - mean_T)) of block b; `covariates` has
    one row per block.
    """

    customers: int
    cohort_of: Ints
    covariates: Floats | None
    weight: Floats
    mean: Floats
    products: Floats


@dataclass(frozen=True, kw_only=True)
class _Lines:
    """What a block's customers add to the error of each cell: slope w (change - mean) + level w."""

    slope: Floats
    level: Floats


def strata_of(sample: Sample) -> Ints | None:
    """Each customer's block, cohorts in order; None where moments would not be fewer than customers."""
    block = sample.cohort_of
    for column in () if sample.covariates is None else sample.covariates.T:
        values, code = np.unique(column, return_inverse=True)
        if len(values) > MOST_VALUES:
            return None
        block = np.unique(block * len(values) + code, return_inverse=True)[1]
    few = sample.covariates is None or (int(block.max()) + 1) * sample.periods < len(block)
    return block.astype(np.int64) if few else None


def moments_of(sample: Sample, block: Ints) -> Moments:
    """The sufficient statistics of a sample without missing months."""
    order = np.argsort(block, kind="stable")
    starts = np.flatnonzero(np.diff(block[order], prepend=-1))
    weight = np.add.reduceat(sample.weights[order], starts)
    means, products = [], []
    for members in np.split(order, starts[1:]):
        w, outcomes = sample.weights[members, None], sample.outcomes[members]
        mean = (w * outcomes).sum(axis=0) / (w.sum() or 1.0)
        vectors = np.hstack([np.ones_like(w), w, w * (outcomes - mean)])
        means.append(mean)
        products.append(vectors.T @ vectors)
    return Moments(
        customers=len(order),
        cohort_of=sample.cohort_of[order[starts]],
        covariates=None if sample.covariates is None else sample.covariates[order[starts]],
        weight=weight,
        mean=np.array(means),
        products=np.array(products),
    )


def effects_from_moments(moments: Moments, cells: Cells, *, with_odds: bool) -> GroupTimeEffects:
    """ATT(g, t), doubly robust or by regression, each block standing for its customers."""
    rows = Rows(
        cohort_of=moments.cohort_of,
        weights=moments.weight,
        covariates=with_constant(moments.covariates, len(moments.weight)),
        outcomes=np.ascontiguousarray(moments.mean.T),
        present=None,
    )
    fits = fit_cells(rows, cells, with_odds=with_odds)
    weight = np.bincount(moments.cohort_of, moments.weight, cells.controls.shape[1])
    shares: Floats = weight / moments.customers
    leads = lead_weights(cells, fits.att, shares)
    covariance, units = _covariance(moments, cells, lines=_lines(fits, rows), shares=shares, leads=leads)
    return GroupTimeEffects(cells=cells, att=fits.att, shares=shares, covariance=covariance, units=units)


def _lines(fits: Fits, rows: Rows) -> _Lines:
    number, cells = len(fits.att), fits.cells
    lines = _Lines(slope=np.zeros((number, len(rows.weights))), level=np.zeros((number, len(rows.weights))))
    for group in range(cells.controls.shape[1]):
        span = rows.of_cohorts(group, group)
        # For a weight of one: what a block's customers add is in proportion to theirs.
        side = Side(weights=np.ones(span.stop - span.start), covariates=rows.covariates[:, span])
        for chosen, make in zip(fits.touched_by(group), (fits.of_treated, fits.of_controls), strict=True):
            slope, offset = make(chosen, side)
            change = (
                rows.outcomes[cells.period[chosen] - 1, span] - rows.outcomes[cells.base[chosen] - 1, span]
            )
            lines.slope[chosen, span], lines.level[chosen, span] = slope, slope * change + offset
    return lines


def _covariance(
    moments: Moments, cells: Cells, *, lines: _Lines, shares: Floats, leads: Floats
) -> tuple[Floats, float]:
    """Sum over blocks of loadings' products loadings; the shares' parts w 1{G = h} - p_h come last.

    Beside it the effective units behind the leads, a block's customers taken to be alike and normal.
    """
    number, cohorts = lines.slope.shape[0], len(shares)
    covariance = np.zeros((number + cohorts, number + cohorts))
    variance, fourth = np.zeros(len(leads)), np.zeros(len(leads))
    for block, products in enumerate(moments.products):
        touched = np.flatnonzero((lines.slope[:, block] != 0) | (lines.level[:, block] != 0))
        every = np.arange(len(touched))
        loadings = np.zeros((len(touched) + cohorts, len(products)))
        loadings[every, 1 + cells.period[touched]] += lines.slope[touched, block]
        loadings[every, 1 + cells.base[touched]] -= lines.slope[touched, block]
        loadings[every, 1] = lines.level[touched, block]
        loadings[len(touched) :, 0] = -shares / moments.customers
        loadings[len(touched) + moments.cohort_of[block], 1] = 1.0 / moments.customers
        rows = np.concatenate([touched, number + np.arange(cohorts)])
        covariance[np.ix_(rows, rows)] += (loadings @ products) @ loadings.T
        of_leads = leads[:, touched] @ loadings[: len(touched)]
        share = ((of_leads @ products) * of_leads).sum(axis=1)
        variance += share
        fourth += NORMAL_KURTOSIS * share**2 / products[0, 0]
    return covariance, effective_units(variance, fourth)
