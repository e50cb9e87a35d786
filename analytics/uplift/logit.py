"""The probability of belonging to a cohort rather than to its controls, by logit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from analytics.uplift.panel import Floats

TRIM = 0.995
OVERLAP = 0.999
LARGEST_SCORE = 1.0 - 1e-6
NEWTON_STEPS = 25
# What the last step still promised of the likelihood, per customer; after it about the square of that is left.
CONVERGED = 1e-12
AT_ONCE = 8192


class NotEstimable(ArithmeticError):
    """The two groups cannot be compared given the covariates (collinear, or no overlap)."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """Treated or controls: one column per row of the sample; the first covariate is the constant."""

    weights: Floats
    covariates: Floats


@dataclass(frozen=True, kw_only=True)
class Logit:
    """Coefficients of the covariates, the inverse of the information they carry, and the share treated as log odds."""

    coefficients: Floats
    inverse_information: Floats
    share: float

    def scores(self, covariates: Floats) -> Floats:
        """The probabilities, never quite one."""
        scores = _logistic(self.coefficients @ covariates)
        return np.minimum(scores, LARGEST_SCORE, out=scores)


def odds_of(scores: Floats) -> Floats:
    """Probabilities as odds, zero from `TRIM` on."""
    return np.where(scores >= TRIM, 0.0, scores / (1.0 - scores))


def fit_logit(treated: Side, controls: Side, *, start: Logit | None = None) -> tuple[Logit, Floats]:
    """Maximum likelihood by Newton's method, and the controls' odds; NotEstimable without overlap or convergence.

    Neighbouring comparisons differ in few rows, so each may `start` where the last one ended.
    """
    share = float(np.log(treated.weights.sum() / controls.weights.sum()))
    constant = np.zeros(len(controls.covariates))
    constant[0] = 1.0
    found = None
    if start is not None:
        found = _newton(treated, controls, start=start.coefficients + (share - start.share) * constant)
    if found is None:
        found = _newton(treated, controls, start=share * constant)
    if found is None:
        raise NotEstimable("the probability of joining does not converge")
    fitted = Logit(coefficients=found, inverse_information=np.empty((0, 0)), share=share)
    ours, others = (fitted.scores(side.covariates) for side in (treated, controls))
    if max(ours[treated.weights > 0].max(), others[controls.weights > 0].max()) >= OVERLAP:
        raise NotEstimable("members and controls do not overlap")
    odds = odds_of(others)
    if not odds @ controls.weights > 0:
        raise NotEstimable("no control resembles the treated")
    information = _information(treated, ours) + _information(controls, others)
    return replace(fitted, inverse_information=inverted(information)), odds


def _information(side: Side, scores: Floats) -> Floats:
    total = np.zeros((len(side.covariates), len(side.covariates)))
    for (weights, covariates), score in zip(_blocks(side), _parts(scores), strict=True):
        total += (covariates * (weights * score * (1.0 - score))) @ covariates.T
    return total


def inverted(matrix: Floats) -> Floats:
    """The inverse; NotEstimable for a matrix that is singular as far as can be told."""
    scale = np.sqrt(np.diag(matrix))
    if not (scale > 0).all() or np.linalg.cond(matrix / np.outer(scale, scale)) > 1e12:
        raise NotEstimable("collinear covariates")
    inverse: Floats = np.linalg.inv(matrix).astype(np.float64)
    return inverse


def _newton(treated: Side, controls: Side, *, start: Floats) -> Floats | None:
    """The coefficients; None if it does not converge."""
    coefficients = start
    reached = treated.covariates @ treated.weights
    total = treated.weights.sum() + controls.weights.sum()
    for _ in range(NEWTON_STEPS):
        gradient, information = reached.copy(), np.zeros((len(start), len(start)))
        for weights, covariates in (*_blocks(treated), *_blocks(controls)):
            score = _logistic(coefficients @ covariates)
            expected = weights * score
            gradient -= covariates @ expected
            np.subtract(1.0, score, out=score)
            expected *= score
            information += (covariates * expected) @ covariates.T
        try:
            inverse = inverted(information)
        except NotEstimable:
            return None
        step = inverse @ gradient
        coefficients = coefficients + step
        if gradient @ step < CONVERGED * total:
            return coefficients
    return None


def _blocks(side: Side) -> Iterator[tuple[Floats, Floats]]:
    """Weights and covariates of as many rows at once as stay in the processor's cache."""
    yield from zip(_parts(side.weights), _parts(side.covariates), strict=True)


def _parts(values: Floats) -> Iterator[Floats]:
    for start in range(0, values.shape[-1], AT_ONCE):
        yield values[..., start : start + AT_ONCE]


def _logistic(index: Floats) -> Floats:
    """1 / (1 + exp(-index)), in place."""
    with np.errstate(over="ignore"):
        np.exp(np.negative(index, out=index), out=index)
    index += 1.0
    return np.divide(1.0, index, out=index)
