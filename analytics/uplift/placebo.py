"""Placebos: an effect where there can be none, in time and among customers."""

from dataclasses import dataclass, replace

import numpy as np

from analytics.uplift.panel import NEVER, Floats, Ints, Panel
from analytics.uplift.spec import Spec

MONTHS_EARLIER = 6
DRAWS = 199
LARGEST_WORK = 2_000_000_000
CLUSTER_DRAWS = 999
GROUP = 20
EARLY_MONTHS = 12
ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True)
class Permuted:
    """The plain difference in differences against the same with joins dealt out anew.

    `p` is two-sided; `lower` and `upper` bound the middle 95 % of the draws.
    """

    effect: float
    lower: float
    upper: float
    p: float
    draws: int


def moved_back(panel: Panel, *, months: int = MONTHS_EARLIER) -> Panel:
    """The panel as if every member had joined that many months earlier, without any month since joining.

    Whatever "effect" it shows arose before anybody joined. Members without that many months before leave as
    customers who joined before any unaffected month.
    """
    joined = panel.first_treated
    ranks = np.arange(1, len(panel.months) + 1)
    sales = np.where(ranks >= joined[:, None], np.nan, panel.sales)
    last = int(np.flatnonzero(~np.isnan(sales).all(axis=0))[-1]) + 1
    moved = np.where(joined == NEVER, NEVER, joined - months)
    return replace(panel, sales=sales[:, :last], months=panel.months[:last], first_treated=moved, notes=())


def permuted(panel: Panel, spec: Spec) -> Permuted | None:
    """Joins dealt out among customers with neighbouring early sales; None without customers of every month.

    Groups hold twenty customers; within them it must have been chance who joined when.
    """
    whole = np.flatnonzero(~np.isnan(panel.sales).any(axis=1) & (panel.first_treated > 1))
    joined = np.where(panel.first_treated[whole] > panel.sales.shape[1], NEVER, panel.first_treated[whole])
    if not len(whole) or (joined == NEVER).all() or not (joined == NEVER).any():
        return None
    sales = panel.sales[whole]
    group = _neighbours(sales[:, : max(1, min(EARLY_MONTHS, int(joined.min()) - 1))].mean(axis=1))
    draws = int(np.clip(LARGEST_WORK // (sales.size * 2), 49, DRAWS))
    random = np.random.default_rng(spec.seed)
    effect = difference_in_differences(sales, joined)
    found = np.array([difference_in_differences(sales, _dealt(joined, group, random)) for _ in range(draws)])
    return _placed(effect, found, centre=float(found.mean()))


def permuted_among_clusters(panel: Panel, spec: Spec, *, draws: int = CLUSTER_DRAWS) -> Permuted | None:
    """Joins dealt out among whole clusters; None without clusters of both kinds, or without customers of every month.

    For few treated clusters: exact where it was chance which clusters joined and when, however few they are. Each
    cluster counts once, by its customers' mean, and joins with the first of them.
    """
    whole = ~np.isnan(panel.sales).any(axis=1)
    if panel.clusters is None or not whole.any():
        return None
    _, cluster_of = np.unique(panel.clusters[whole], return_inverse=True)
    sizes = np.bincount(cluster_of)
    sales = np.zeros((len(sizes), panel.sales.shape[1]))
    np.add.at(sales, cluster_of, panel.sales[whole])
    joined = np.full(len(sizes), NEVER)
    np.minimum.at(joined, cluster_of, panel.first_treated[whole])
    joined[joined > panel.sales.shape[1]] = NEVER
    kept = joined > 1
    sales, joined = (sales / sizes[:, None])[kept], joined[kept]
    if not (joined == NEVER).any() or (joined == NEVER).all():
        return None
    random = np.random.default_rng(spec.seed)
    effect = difference_in_differences(sales, joined)
    found = np.array([difference_in_differences(sales, random.permutation(joined)) for _ in range(draws)])
    # Where every cluster may have any date, dealings average to zero.
    return _placed(effect, found, centre=0.0)


def _placed(effect: float, found: Floats, *, centre: float) -> Permuted:
    # Draws that repeat the real dealing count as equal whatever the order of additions.
    reach = abs(effect - centre) * (1.0 - ROUNDING)
    beyond = int((np.abs(found - centre) >= reach).sum())
    lower, upper = np.quantile(found, [0.025, 0.975]).tolist()
    p = (1 + beyond) / (1 + len(found))
    return Permuted(effect=effect, lower=lower, upper=upper, p=p, draws=len(found))


def difference_in_differences(sales: Floats, joined: Ints) -> float:
    """Mean over cohorts' months since joining of their change since the month before, less never-members'."""
    cohorts, cohort_of = np.unique(joined, return_inverse=True)
    order = np.argsort(cohort_of, kind="stable")
    sizes = np.bincount(cohort_of)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    means = np.add.reduceat(sales[order], starts, axis=0) / sizes[:, None]
    total = weight = 0.0
    for cohort, size, mean in zip(cohorts[:-1].tolist(), sizes[:-1].tolist(), means[:-1], strict=True):
        gap = mean[cohort - 1 :] - mean[cohort - 2] - (means[-1, cohort - 1 :] - means[-1, cohort - 2])
        total += size * float(gap.sum())
        weight += size * len(gap)
    return total / weight


def _neighbours(early: Floats) -> list[Ints]:
    order = np.argsort(early, kind="stable")
    return np.array_split(order, max(1, len(order) // GROUP))


def _dealt(joined: Ints, groups: list[Ints], random: np.random.Generator) -> Ints:
    dealt = joined.copy()
    for among in groups:
        dealt[among] = random.permutation(joined[among])
    return dealt
