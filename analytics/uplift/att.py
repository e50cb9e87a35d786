"""Group-time average treatment effects, and the way to them that a sample allows."""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.design import Cells
from analytics.uplift.panel import Flags, Floats, Ints

# The fourth moment of a normal variable in squares of its variance.
NORMAL_KURTOSIS = 3.0
# Up to so many customers (or clusters) their parts in the leads are kept, for a test that draws from them.
MOST_PARTS = 2000


@dataclass(frozen=True, kw_only=True)
class GroupTimeEffects:
    """ATT(g, t) for every cell, in the unit of the outcome.

    `shares` are the cohorts' parts of the sample (by weight). `covariance` is that of all ATT(g, t)
    followed by all shares, (1/n^2) times the summed products of the influence functions (Theorem 2 of
    Callaway and Sant'Anna 2021); aggregates are functions of both. A cell that cannot be computed is NaN.
    `units` is how many customers (or clusters) of equal say the leads of the event study rest on; `lead_parts`
    are their parts in the errors of `leads`, one row each, None where there are many.
    """

    cells: Cells
    att: Floats
    shares: Floats
    covariance: Floats
    units: float
    lead_parts: Floats | None = None

    @property
    def leads(self) -> Ints:
        """The months before joining (negative) of which cells are known."""
        cells = self.cells
        return np.unique((cells.period - cells.cohort)[cells.is_pre & self.is_known])

    @property
    def cell_covariance(self) -> Floats:
        number = len(self.att)
        return self.covariance[:number, :number]

    @property
    def is_known(self) -> Flags:
        return np.isfinite(self.att)


def lead_weights(cells: Cells, att: Floats, shares: Floats) -> Floats:
    """One row per month before joining: the weights with which cells make up the event study there."""
    known = cells.is_pre & np.isfinite(att)
    event_time = np.where(known, cells.period - cells.cohort, 0)
    weights = (event_time == np.unique(event_time[known])[:, None]) * shares[cells.group]
    total = weights.sum(axis=1, keepdims=True)
    shared: Floats = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    return shared


def effective_units(variance: Floats, fourth: Floats) -> float:
    """How many equal and normal parts have a variance as uncertain as one of these parts: Satterthwaite's rule.

    `variance` sums the parts' squares per lead, `fourth` their fourth powers; the median over leads. NaN without.
    """
    found = NORMAL_KURTOSIS * variance[fourth > 0] ** 2 / fourth[fourth > 0]
    return float(np.median(found)) if len(found) else float("nan")
