"""Group-time effects from customer-level influence functions: missing months, clusters, covariates.

A customer enters a cell when both of its months are there, so differences are always within customers
and nothing is imputed ("balanced two by two"). `levels` holds the other published treatment of gaps.

Customers' parts in the errors are made a few hundred customers at a time and only their products are kept.
"""

import numpy as np

from analytics.uplift.att import MOST_PARTS, GroupTimeEffects, effective_units, lead_weights
from analytics.uplift.comparisons import Fits, Rows, fit_cells
from analytics.uplift.design import Cells
from analytics.uplift.logit import Side
from analytics.uplift.panel import Floats, Ints, Sample

AT_ONCE = 1024


def effects_from_customers(sample: Sample, cells: Cells, *, with_odds: bool) -> GroupTimeEffects:
    """ATT(g, t), doubly robust or by regression, with the covariance clustered by customer or by cluster."""
    rows = rows_of(sample)
    fits = fit_cells(rows, cells, with_odds=with_odds)
    covariance = Covariance(sample, cells, fits.att)
    for group in range(len(sample.cohorts)):
        ours, others = fits.touched_by(group)
        span = rows.of_cohorts(group, group)
        for start in range(span.start, span.stop, AT_ONCE):
            some = slice(start, min(start + AT_ONCE, span.stop))
            parts = _parts(fits, rows, some, ours=ours, others=others)
            covariance.add(np.concatenate([ours, others]), parts, rows=some, group=group)
    return covariance.effects()


def rows_of(sample: Sample) -> Rows:
    """The sample's customers, months and covariates in rows, so that what is read together lies together."""
    outcomes = np.ascontiguousarray(sample.outcomes.T)
    present = ~np.isnan(outcomes)
    complete = bool(present.all())
    if not complete:
        outcomes[~present] = 0.0
    return Rows(
        cohort_of=sample.cohort_of,
        weights=sample.weights,
        covariates=with_constant(sample.covariates, len(sample.outcomes)),
        outcomes=outcomes,
        present=None if complete else present,
    )


def with_constant(covariates: Floats | None, customers: int) -> Floats:
    """The constant and the covariates, one row each."""
    constant = np.ones((1, customers))
    return constant if covariates is None else np.vstack([constant, covariates.T])


def effects_of(sample: Sample, cells: Cells, *, att: Floats, influence: Floats) -> GroupTimeEffects:
    """Effects with their covariance, given each customer's part in the error of each cell."""
    covariance = Covariance(sample, cells, att)
    every, ends = np.arange(len(att)), sample.sizes().cumsum()
    for group, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
        covariance.add(every, influence[:, start:end], rows=slice(start, end), group=group)
    return covariance.effects()


class Covariance:
    """Products of the influence functions of ATTs and cohort shares, summed within clusters first (their Remark 10)."""

    def __init__(self, sample: Sample, cells: Cells, att: Floats) -> None:
        self._sample, self._cells, self._att, self._number = sample, cells, att, len(att)
        self.shares = sample.weight_of_cohorts() / len(sample.outcomes)
        size = len(att) + len(self.shares)
        held = 0 if sample.clusters is None else int(sample.clusters.max()) + 1
        self._of_clusters = np.zeros((size, held))
        self._products = np.zeros((size, size) if sample.clusters is None else (0, 0))
        self._leads = lead_weights(cells, att, self.shares)
        self._fourth = np.zeros(len(self._leads))
        customers = len(sample.outcomes)
        self._lead_parts = np.zeros((len(self._leads), customers)) if customers <= MOST_PARTS else None

    def add(self, cells: Ints, parts: Floats, *, rows: slice, group: int) -> None:
        """Takes customers of one cohort: their parts in the errors of these cells, none in those of others."""
        of_shares = np.repeat(-self.shares[:, None], parts.shape[1], axis=1)
        of_shares[group] += self._sample.weights[rows]
        stacked = np.concatenate([parts, of_shares / len(self._sample.outcomes)])
        touched = np.concatenate([cells, self._number + np.arange(len(self.shares))])
        if self._sample.clusters is None:
            self._products[np.ix_(touched, touched)] += stacked @ stacked.T
            of_leads = self._leads[:, cells] @ parts
            self._fourth += (of_leads**4).sum(axis=1)
            if self._lead_parts is not None:
                self._lead_parts[:, rows] = of_leads
            return
        clusters = self._sample.clusters[rows]
        order = np.argsort(clusters, kind="stable")
        starts = np.flatnonzero(np.diff(clusters[order], prepend=-1))
        summed = np.add.reduceat(stacked[:, order], starts, axis=1)
        self._of_clusters[np.ix_(touched, clusters[order[starts]])] += summed

    def effects(self) -> GroupTimeEffects:
        """The estimates with what was taken."""
        products, fourth, lead_parts = self._products, self._fourth, self._lead_parts
        if self._sample.clusters is not None:
            products = self._of_clusters @ self._of_clusters.T
            lead_parts = self._leads @ self._of_clusters[: self._number]
            fourth = (lead_parts**4).sum(axis=1)
        among_cells = products[: self._number, : self._number]
        variance = ((self._leads @ among_cells) * self._leads).sum(axis=1)
        return GroupTimeEffects(
            cells=self._cells,
            att=self._att,
            shares=self.shares,
            covariance=products,
            units=effective_units(variance, fourth),
            lead_parts=None if lead_parts is None or lead_parts.shape[1] > MOST_PARTS else lead_parts,
        )


def _parts(fits: Fits, rows: Rows, some: slice, *, ours: Ints, others: Ints) -> Floats:
    """These customers' parts in the errors of the cells in which their cohort is treated or a control."""
    cells, found = fits.cells, []
    for chosen, make in ((ours, fits.of_treated), (others, fits.of_controls)):
        later, earlier = cells.period[chosen], cells.base[chosen]
        weights = rows.weights_of(some, later=later, earlier=earlier)
        part, offset = make(chosen, Side(weights=weights, covariates=rows.covariates[:, some]))
        outcomes = rows.outcomes[:, some]
        part *= outcomes[later - 1] - outcomes[earlier - 1]
        part += offset
        found.append(part)
    return np.concatenate(found)
