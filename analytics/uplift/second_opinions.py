"""Other estimators on the same sample: imputation as a second opinion, two-way fixed effects as a warning.

Imputation is that of Borusyak, Jaravel and Spiess (2024), which equals Gardner's two stages. Two-way fixed
effects and its decomposition by Goodman-Bacon (2021) show what comes out when members who joined earlier
serve as controls of later ones.
"""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.panel import Flags, Floats, Ints, Sample
from analytics.uplift.within_customers import fit_months


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """An effect per customer and month with its standard error, clustered by customer."""

    att: float
    se: float


@dataclass(frozen=True, kw_only=True)
class Decomposition:
    """Two-way fixed effects as a weighted mean: weight and mean of each kind of comparison."""

    never_weight: float
    never_mean: float
    later_weight: float
    later_mean: float
    forbidden_weight: float
    forbidden_mean: float


def imputation(sample: Sample) -> Opinion:
    """Mean over members' months of sales less what untreated months say they would have been.

    With covariates their effect on sales may change every month. The error is the conservative one of the
    authors, with effects averaged by cohort and month. NaN when no treated month can be imputed.
    """
    observed = ~np.isnan(sample.outcomes)
    treated = _treated(sample)
    untreated = observed & ~treated
    design = _design(sample)
    fit = fit_months(sample.outcomes, untreated, design)
    predicted = fit.predicted(design)
    reached = untreated.any(axis=0)
    imputed = observed & treated & reached & np.isfinite(predicted)
    if not imputed.any():
        return Opinion(att=float("nan"), se=float("nan"))
    weights = np.where(imputed, sample.weights[:, None], 0.0)
    weights /= weights.sum()
    effects = np.where(imputed, sample.outcomes - predicted, 0.0)
    att = float((weights * effects).sum())
    residual = np.where(untreated, sample.outcomes - predicted, 0.0)
    mean_use = untreated / np.maximum(untreated.sum(axis=1), 1)[:, None]
    carried = fit.solve((weights - weights.sum(axis=1, keepdims=True) * mean_use).T @ design)
    score = (weights * (effects - _cohort_means(sample, effects, weights))).sum(axis=1)
    score -= (residual * (design @ carried.T)).sum(axis=1)
    return Opinion(att=att, se=clustered(score, sample.clusters))


def two_way_fixed_effects(sample: Sample) -> Opinion:
    """The coefficient of "has joined" beside levels of customers and effects of months, covariates aside."""
    observed = ~np.isnan(sample.outcomes)
    constant = np.ones((len(sample.outcomes), 1))
    joined = np.where(observed, _treated(sample).astype(np.float64), 0.0)
    own = joined - fit_months(joined, observed, constant).predicted(constant)
    own = np.where(observed, own, 0.0)
    size = float((own**2).sum())
    if not size > 0:
        return Opinion(att=float("nan"), se=float("nan"))
    outcomes = np.where(observed, sample.outcomes, 0.0)
    att = float((own * outcomes).sum()) / size
    rest = outcomes - att * joined
    residual = np.where(observed, rest - fit_months(rest, observed, constant).predicted(constant), 0.0)
    return Opinion(att=att, se=clustered((own * residual).sum(axis=1), sample.clusters) / size)


def decomposition(sample: Sample) -> Decomposition | None:
    """Goodman-Bacon's weights and means over customers with every month; None without any cohort left."""
    whole = ~np.isnan(sample.outcomes).any(axis=1)
    sizes = np.bincount(sample.cohort_of[whole], minlength=len(sample.cohorts)).astype(np.float64)
    if not sizes[:-1].any() or not whole.any():
        return None
    means = np.array(
        [
            sample.outcomes[whole & (sample.cohort_of == at)].mean(axis=0)
            if size
            else np.zeros(sample.periods)
            for at, size in enumerate(sizes)
        ]
    )
    shares, joined = sizes / sizes.sum(), sample.cohorts - 1
    rows = [
        row
        for one in range(len(sizes) - 1)
        for other in range(one + 1, len(sizes))
        for row in _pair(means, shares, joined, one=one, other=other)
        if row[1] > 0
    ]
    return _by_kind(rows)


def _pair(
    means: Floats, shares: Floats, joined: Ints, *, one: int, other: int
) -> list[tuple[str, float, float]]:
    """The earlier cohort `one` against `other`, and the other way about where `other` joins as well."""
    months = means.shape[1]
    start, end = int(joined[one]), min(int(joined[other]), months)
    size = float(shares[one] * shares[other])
    early, late = (months - start) / months, (months - end) / months
    gap = means[one] - means[other]
    kind = "never" if end == months else "later"
    first = (kind, size * (early - late) * (1 - early), gap[start:end].mean() - gap[:start].mean())
    if end == months:
        return [first]
    second = ("forbidden", size * late * (early - late), gap[start:end].mean() - gap[end:].mean())
    return [first, second]


def _by_kind(rows: list[tuple[str, float, float]]) -> Decomposition:
    total = sum(weight for _, weight, _ in rows)
    found: dict[str, float] = {}
    for kind in ("never", "later", "forbidden"):
        weight = sum(weight for name, weight, _ in rows if name == kind)
        mean = sum(weight * value for name, weight, value in rows if name == kind)
        found[f"{kind}_weight"] = weight / total
        found[f"{kind}_mean"] = mean / weight if weight else float("nan")
    return Decomposition(**found)


def _treated(sample: Sample) -> Flags:
    months = np.arange(1, sample.periods + 1)
    treated: Flags = months >= sample.cohorts[sample.cohort_of][:, None]
    return treated


def _design(sample: Sample) -> Floats:
    constant = np.ones((len(sample.outcomes), 1))
    if sample.covariates is None:
        return constant
    spread = sample.covariates.std(axis=0)
    varying = sample.covariates[:, spread > 0]
    return np.hstack([constant, (varying - varying.mean(axis=0)) / spread[spread > 0]])


def _cohort_means(sample: Sample, effects: Floats, weights: Floats) -> Floats:
    """Mean effect of the customer's cohort in each month."""
    cohorts = len(sample.cohorts)
    total, mass = np.zeros((cohorts, sample.periods)), np.zeros((cohorts, sample.periods))
    np.add.at(total, sample.cohort_of, weights * effects)
    np.add.at(mass, sample.cohort_of, weights)
    means: Floats = np.divide(total, mass, out=np.zeros_like(total), where=mass > 0)
    return means[sample.cohort_of]


def clustered(score: Floats, clusters: Ints | None) -> float:
    """The standard error that customers' parts in an error make, summed within clusters first."""
    if clusters is not None:
        score = np.bincount(clusters, weights=score).astype(np.float64)
    return float(np.sqrt((score**2).sum()))
