"""Group-time average treatment effects, and the way to them that a sample allows."""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.design import Cells
from analytics.uplift.panel import Flags, Floats


@dataclass(frozen=True, kw_only=True)
class GroupTimeEffects:
    """ATT(g, t) for every cell, in the unit of the outcome.

    `shares` are the cohorts' parts of the sample (by weight). `covariance` is that of all ATT(g, t)
    followed by all shares, (1/n^2) times the summed products of the influence functions (Theorem 2 of
    Callaway and Sant'Anna 2021); aggregates are functions of both. A cell that cannot be computed is NaN.
    """

    cells: Cells
    att: Floats
    shares: Floats
    covariance: Floats

    @property
    def cell_covariance(self) -> Floats:
        number = len(self.att)
        return self.covariance[:number, :number]

    @property
    def is_known(self) -> Flags:
        return np.isfinite(self.att)
