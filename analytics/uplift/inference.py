"""Standard errors, intervals, uniform bands and the joint test, all from one covariance matrix."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, fdtrc, ndtri

from analytics.uplift.panel import Floats

DRAWS = 999
ROUNDING = 1e-10
WEBB = np.array([-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5)])


@dataclass(frozen=True, kw_only=True)
class JointTest:
    """Wald test that several estimates are all zero; NaN where it cannot be computed."""

    statistic: float
    degrees: int
    p: float


def standard_errors(covariance: Floats) -> Floats:
    """Square roots of the diagonal; NaN where the variance is zero by construction or by rounding."""
    errors = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    smallest = ROUNDING * np.nanmax(errors, initial=0.0)
    return np.where(errors > smallest, errors, np.nan)


def pointwise_critical_value(alpha: float) -> float:
    return float(ndtri(1.0 - alpha / 2.0))


def uniform_critical_value(covariance: Floats, *, alpha: float, seed: int) -> float:
    """Critical value of the largest |t|: 999 draws of the multiplier bootstrap, Gaussian multipliers.

    Conditional on the sample such a draw, sum of v_i psi_i / n, is exactly normal with the given
    covariance (Algorithm 1 of Callaway and Sant'Anna 2021, with analytic standard errors), so it is
    drawn directly. Never below the pointwise value; NaN when no estimate has a standard error.
    """
    errors = standard_errors(covariance)
    known = np.flatnonzero(np.isfinite(errors))
    if not len(known):
        return float("nan")
    correlation = covariance[np.ix_(known, known)] / np.outer(errors[known], errors[known])
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    normal = np.random.default_rng(seed).standard_normal((DRAWS, len(known)))
    largest = np.abs(normal @ root.T).max(axis=1)
    uniform = float(np.quantile(largest, 1.0 - alpha, method="inverted_cdf"))
    return max(uniform, pointwise_critical_value(alpha))


def joint_test(
    estimates: Floats,
    covariance: Floats,
    *,
    units: float | None = None,
    parts: Floats | None = None,
    seed: int = 0,
) -> JointTest:
    """W = estimates' covariance^-1 estimates against chi-squared; NaN when the covariance is singular.

    With `units`, the number of equal parts that the covariance is estimated from, against Hotelling's
    distribution: W (n - q) / (q (n - 1)) as F with q and n - q degrees of freedom (Pustejovsky and Tipton 2018).
    With each unit's `parts` in the errors (one row per estimate) against W's own distribution over draws.
    """
    known = np.flatnonzero(np.isfinite(estimates) & np.isfinite(standard_errors(covariance)))
    nothing = JointTest(statistic=float("nan"), degrees=len(known), p=float("nan"))
    if not len(known):
        return nothing
    chosen = covariance[np.ix_(known, known)]
    scale = np.sqrt(np.diag(chosen))
    correlation = chosen / np.outer(scale, scale)
    # The reciprocal condition number below which R's `did` gives no statistic either.
    if not 1.0 / np.linalg.cond(correlation, 1) > np.finfo(np.float64).eps:
        return nothing
    z = estimates[known] / scale
    statistic = float(z @ np.linalg.solve(correlation, z))
    if parts is not None and parts.shape[1] > 2 * len(known):
        return JointTest(
            statistic=statistic, degrees=len(known), p=wild_p(statistic, parts[known] / scale[:, None], seed)
        )
    return JointTest(statistic=statistic, degrees=len(known), p=_p(statistic, len(known), units))


def wild_p(statistic: float, parts: Floats, seed: int) -> float:
    """How often W is as large by chance: a wild bootstrap of the units' parts, each draw with its own covariance.

    Every unit's part is multiplied by one of Webb's six numbers of mean zero and variance one (Webb 2023; Kline
    and Santos 2012 for parts in place of residuals), so that skewed and unequal parts stay as they are.
    """
    number, units = parts.shape
    multipliers = np.random.default_rng(seed).choice(WEBB, size=(DRAWS, units))
    drawn = multipliers @ parts.T
    squares = (parts[:, None] * parts[None]).reshape(number**2, units)
    covariance = (multipliers**2 @ squares.T).reshape(DRAWS, number, number)
    covariance -= drawn[:, :, None] * drawn[:, None] / units
    return float((1 + (_statistics(drawn, covariance) >= statistic).sum()) / (1 + DRAWS))


def _statistics(drawn: Floats, covariance: Floats) -> Floats:
    """W of each draw; beyond any bound where a handful of units left its covariance singular."""
    regular = np.ones(len(drawn), dtype=np.bool_)
    try:
        solved = np.linalg.solve(covariance, drawn[:, :, None])
    except np.linalg.LinAlgError:
        regular = np.linalg.matrix_rank(covariance, hermitian=True) == drawn.shape[1]
        solved = np.linalg.solve(covariance[regular], drawn[regular][:, :, None])
    found = np.full(len(drawn), np.inf)
    found[regular] = (drawn[regular] * solved[:, :, 0]).sum(axis=1)
    return found


def _p(statistic: float, degrees: int, units: float | None) -> float:
    if units is None:
        return float(chdtrc(degrees, statistic))
    if not units > degrees:
        return float("nan")
    return float(fdtrc(degrees, units - degrees, statistic * (units - degrees) / (degrees * (units - 1.0))))
