"""One cohort against its controls: estimates and influence functions for several pairs of months at once.

Each estimator takes the changes of the same customers, one column per pair of months, and returns the ATT
of each column with the influence values, scaled so that their mean square divided by the number of
customers is the variance of the estimate.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.special import expit

from analytics.uplift.panel import Flags, Floats

Estimates: TypeAlias = tuple[Floats, Floats]
Estimator: TypeAlias = Callable[[Floats, Flags, Floats, Floats], Estimates]

TRIM = 0.995
OVERLAP = 0.999


class NotEstimable(ArithmeticError):
    """The two groups cannot be compared given the covariates (collinear, or no overlap)."""


def unconditional(change: Floats, treated: Flags, weights: Floats, _covariates: Floats) -> Estimates:
    """Difference of the mean changes."""
    one, other = weights * treated, weights * ~treated
    gain, trend = one @ change / one.sum(), other @ change / other.sum()
    influence = _column(one / one.mean()) * (change - gain) - _column(other / other.mean()) * (change - trend)
    return gain - trend, influence


def regression(change: Floats, treated: Flags, weights: Floats, covariates: Floats) -> Estimates:
    """Outcome regression (equation 2.3 of Callaway and Sant'Anna 2021; `reg_did_panel` of R's DRDID)."""
    residual, inverse = _beyond_control_trend(change, treated, weights, covariates)
    one, control = weights * treated, weights * ~treated
    att = one @ residual / one.sum()
    fit = control * (covariates @ (inverse @ _mean(one, covariates)))
    influence = (_column(one) * (residual - att) - _column(fit) * residual) / one.mean()
    return att, influence


def doubly_robust(change: Floats, treated: Flags, weights: Floats, covariates: Floats) -> Estimates:
    """Doubly robust (equation 2.4; `drdid_panel` of R's DRDID: logit and OLS, trim 0.995)."""
    residual, inverse = _beyond_control_trend(change, treated, weights, covariates)
    score, score_influence = _propensity(treated, weights, covariates)
    one, control = weights * treated, weights * ~treated
    other = np.where(score >= TRIM, 0.0, control * score / (1.0 - score))
    if not other.sum() > 0:
        raise NotEstimable("no control resembles the treated")
    gain, trend = one @ residual / one.sum(), other @ residual / other.sum()
    share, other_share = one / one.mean(), other / other.mean()
    influence = _column(share) * (residual - gain)
    of_trend = _column(other_share) * (residual - trend)
    influence -= of_trend
    influence -= score_influence @ (covariates.T @ of_trend / len(treated))
    fit = control * (covariates @ (inverse @ _mean(share - other_share, covariates)))
    influence -= _column(fit) * residual
    return gain - trend, influence


def _column(factor: Floats) -> Floats:
    return factor[:, None]


def _mean(factor: Floats, covariates: Floats) -> Floats:
    mean: Floats = factor @ covariates / len(factor)
    return mean


def _beyond_control_trend(
    change: Floats, treated: Flags, weights: Floats, covariates: Floats
) -> tuple[Floats, Floats]:
    """Change beyond what OLS among controls expects, and the inverse of the controls' mean product matrix.

    A control influences the coefficients by that inverse times weight, covariates and its residual.
    """
    weighted = _column(weights * ~treated) * covariates
    inverse = _inverse(weighted.T @ covariates / len(weights))
    coefficients = inverse @ (weighted.T @ change) / len(weights)
    return change - covariates @ coefficients, inverse


def _propensity(treated: Flags, weights: Floats, covariates: Floats) -> tuple[Floats, Floats]:
    """Probability of belonging to the cohort (logit), and each one's influence on the fit."""
    coefficients = np.zeros(covariates.shape[1])
    for _ in range(50):
        score = expit(covariates @ coefficients)
        gradient = covariates.T @ (weights * (treated - score)) / len(score)
        curvature = weights * score * (1.0 - score)
        inverse = _inverse((curvature[:, None] * covariates).T @ covariates / len(score))
        step = inverse @ gradient
        coefficients = coefficients + step
        if gradient @ step < 1e-22:
            break
    else:
        raise NotEstimable("the probability of joining does not converge")
    score = np.minimum(expit(covariates @ coefficients), 1.0 - 1e-6)
    if score.max() >= OVERLAP:
        raise NotEstimable("members and controls do not overlap")
    return score, ((weights * (treated - score))[:, None] * covariates) @ inverse


def _inverse(matrix: Floats) -> Floats:
    scale = np.sqrt(np.diag(matrix))
    if not (scale > 0).all() or np.linalg.cond(matrix / np.outer(scale, scale)) > 1e12:
        raise NotEstimable("collinear covariates")
    inverse: Floats = np.linalg.inv(matrix).astype(np.float64)
    return inverse
