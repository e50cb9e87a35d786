"""One cohort against its controls: estimates of several pairs of months at once, and what their errors are made of.

Rows are customers, or strata that stand for all customers of a cohort who are alike: whatever is summed here is
summed with weights, so both give the same. Regression adjustment is the doubly robust estimator without odds of
joining, and the plain difference of means is regression on the constant alone.
"""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.logit import AT_ONCE, Logit, Side, fit_logit, inverted
from analytics.uplift.panel import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Weighted sums over rows: products of covariates with each other and with the outcomes of each month."""

    covariates: Floats
    outcomes: Floats

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(covariates=self.covariates + other.covariates, outcomes=self.outcomes + other.outcomes)

    def changes(self, *, later: Ints, earlier: Ints) -> Floats:
        """The products with the changes between months, one row per pair of months."""
        changes: Floats = (self.outcomes[:, later] - self.outcomes[:, earlier]).T
        return changes


def sums_of(side: Side, outcomes: Floats, *, months: Ints | None = None) -> Sums:
    """Sums over the side's rows, of the outcomes of some months or of all."""
    chosen = np.arange(len(outcomes)) if months is None else np.unique(months)
    width = len(side.covariates)
    products, of_months = np.zeros((width, width)), np.zeros((width, len(outcomes)))
    for start in range(0, len(side.weights), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        covariates = side.covariates[:, rows]
        weighted = covariates * side.weights[rows]
        products += weighted @ covariates.T
        of_months[:, chosen] += weighted @ outcomes[chosen, rows].T
    return Sums(covariates=products, outcomes=of_months)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Who is compared, with their sums and the controls' outcomes (one row per month, zero where weights are zero)."""

    treated: Side
    controls: Side
    of_treated: Sums
    of_controls: Sums
    control_outcomes: Floats


@dataclass(frozen=True, kw_only=True)
class Fit:
    """ATTs of some pairs of months between the same rows, one entry per pair.

    With X the covariates, D the change between the months and b the `trend_of_controls`, a row's part in an
    ATT's error (its influence function divided by the number of customers) is

    - treated: s (D - bX - gain) - w (1 - p) qX, where s = w / `treated_weight`;
    - control: (trend - (D - bX)) o - (D - bX) w vX + w p qX, where o = w p / (1 - p) / `odds_weight`,

    p is the fitted probability of belonging to the cohort, v the `leverage` and q the `correction` for p being
    estimated. Without odds (`logit` is None) o, trend and q are zero.
    """

    att: Floats
    gain: Floats
    trend: Floats
    trend_of_controls: Floats
    correction: Floats
    leverage: Floats
    treated_weight: float
    odds_weight: float
    logit: Logit | None


def regression(pair: Pair, *, later: Ints, earlier: Ints) -> Fit:
    """Outcome regression (equation 2.3 of Callaway and Sant'Anna 2021; `reg_did_panel` of R's DRDID)."""
    return _regression(pair, later=later, earlier=earlier)[0]


def _regression(pair: Pair, *, later: Ints, earlier: Ints) -> tuple[Fit, Floats]:
    """The fit, and the inverse of X'WX among controls."""
    treated_weight = float(pair.of_treated.covariates[0, 0])  # the first covariate is the constant
    inverse = inverted(pair.of_controls.covariates)
    expected = pair.of_controls.changes(later=later, earlier=earlier) @ inverse
    mean = pair.of_treated.covariates[0] / treated_weight
    gain = pair.of_treated.changes(later=later, earlier=earlier)[:, 0] / treated_weight
    att = gain - expected @ mean
    fit = Fit(
        att=att,
        gain=att,
        trend=np.zeros_like(att),
        trend_of_controls=expected,
        correction=np.zeros_like(expected),
        leverage=inverse @ mean,
        treated_weight=treated_weight,
        odds_weight=1.0,
        logit=None,
    )
    return fit, inverse


def doubly_robust(pair: Pair, *, later: Ints, earlier: Ints, start: Logit | None) -> Fit:
    """Doubly robust (equation 2.4; `drdid_panel` of R's DRDID: logit and OLS, trim 0.995)."""
    plain, inverse = _regression(pair, later=later, earlier=earlier)
    expected, controls = plain.trend_of_controls, pair.controls
    logit, odds = fit_logit(pair.treated, controls, start=start)
    odds_weight = float(controls.weights @ odds)
    alike = sums_of(
        Side(weights=controls.weights * odds / odds_weight, covariates=controls.covariates),
        pair.control_outcomes,
        months=np.concatenate([later, earlier]),
    )
    reweighted = alike.changes(later=later, earlier=earlier)
    other_mean = alike.covariates[0]
    trend = reweighted[:, 0] - expected @ other_mean
    moment = reweighted - expected @ alike.covariates - np.outer(trend, other_mean)
    return Fit(
        att=plain.att - trend,
        gain=plain.att,
        trend=trend,
        trend_of_controls=expected,
        correction=moment @ logit.inverse_information,
        leverage=plain.leverage - inverse @ other_mean,
        treated_weight=plain.treated_weight,
        odds_weight=odds_weight,
        logit=logit,
    )
