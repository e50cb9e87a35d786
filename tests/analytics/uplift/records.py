"""Records of a firm in which the truth is known and the simple figures err: who is chosen decides what they say."""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.panel import NEVER, Floats, Ints

MONTHS = 48
COHORTS = (14, 17, 20, 23)
SEGMENTS, REGIONS = ("A", "B", "C"), ("North", "East", "South", "West", "Centre")


@dataclass(frozen=True, kw_only=True)
class Record:
    """Customers by months, ranks of the month of joining, and what each customer is."""

    sales: Floats
    joined: Ints
    segment: list[str]
    region: list[str]


def record(
    *,
    effect: float,
    drift: float = 0.0,
    dip: float = 0.0,
    customers: int = 360,
    seed: int = 3,
) -> Record:
    """A third joins in four waves, larger customers rather; joining adds `effect` percent of a customer's level.

    Large customers move by `drift` percent a month against small ones whether they join or not. `dip` is by how
    many percent members' sales had fallen in the months before they were chosen, to come back by themselves.
    """
    random = np.random.default_rng(seed)
    months = np.arange(1, MONTHS + 1)
    size = random.normal(0, 1, customers)
    segment, region = random.integers(0, 3, customers), random.integers(0, 5, customers)
    level = 4000 * np.exp(0.5 * size + 0.1 * segment)[:, None]
    wish = size + random.logistic(0, 0.8, customers)
    chosen = np.argsort(-wish)[: customers // 3]
    joined = np.full(customers, NEVER)
    joined[chosen] = random.permutation(np.resize(COHORTS, len(chosen)))
    season = 1 + 0.06 * np.sin(2 * np.pi * months / 12) + 0.002 * months
    pull = 1 + (drift / 100 * size[:, None] + 0.0005 * region[:, None]) * months
    since = months - np.minimum(joined, 10**6)[:, None]
    grown = np.where(since >= 0, effect / 100 * (1 - np.exp(-(np.maximum(since, 0) + 1) / 3)), 0.0)
    fallen = np.where(joined[:, None] != NEVER, dip / 100 * np.exp(-np.square((since + 2) / 4.0)), 0.0)
    noise = _noise(random, (customers, MONTHS))
    return Record(
        sales=np.round(level * season * pull * (1 + noise) * (1 + grown) * (1 - fallen), 2),
        joined=joined,
        segment=[SEGMENTS[at] for at in segment],
        region=[REGIONS[at] for at in region],
    )


def _noise(random: np.random.Generator, shape: tuple[int, int]) -> Floats:
    noise = np.empty(shape)
    noise[:, 0] = random.normal(0, 0.04, shape[0])
    for at in range(1, shape[1]):
        noise[:, at] = 0.5 * noise[:, at - 1] + random.normal(0, 0.035, shape[0])
    return noise
