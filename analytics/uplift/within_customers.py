"""Month effects by least squares when each customer has a level of his own.

Customers' levels are swept out (Frisch and Waugh), so what is solved is as small as the number of months
times the number of covariates plus one, however many customers there are.
"""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.panel import Flags, Floats


@dataclass(frozen=True, kw_only=True)
class MonthEffects:
    """outcome = level of the customer + month's effect (times (1, covariates)) + residual, where used.

    `inverse` is that of the normal equations, laid out month by month and covariate by covariate.
    """

    effects: Floats
    inverse: Floats
    levels: Floats

    def predicted(self, design: Floats) -> Floats:
        """What the fit expects of each customer and month; NaN for a customer without a month in the fit."""
        predicted: Floats = self.levels[:, None] + design @ self.effects.T
        return predicted

    def solve(self, target: Floats) -> Floats:
        """The normal equations solved for another right-hand side of the shape of `effects`."""
        solved: Floats = (self.inverse @ target.ravel()).reshape(target.shape)
        return solved


def fit_months(outcomes: Floats, used: Flags, design: Floats) -> MonthEffects:
    """Fits the used customer-months; `design` is (1, covariates) per customer.

    Month effects are fixed up to a constant per column, which levels take up: the least-norm solution stands.
    """
    months, width = outcomes.shape[1], design.shape[1]
    mask = used.astype(np.float64)
    present = mask.sum(axis=1)
    scaled = mask / np.sqrt(np.maximum(present, 1.0))[:, None]
    normal = np.zeros((months, width, months, width))
    for one in range(width):
        for other in range(one, width):
            product = (design[:, one] * design[:, other])[:, None]
            block = np.diag((mask * product).sum(axis=0)) - (scaled * product).T @ scaled
            normal[:, one, :, other] = normal[:, other, :, one] = block
    swept = swept_of_levels(outcomes, used)
    right = swept.T @ design
    inverse: Floats = np.linalg.pinv(normal.reshape(months * width, -1), rcond=1e-11, hermitian=True).astype(
        np.float64
    )
    effects = (inverse @ right.ravel()).reshape(months, width)
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = np.where(used, outcomes - design @ effects.T, 0.0)
        levels = np.where(present > 0, rest.sum(axis=1) / present, np.nan)
    return MonthEffects(effects=effects, inverse=inverse, levels=levels)


def swept_of_levels(outcomes: Floats, used: Flags) -> Floats:
    """Outcomes less the customer's mean over the used months, zero elsewhere."""
    known = np.where(used, outcomes, 0.0)
    mean = known.sum(axis=1) / np.maximum(used.sum(axis=1), 1)
    return np.where(used, known - mean[:, None], 0.0)
