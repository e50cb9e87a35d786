"""Every cell's estimate, cells that compare the same rows together, and each row's part in their errors."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np

from analytics.uplift.design import Cells
from analytics.uplift.logit import Logit, NotEstimable, Side, odds_of
from analytics.uplift.panel import Flags, Floats, Ints
from analytics.uplift.two_by_two import Fit, Pair, Sums, doubly_robust, regression, sums_of


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Customers or strata, cohort by cohort: a column each, one row per month or covariate (constant first).

    `outcomes` are zero where `present` is false; `present` is None where nobody misses a month.
    """

    cohort_of: Ints
    weights: Floats
    covariates: Floats
    outcomes: Floats
    present: Flags | None

    def of_cohorts(self, first: int, last: int) -> slice:
        """The rows from one cohort up to another one, both by position."""
        start, end = np.searchsorted(self.cohort_of, [first, last + 1]).tolist()
        return slice(start, end)

    def weights_of(self, rows: slice, *, later: Ints, earlier: Ints) -> Floats:
        """Weights for comparing months (ranks): zero for who lacks one of them; one line for each pair of months."""
        weights = self.weights[rows]
        if self.present is None:
            return weights
        return weights * (self.present[later - 1, rows] & self.present[earlier - 1, rows])


class Fits:
    """The fits of all cells, one entry per cell; a cell that cannot be computed is NaN with parts of zero."""

    def __init__(self, cells: Cells, *, covariates: int) -> None:
        number = len(cells.cohort)
        self.cells = cells
        self.att = np.where(cells.is_reference, 0.0, np.nan)
        self.known = np.zeros(number, dtype=np.bool_)
        self.has_odds = False
        # Cells that were fitted together share leverage, odds and their weight.
        self.fit_of = np.zeros(number, dtype=np.int64)
        self.gain, self.trend = np.zeros(number), np.zeros(number)
        self.treated_weight, self.odds_weight = np.ones(number), np.ones(number)
        self.expected, self.correction = np.zeros((number, covariates)), np.zeros((number, covariates))
        self.leverage, self.score = np.zeros((number, covariates)), np.zeros((number, covariates))

    def keep(self, chosen: Ints, fit: Fit) -> None:
        """Takes the fit of some cells."""
        self.known[chosen] = True
        self.fit_of[chosen] = chosen[0]
        self.att[chosen], self.gain[chosen], self.trend[chosen] = fit.att, fit.gain, fit.trend
        self.treated_weight[chosen], self.odds_weight[chosen] = fit.treated_weight, fit.odds_weight
        self.expected[chosen], self.correction[chosen] = fit.trend_of_controls, fit.correction
        self.leverage[chosen] = fit.leverage
        if fit.logit is not None:
            self.has_odds = True
            self.score[chosen] = fit.logit.coefficients

    def touched_by(self, group: int) -> tuple[Ints, Ints]:
        """The cells in which a cohort (by position) is treated, and those in which it is a control."""
        ours = self.known & (self.cells.group == group)
        others = self.known & self.cells.controls[:, group] & ~ours
        return np.flatnonzero(ours), np.flatnonzero(others)

    def of_treated(self, chosen: Ints, rows: Side) -> tuple[Floats, Floats]:
        """Slope and offset of each cell and row: slope times change plus offset is the row's part in the error.

        `rows.weights` are one line for all cells or one for each.
        """
        slope = rows.weights / self.treated_weight[chosen, None]
        offset = self.expected[chosen] @ rows.covariates
        offset += self.gain[chosen, None]
        offset *= -slope
        if self.has_odds:
            _, first, place = np.unique(self.fit_of[chosen], return_index=True, return_inverse=True)
            surprise = (1.0 - self._scores(chosen[first], rows.covariates))[place]
            offset -= self.correction[chosen] @ rows.covariates * (surprise * rows.weights)
        return slope, offset

    def of_controls(self, chosen: Ints, rows: Side) -> tuple[Floats, Floats]:
        """The same for controls."""
        _, first, place = np.unique(self.fit_of[chosen], return_index=True, return_inverse=True)
        one = chosen[first]
        weights = rows.weights if rows.weights.ndim == 1 else rows.weights[first]
        slopes = self.leverage[one] @ rows.covariates
        slopes *= -weights
        if not self.has_odds:
            slope = slopes[place]
            return slope, self._beyond(chosen, rows, slope)
        scores = self._scores(one, rows.covariates)
        others = odds_of(scores)
        others *= weights / self.odds_weight[one, None]
        slopes -= others
        scores *= weights
        slope = slopes[place]
        offset = self._beyond(chosen, rows, slope)
        term = self.correction[chosen] @ rows.covariates
        term *= scores[place]
        offset += term
        np.multiply(others[place], self.trend[chosen, None], out=term)
        offset += term
        return slope, offset

    def _beyond(self, chosen: Ints, rows: Side, slope: Floats) -> Floats:
        expected: Floats = (-self.expected[chosen]) @ rows.covariates
        expected *= slope
        return expected

    def _scores(self, chosen: Ints, covariates: Floats) -> Floats:
        one = Logit(coefficients=self.score[chosen], inverse_information=self.score[:0], share=0.0)
        return one.scores(covariates)


def fit_cells(rows: Rows, cells: Cells, *, with_odds: bool) -> Fits:
    """Each cell's estimate: doubly robust with odds of joining, else by outcome regression."""
    fits = Fits(cells, covariates=len(rows.covariates))
    logit: Logit | None = None
    of_cohorts = _sums_of_cohorts(rows, cells) if rows.present is None else None
    for chosen in _alike(cells, apart=rows.present is not None):
        later, earlier = cells.period[chosen] - 1, cells.base[chosen] - 1
        pair = _pair(rows, cells, chosen, of_cohorts=of_cohorts)
        if pair is None:
            continue
        try:
            if with_odds:
                fit = doubly_robust(pair, later=later, earlier=earlier, start=logit)
                logit = fit.logit
            else:
                fit = regression(pair, later=later, earlier=earlier)
        except NotEstimable:
            continue
        fits.keep(chosen, fit)
    return fits


def _sums_of_cohorts(rows: Rows, cells: Cells) -> list[Sums]:
    """Where nobody misses a month, sums over any controls are made of those over each cohort."""
    spans = [rows.of_cohorts(group, group) for group in range(cells.controls.shape[1])]
    return [
        sums_of(Side(weights=rows.weights[span], covariates=rows.covariates[:, span]), rows.outcomes[:, span])
        for span in spans
    ]


def _pair(rows: Rows, cells: Cells, chosen: Ints, *, of_cohorts: list[Sums] | None) -> Pair | None:
    """The rows that these cells compare; None where one side is empty."""
    first = int(chosen[0])
    group, controls = int(cells.group[first]), np.flatnonzero(cells.controls[first])
    if not len(controls):
        return None
    months = {"later": cells.period[first], "earlier": cells.base[first]}
    ours, others = rows.of_cohorts(group, group), rows.of_cohorts(int(controls[0]), int(controls[-1]))
    treated_weights = rows.weights_of(ours, **months)
    weights = rows.weights_of(others, **months) * cells.controls[first][rows.cohort_of[others]]
    if not treated_weights.any() or not weights.any():
        return None
    treated = Side(weights=treated_weights, covariates=rows.covariates[:, ours])
    against = Side(weights=weights, covariates=rows.covariates[:, others])
    if of_cohorts is None:
        both = np.concatenate([cells.period[chosen], cells.base[chosen]]) - 1
        of_treated = sums_of(treated, rows.outcomes[:, ours], months=both)
        of_controls = sums_of(against, rows.outcomes[:, others], months=both)
    else:
        of_treated = of_cohorts[group]
        of_controls = reduce(add, (of_cohorts[control] for control in controls.tolist()))
    return Pair(
        treated=treated,
        controls=against,
        of_treated=of_treated,
        of_controls=of_controls,
        control_outcomes=rows.outcomes[:, others],
    )


def _alike(cells: Cells, *, apart: bool) -> Iterator[Ints]:
    """Cells of one cohort with the same controls, and of the same months where somebody misses months."""
    alike: dict[tuple[int | bytes, ...], list[int]] = {}
    for cell in np.flatnonzero(~cells.is_reference).tolist():
        months = (int(cells.period[cell]), int(cells.base[cell])) if apart else ()
        alike.setdefault((int(cells.group[cell]), cells.controls[cell].tobytes(), *months), []).append(cell)
    yield from map(np.array, alike.values())
