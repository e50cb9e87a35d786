"""Group-time effects from one moment matrix per cohort, for complete panels without covariates.

The influence function of an unconditional ATT(g, t) is linear in a customer's outcomes within each
cohort. So the cohort's second moments of (1, w, w Y_1 ... w Y_T) carry everything: estimates, standard
errors and all covariances are exactly those of the customer-level influence functions.
"""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.att import GroupTimeEffects
from analytics.uplift.design import Cells
from analytics.uplift.panel import Floats, Sample


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Per cohort: sum of weights, weighted mean of each month, and the sums of squares and products.

    `products[h]` belongs to (1, w, w (Y_1 - mean_1), ..., w (Y_T - mean_T)) of cohort h.
    """

    customers: int
    weight: Floats
    mean: Floats
    products: Floats


def moments_of(sample: Sample) -> Moments:
    """The sufficient statistics of a sample without missing months."""
    weight: Floats = np.bincount(sample.cohort_of, sample.weights, len(sample.cohorts)).astype(np.float64)
    means, products = [], []
    for cohort in range(len(sample.cohorts)):
        members = sample.cohort_of == cohort
        w = sample.weights[members, None]
        outcomes = sample.outcomes[members]
        mean = (w * outcomes).sum(axis=0) / weight[cohort]
        vectors = np.hstack([np.ones_like(w), w, w * (outcomes - mean)])
        means.append(mean)
        products.append(vectors.T @ vectors)
    return Moments(
        customers=len(sample.outcomes), weight=weight, mean=np.array(means), products=np.array(products)
    )


def effects_from_moments(moments: Moments, cells: Cells) -> GroupTimeEffects:
    """ATT(g, t) without covariates, equations 2.8 and 2.9 of Callaway and Sant'Anna (2021)."""
    change = moments.mean[:, cells.period - 1] - moments.mean[:, cells.base - 1]
    control_weight = cells.controls * moments.weight
    control_total = control_weight.sum(axis=1)
    control_change = np.einsum("ch,hc->c", control_weight, change) / control_total
    every = np.arange(len(cells.cohort))
    att = change[cells.group, every] - control_change
    size = len(att) + len(moments.weight)
    covariance = np.zeros((size, size))
    for cohort in range(len(moments.weight)):
        gap = change[cohort] - control_change
        loadings = _loadings(moments, cells, cohort=cohort, control_total=control_total, gap=gap)
        covariance += loadings @ moments.products[cohort] @ loadings.T
    return GroupTimeEffects(
        cells=cells,
        att=np.where(cells.is_reference, 0.0, att),
        shares=moments.weight / moments.customers,
        covariance=covariance / moments.customers**2,
    )


def _loadings(moments: Moments, cells: Cells, *, cohort: int, control_total: Floats, gap: Floats) -> Floats:
    """Coefficients of each influence function on (1, w, w (Y - mean)) for the customers of one cohort.

    Cells come first: +n/W (Y_t - Y_base - mean) for the treated, minus the same for controls. Then the
    shares of the cohorts, w 1{G = h} - p_h, which aggregation needs.
    """
    n = moments.customers
    number = len(cells.cohort)
    every = np.arange(number)
    slope = n * (cells.group == cohort) / moments.weight[cells.group]
    controls = np.where(cells.controls[:, cohort], n / control_total, 0.0)
    loadings = np.zeros((number + len(moments.weight), moments.products.shape[1]))
    loadings[every, 1 + cells.period] += slope - controls
    loadings[every, 1 + cells.base] -= slope - controls
    loadings[:number, 1] = -controls * gap
    loadings[number:, 0] = -moments.weight / n
    loadings[number + cohort, 1] = 1.0
    return loadings
