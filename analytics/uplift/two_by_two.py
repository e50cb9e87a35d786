"""One cohort against its controls between two months: estimate and influence function per customer.

Each estimator returns the ATT and the influence values of the customers it was given, scaled so that
their mean square divided by the number of customers is the variance of the estimate.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.special import expit

from analytics.uplift.panel import Flags, Floats

Estimate: TypeAlias = tuple[float, Floats]
Estimator: TypeAlias = Callable[[Floats, Flags, Floats, Floats], Estimate]

TRIM = 0.995
OVERLAP = 0.999


class NotEstimable(ArithmeticError):
    """The two groups cannot be compared given the covariates (collinear, or no overlap)."""


def unconditional(change: Floats, treated: Flags, weights: Floats, _covariates: Floats) -> Estimate:
    """Difference of the mean changes."""
    one, other = weights * treated, weights * ~treated
    gain, trend = (one @ change) / one.sum(), (other @ change) / other.sum()
    influence = one * (change - gain) / one.mean() - other * (change - trend) / other.mean()
    return float(gain - trend), influence


def regression(change: Floats, treated: Flags, weights: Floats, covariates: Floats) -> Estimate:
    """Outcome regression (equation 2.3 of Callaway and Sant'Anna 2021; `reg_did_panel` of R's DRDID)."""
    expected, fit_influence = _control_trend(change, treated, weights, covariates)
    one = weights * treated
    residual = change - expected
    att = (one @ residual) / one.sum()
    leverage = (one[:, None] * covariates).mean(axis=0)
    influence = (one * (residual - att) - fit_influence @ leverage) / one.mean()
    return float(att), influence


def doubly_robust(change: Floats, treated: Flags, weights: Floats, covariates: Floats) -> Estimate:
    """Doubly robust (equation 2.4; `drdid_panel` of R's DRDID: logit and OLS, trim 0.995)."""
    expected, fit_influence = _control_trend(change, treated, weights, covariates)
    score, score_influence = _propensity(treated, weights, covariates)
    one = weights * treated
    other = np.where(treated | (score >= TRIM), 0.0, weights * score / (1.0 - score))
    if not other.sum() > 0:
        raise NotEstimable("no control resembles the treated")
    residual = change - expected
    gain, trend = (one @ residual) / one.sum(), (other @ residual) / other.sum()
    of_gain = one * (residual - gain) - fit_influence @ _mean(one, covariates)
    of_trend = (
        other * (residual - trend)
        + score_influence @ _mean(other * (residual - trend), covariates)
        - fit_influence @ _mean(other, covariates)
    )
    return float(gain - trend), of_gain / one.mean() - of_trend / other.mean()


def _mean(factor: Floats, covariates: Floats) -> Floats:
    mean: Floats = factor @ covariates / len(factor)
    return mean


def _control_trend(
    change: Floats, treated: Flags, weights: Floats, covariates: Floats
) -> tuple[Floats, Floats]:
    """Change expected without treatment (OLS among controls), and each one's influence on the fit."""
    w = weights * ~treated
    weighted = w[:, None] * covariates
    inverse = _inverse(weighted.T @ covariates / len(w))
    coefficients = inverse @ (weighted.T @ change) / len(w)
    expected: Floats = covariates @ coefficients
    return expected, (weighted * (change - expected)[:, None]) @ inverse


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
