"""One cohort against its controls: estimates and influence functions for several pairs of months at once.

Each estimator takes the changes of the same customers, one row per pair of months, and returns the ATTs with
a slope per customer and an offset per pair and customer. Slope times change plus offset is the customer's
part in the estimate's error (the influence function divided by the number of customers), so the sum of its
squares is the variance. A customer's part is proportional to his weight: the same functions serve strata,
where a row stands for all customers of a cohort who are alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from analytics.uplift.panel import Flags, Floats

Estimates: TypeAlias = tuple[Floats, Floats, Floats]

TRIM = 0.995
OVERLAP = 0.999
LARGEST_SCORE = 1.0 - 1e-6
NEWTON_STEPS = 25
CONVERGED = 1e-14


class NotEstimable(ArithmeticError):
    """The two groups cannot be compared given the covariates (collinear, or no overlap)."""


@dataclass(frozen=True, kw_only=True)
class TwoByTwo:
    """Who is compared: one column per customer (or stratum); the first covariate is the constant."""

    treated: Flags
    weights: Floats
    covariates: Floats

    @property
    def treated_share(self) -> Floats:
        """Weights of the treated that sum to one, zero for controls."""
        weights = self.weights * self.treated
        share: Floats = weights / weights.sum()
        return share

    @property
    def control_weights(self) -> Floats:
        return np.where(self.treated, 0.0, self.weights)


Estimator: TypeAlias = Callable[[Floats, TwoByTwo], Estimates]


def unconditional(change: Floats, pair: TwoByTwo) -> Estimates:
    """Difference of the mean changes."""
    share = pair.treated_share
    other = pair.control_weights / pair.control_weights.sum()
    gain, trend = change @ share, change @ other
    return gain - trend, share - other, np.outer(trend, other) - np.outer(gain, share)


def regression(change: Floats, pair: TwoByTwo) -> Estimates:
    """Outcome regression (equation 2.3 of Callaway and Sant'Anna 2021; `reg_did_panel` of R's DRDID)."""
    share = pair.treated_share
    coefficients, inverse = _trend_of_controls(change, pair)
    mean = pair.covariates @ share
    att = change @ share - coefficients @ mean
    slope = share - pair.control_weights * ((inverse @ mean) @ pair.covariates)
    offset = -coefficients @ (pair.covariates * slope) - np.outer(att, share)
    return att, slope, offset


class DoublyRobust:
    """Doubly robust (equation 2.4; `drdid_panel` of R's DRDID: logit and OLS, trim 0.995).

    Neighbouring cells differ in few controls, so each logit starts where the last one ended.
    """

    def __init__(self) -> None:
        self._last: Floats | None = None

    def __call__(self, change: Floats, pair: TwoByTwo) -> Estimates:
        coefficients, inverse = _trend_of_controls(change, pair)
        odds, information, score, self._last = odds_of_joining(pair, start=self._last)
        other = pair.control_weights * odds
        share, other = pair.treated_share, other / other.sum()
        mean, other_mean = pair.covariates @ share, pair.covariates @ other
        gain, trend = change @ share - coefficients @ mean, change @ other - coefficients @ other_mean
        slope = share - other - pair.control_weights * ((inverse @ (mean - other_mean)) @ pair.covariates)
        reweighted = pair.covariates * other
        moment = change @ reweighted.T - coefficients @ (pair.covariates @ reweighted.T)
        moment -= np.outer(trend, other_mean)
        surprise = pair.covariates * (pair.weights * (pair.treated - score))
        offset = np.hstack(
            [-coefficients, -gain[:, None], trend[:, None], -moment @ information]
        ) @ np.vstack([pair.covariates * slope, share, other, surprise])
        return gain - trend, slope, offset


def _trend_of_controls(change: Floats, pair: TwoByTwo) -> tuple[Floats, Floats]:
    """OLS of each change among controls, one row of coefficients each, and the inverse of X'WX."""
    weighted = pair.covariates * pair.control_weights
    inverse = inverted(weighted @ pair.covariates.T)
    return (change @ weighted.T) @ inverse, inverse


def odds_of_joining(pair: TwoByTwo, *, start: Floats | None) -> tuple[Floats, Floats, Floats, Floats]:
    """Controls' odds of belonging to the cohort (logit, zero for the treated and where trimmed).

    Beside them the inverse information, the probabilities and the coefficients; NotEstimable without overlap.
    """
    fitted = None if start is None else _newton(pair, start=start)
    fitted = fitted or _newton(pair, start=np.zeros(len(pair.covariates)))
    if fitted is None:
        raise NotEstimable("the probability of joining does not converge")
    coefficients, inverse = fitted
    score = np.minimum(_logistic(coefficients @ pair.covariates), LARGEST_SCORE)
    if score.max() >= OVERLAP:
        raise NotEstimable("members and controls do not overlap")
    odds = np.where(pair.treated | (score >= TRIM), 0.0, score / (1.0 - score))
    if not odds @ pair.weights > 0:
        raise NotEstimable("no control resembles the treated")
    return odds, inverse, score, coefficients


def _newton(pair: TwoByTwo, *, start: Floats) -> tuple[Floats, Floats] | None:
    """The logit's coefficients and inverse information by Newton's method; None if it does not converge."""
    coefficients = start
    for _ in range(NEWTON_STEPS):
        score = _logistic(coefficients @ pair.covariates)
        gradient = pair.covariates @ (pair.weights * (pair.treated - score))
        curvature = pair.weights * score * (1.0 - score)
        try:
            inverse = inverted((pair.covariates * curvature) @ pair.covariates.T)
        except NotEstimable:
            return None
        step = inverse @ gradient
        coefficients = coefficients + step
        if gradient @ step < CONVERGED * pair.weights.sum():
            return coefficients, inverse
    return None


def _logistic(index: Floats) -> Floats:
    with np.errstate(over="ignore"):
        score: Floats = 1.0 / (1.0 + np.exp(-index))
    return score


def inverted(matrix: Floats) -> Floats:
    """The inverse; NotEstimable for a matrix that is singular as far as can be told."""
    scale = np.sqrt(np.diag(matrix))
    if not (scale > 0).all() or np.linalg.cond(matrix / np.outer(scale, scale)) > 1e12:
        raise NotEstimable("collinear covariates")
    inverse: Floats = np.linalg.inv(matrix).astype(np.float64)
    return inverse
