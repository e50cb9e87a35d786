"""Group-time effects from the levels of whoever is present in each month: panels with gaps, R's way.

With `allow_unbalanced_panel` R's `did` treats the two months of a comparison as two cross-sections and sums
each customer's parts of the error; `csdid`, `differences` and `diff-diff` follow it. A change of who is
present enters the estimate there, so it needs months that are missing at random and is less precise than
comparing within customers (`missing = "pairs"`). Without gaps the two are the same.
"""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.att import GroupTimeEffects
from analytics.uplift.design import Cells
from analytics.uplift.influence import effects_of, with_constant
from analytics.uplift.logit import Logit, NotEstimable, Side, fit_logit, inverted, odds_of
from analytics.uplift.panel import Flags, Floats, Sample


@dataclass(frozen=True, kw_only=True)
class Month:
    """Customers' outcomes in one month (zero where missing) and their weights there (zero likewise)."""

    outcome: Floats
    weights: Floats


@dataclass(frozen=True, kw_only=True)
class Line:
    """A month's expected outcome given covariates in one group, and each customer's part in its error."""

    coefficients: Floats
    parts: Floats


def effects_from_levels(sample: Sample, cells: Cells, *, adjusted_by: str) -> GroupTimeEffects:
    """ATT(g, t) from two cross-sections per cell; `adjusted_by` is reg or dr (the same without covariates)."""
    customers = len(sample.outcomes)
    outcomes = np.ascontiguousarray(sample.outcomes.T)
    present = ~np.isnan(outcomes)
    outcomes[~present] = 0.0
    covariates = with_constant(sample.covariates, customers)
    with_odds = adjusted_by != "reg" and sample.covariates is not None
    logit: Logit | None = None
    influence = np.zeros((len(cells.cohort), customers))
    att = np.where(cells.is_reference, 0.0, np.nan)
    for cell in np.flatnonzero(~cells.is_reference).tolist():
        treated = sample.cohort_of == cells.group[cell]
        rows = np.flatnonzero(treated | cells.controls[cell][sample.cohort_of])
        before, after = (
            Month(outcome=outcomes[at, rows], weights=sample.weights[rows] * present[at, rows])
            for at in (int(cells.base[cell]) - 1, int(cells.period[cell]) - 1)
        )
        those, given = treated[rows], covariates[:, rows]
        try:
            if with_odds:
                logit = _joining(before, after, those, given, start=logit)
                att[cell], influence[cell, rows] = _doubly_robust(before, after, those, given, logit)
            else:
                att[cell], influence[cell, rows] = _regression(before, after, those, given)
        except NotEstimable:
            continue
    return effects_of(sample, cells, att=att, influence=influence)


def _regression(before: Month, after: Month, treated: Flags, covariates: Floats) -> tuple[float, Floats]:
    """`reg_did_rc` of R's DRDID: the trend of controls is predicted from a regression in either month."""
    late, early = _share(after.weights * treated), _share(before.weights * treated)
    both = _share((after.weights + before.weights) * treated)
    trend, parts = _difference(after, before, ~treated, covariates)
    mean = covariates @ both
    gain, start = float(late @ after.outcome), float(early @ before.outcome)
    expected = trend @ covariates
    error = late * (after.outcome - gain) - early * (before.outcome - start)
    error -= both * (expected - float(both @ expected)) + mean @ parts
    return gain - start - float(both @ expected), error


def _joining(
    before: Month, after: Month, treated: Flags, covariates: Floats, *, start: Logit | None
) -> Logit:
    weights = before.weights + after.weights
    ours, others = (Side(weights=weights[one], covariates=covariates[:, one]) for one in (treated, ~treated))
    return fit_logit(ours, others, start=start)[0]


def _doubly_robust(
    before: Month, after: Month, treated: Flags, covariates: Floats, logit: Logit
) -> tuple[float, Floats]:
    """`drdid_rc` of R's DRDID: locally efficient, with a regression in either month and either group."""
    weights = before.weights + after.weights
    score = logit.scores(covariates)
    odds = np.where(treated, 0.0, odds_of(score))
    both = _share(weights * treated)
    att, error = 0.0, np.zeros(len(treated))
    moment = np.zeros(len(covariates))
    for month, sign in ((after, 1.0), (before, -1.0)):
        ours, others = _line(month, treated, covariates), _line(month, ~treated, covariates)
        here, alike = _share(month.weights * treated), _share(month.weights * odds)
        residual = month.outcome - others.coefficients @ covariates
        beyond = (ours.coefficients - others.coefficients) @ covariates
        terms = ((here, residual, 1.0), (alike, residual, -1.0), (both, beyond, 1.0), (here, beyond, -1.0))
        for share, values, plus in terms:
            mean = float(share @ values)
            att += sign * plus * mean
            error += sign * plus * share * (values - mean)
        error += sign * (covariates @ (alike - both)) @ others.parts
        error += sign * (covariates @ (both - here)) @ ours.parts
        moment -= sign * covariates @ (alike * (residual - float(alike @ residual)))
    error += (moment @ logit.inverse_information) @ (covariates * (weights * (treated - score)))
    return att, error


def _difference(after: Month, before: Month, chosen: Flags, covariates: Floats) -> tuple[Floats, Floats]:
    late, early = _line(after, chosen, covariates), _line(before, chosen, covariates)
    return late.coefficients - early.coefficients, late.parts - early.parts


def _line(month: Month, chosen: Flags, covariates: Floats) -> Line:
    weighted = covariates * (month.weights * chosen)
    inverse = inverted(weighted @ covariates.T)
    coefficients = inverse @ (weighted @ month.outcome)
    return Line(
        coefficients=coefficients,
        parts=inverse @ (weighted * (month.outcome - coefficients @ covariates)),
    )


def _share(weights: Floats) -> Floats:
    total = weights.sum()
    if not total > 0:
        raise NotEstimable("nobody is present")
    share: Floats = weights / total
    return share
