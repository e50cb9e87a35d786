"""Group-time effects from customer-level influence functions: missing months, clusters, covariates.

A customer enters a cell when both of its months are there, so differences are always within customers
and nothing is imputed ("balanced two by two"). `levels` holds the other published treatment of gaps.
"""

import numpy as np

from analytics.uplift.att import GroupTimeEffects
from analytics.uplift.comparisons import comparisons
from analytics.uplift.design import Cells
from analytics.uplift.panel import Floats, Ints, Sample
from analytics.uplift.two_by_two import Estimator, NotEstimable, TwoByTwo


def effects_from_customers(sample: Sample, cells: Cells, *, estimator: Estimator) -> GroupTimeEffects:
    """ATT(g, t) by `estimator`, with the covariance clustered by customer or by the sample's clusters."""
    customers, number = len(sample.outcomes), len(cells.cohort)
    # One row per month, covariate and cell: what is read or written together lies together in memory.
    outcomes = np.ascontiguousarray(sample.outcomes.T)
    covariates = with_constant(sample.covariates, customers)
    present = ~np.isnan(outcomes)
    influence = np.zeros((number, customers))
    att = np.where(cells.is_reference, 0.0, np.nan)
    for chosen, rows in comparisons(
        cells,
        cohort_of=sample.cohort_of,
        weights=sample.weights,
        present=None if present.all() else present,
    ):
        at = _neighbours(rows)
        months = zip(cells.period[chosen].tolist(), cells.base[chosen].tolist(), strict=True)
        change = np.array([outcomes[later - 1, at] - outcomes[earlier - 1, at] for later, earlier in months])
        pair = TwoByTwo(
            treated=sample.cohort_of[at] == cells.group[chosen[0]],
            weights=sample.weights[at],
            covariates=covariates[:, at],
        )
        try:
            att[chosen], slope, offset = estimator(change, pair)
        except NotEstimable:
            continue
        change *= slope
        change += offset
        for cell, part in zip(chosen.tolist(), change, strict=True):
            influence[cell, at] = part
    return effects_of(sample, cells, att=att, influence=influence)


def effects_of(sample: Sample, cells: Cells, *, att: Floats, influence: Floats) -> GroupTimeEffects:
    """Effects with their covariance, given each customer's part in the error of each cell."""
    customers = len(sample.outcomes)
    in_cohort = np.arange(len(sample.cohorts))[:, None] == sample.cohort_of
    shares = in_cohort @ sample.weights / customers
    of_shares = (sample.weights * in_cohort - shares[:, None]) / customers
    covariance = _covariance(influence, of_shares, clusters=sample.clusters)
    return GroupTimeEffects(cells=cells, att=att, shares=shares, covariance=covariance)


def _neighbours(rows: Ints) -> Ints | slice:
    """The same rows as a slice, which copies nothing, where they follow one another."""
    first, last = int(rows[0]), int(rows[-1])
    return slice(first, last + 1) if last - first + 1 == len(rows) else rows


def with_constant(covariates: Floats | None, customers: int) -> Floats:
    """The constant and the covariates, one row each."""
    constant = np.ones((1, customers))
    return constant if covariates is None else np.vstack([constant, covariates.T])


def _covariance(influence: Floats, of_shares: Floats, *, clusters: Ints | None) -> Floats:
    """Products of the influence functions, summed within clusters first (their Remark 10)."""
    if clusters is not None:
        order = np.argsort(clusters, kind="stable")
        starts = np.flatnonzero(np.diff(clusters[order], prepend=-1))
        influence, of_shares = (
            np.add.reduceat(parts[:, order], starts, axis=1) for parts in (influence, of_shares)
        )
    across = influence @ of_shares.T
    return np.block([[influence @ influence.T, across], [across.T, of_shares @ of_shares.T]])
