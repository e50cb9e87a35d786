"""Group-time effects from customer-level influence functions: missing months, clusters, covariates.

A customer enters a cell when both of its months are there, so differences are always within customers
and nothing is imputed ("balanced two by two"; the alternative of R's `allow_unbalanced_panel`, means of
whoever is present, would read a change of who is present as growth).
"""

from collections.abc import Iterator

import numpy as np

from analytics.uplift.att import GroupTimeEffects
from analytics.uplift.design import Cells
from analytics.uplift.panel import Floats, Ints, Sample
from analytics.uplift.two_by_two import Estimator, NotEstimable


def effects_from_customers(sample: Sample, cells: Cells, *, estimator: Estimator) -> GroupTimeEffects:
    """ATT(g, t) by `estimator`, with the covariance clustered by customer or by the sample's clusters."""
    customers, number = len(sample.outcomes), len(cells.cohort)
    # Cells are written and months read one at a time, so columns lie together in memory.
    influence = np.zeros((customers, number + len(sample.cohorts)), order="F")
    outcomes = np.asfortranarray(sample.outcomes)
    att = np.where(cells.is_reference, 0.0, np.nan)
    for chosen, rows in _comparisons(sample, cells):
        later, earlier = (np.ix_(rows, months[chosen] - 1) for months in (cells.period, cells.base))
        change = outcomes[later] - outcomes[earlier]
        treated = sample.cohort_of[rows] == cells.group[chosen[0]]
        try:
            att[chosen], values = estimator(change, treated, sample.weights[rows], _design(sample, rows))
        except NotEstimable:
            continue
        influence[np.ix_(rows, chosen)] = values * (customers / len(rows))
    in_cohort = sample.cohort_of[:, None] == np.arange(len(sample.cohorts))
    shares = sample.weights @ in_cohort / customers
    influence[:, number:] = sample.weights[:, None] * in_cohort - shares
    return GroupTimeEffects(
        cells=cells, att=att, shares=shares, covariance=_covariance(influence, sample.clusters)
    )


def _comparisons(sample: Sample, cells: Cells) -> Iterator[tuple[Ints, Ints]]:
    """Cells that compare the same customers, with these customers; cells without both sides are skipped."""
    present = ~np.isnan(sample.outcomes)
    complete = bool(present.all())
    alike: dict[tuple[int | bytes, ...], list[int]] = {}
    for cell in np.flatnonzero(~cells.is_reference).tolist():
        months = () if complete else (int(cells.period[cell]), int(cells.base[cell]))
        alike.setdefault((int(cells.group[cell]), cells.controls[cell].tobytes(), *months), []).append(cell)
    for chosen in alike.values():
        first = chosen[0]
        treated = sample.cohort_of == cells.group[first]
        control = cells.controls[first][sample.cohort_of]
        both = present[:, cells.period[first] - 1] & present[:, cells.base[first] - 1]
        weighted = both & (sample.weights > 0)
        if (weighted & treated).any() and (weighted & control).any():
            yield np.array(chosen), np.flatnonzero(both & (treated | control))


def _design(sample: Sample, rows: Ints) -> Floats:
    constant = np.ones((len(rows), 1))
    return constant if sample.covariates is None else np.hstack([constant, sample.covariates[rows]])


def _covariance(influence: Floats, clusters: Ints | None) -> Floats:
    """Outer products of the influence functions, summed within clusters first (their Remark 10)."""
    customers = len(influence)
    if clusters is not None:
        order = np.argsort(clusters, kind="stable")
        starts = np.flatnonzero(np.diff(clusters[order], prepend=-1))
        influence = np.add.reduceat(influence[order], starts, axis=0)
    covariance: Floats = influence.T @ influence / customers**2
    return covariance
