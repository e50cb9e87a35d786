"""Intervals around shares and means, in plain Python: pages load no numpy."""

from dataclasses import dataclass
from math import atan, cos, pi, sin, sqrt, tan
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval and the number of answers behind it."""

    value: float
    lower: float
    upper: float
    n: int


def wilson(successes: int, n: int, *, level: float = LEVEL) -> Estimate:
    """A share (0 to 1) with the Wilson score interval (Wilson 1927), which holds for small n and near 0 and 1.

    Raises ValueError for n < 1 or successes outside 0..n.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n}")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half), n)


def mean_interval(mean: float, sd: float | None, n: int, *, level: float = LEVEL) -> Estimate:
    """A mean with Student's t interval from the standard deviation of the sample; needs n > 1 and an sd.

    Raises ValueError otherwise: one answer has no interval.
    """
    if n < 2 or sd is None:
        raise ValueError("an interval needs two answers")
    half = t_quantile((1 + level) / 2, n - 1) * sd / sqrt(n)
    return Estimate(mean, mean - half, mean + half, n)


def t_quantile(probability: float, freedom: int) -> float:
    """The quantile of Student's t for a probability above one half.

    Exact for one and two degrees of freedom, else Hill's expansion (Communications of the ACM 13, 1970,
    algorithm 396) sharpened by two steps of Newton's method on the distribution itself.
    """
    if freedom == 1:
        return tan(pi * (probability - 0.5))
    if freedom == 2:
        return (2 * probability - 1) * sqrt(2 / (4 * probability * (1 - probability)))
    z = NormalDist().inv_cdf(probability)
    t = z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    for _step in range(8):
        t -= (_cumulative(t, freedom) - probability) / _density(t, freedom)
    return t


def _cumulative(t: float, freedom: int) -> float:
    """P(T <= t) for t > 0: the finite series of Abramowitz and Stegun 26.7.3 and 26.7.4."""
    theta = atan(t / sqrt(freedom))
    term = cos(theta) if freedom % 2 else 1.0
    total, k = (0.0, 1) if freedom == 1 else (term, 2 if freedom % 2 else 1)
    while k <= freedom - 3:
        term *= k / (k + 1) * cos(theta) ** 2
        total += term
        k += 2
    within = 2 / pi * (theta + sin(theta) * total) if freedom % 2 else sin(theta) * total
    return (1 + within) / 2


def _density(t: float, freedom: int) -> float:
    # The constant is Gamma((v + 1) / 2) / (sqrt(v pi) Gamma(v / 2)), by its recursion over v.
    constant = 1 / pi if freedom % 2 else 1 / (2 * sqrt(2))
    v = 1 if freedom % 2 else 2
    while v < freedom:
        constant *= (v + 1) / v * sqrt(v / (v + 2))
        v += 2
    return constant * float((1 + t * t / freedom) ** (-(freedom + 1) / 2))
