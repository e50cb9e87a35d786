"""Fewer than twenty treated clusters: a permutation p and nothing else (A13.04)."""

from dataclasses import replace

import numpy as np

from analytics.uplift import checks_in_words
from analytics.uplift.answerable import INSUFFICIENT
from analytics.uplift.panel import NEVER, Panel
from analytics.uplift.placebo import permuted_among_clusters
from analytics.uplift.spec import Spec
from tests.analytics.uplift.test_refusals import clustered, panel, released

SPEC = Spec(missing="pairs", bands=False, cluster="group")
MONTHS, EACH = 20, 6


def grouped(seed: int, *, effect: float, treated: int = 8, others: int = 10) -> Panel:
    """Clusters with an error of their own that wanders; half of the treated join in month 9, half in month 12."""
    random = np.random.default_rng(seed)
    clusters = treated + others
    joined = np.full(clusters, NEVER)
    joined[:treated] = np.where(np.arange(treated) % 2, 9, 12)
    shared = random.normal(0, 1, (clusters, MONTHS)).cumsum(axis=1)
    of = np.repeat(np.arange(clusters), EACH)
    months = np.arange(1, MONTHS + 1)
    sales = 50 + shared[of] + random.normal(0, 1, (len(of), MONTHS))
    sales += effect * (months >= joined[of][:, None])
    return Panel(sales=sales, first_treated=joined[of], months=tuple(map(str, months)), clusters=of)


def p_of(one: Panel, *, draws: int = 199) -> float:
    found = permuted_among_clusters(one, replace(SPEC, seed=1), draws=draws)
    assert found is not None
    return found.p


def test_without_an_effect_it_rejects_as_often_as_it_says() -> None:
    rejected = [p_of(grouped(seed, effect=0.0), draws=99) <= 0.05 for seed in range(300)]
    assert 0.02 <= np.mean(rejected) <= 0.085  # 5 %, four standard errors of 300 draws at most


def test_it_finds_a_large_effect_and_gives_the_same_p_again() -> None:
    one = grouped(3, effect=6.0)
    assert p_of(one) <= 0.01
    assert p_of(one) == p_of(one)


def test_two_clusters_can_never_be_sure() -> None:
    assert p_of(grouped(1, effect=50.0, treated=1, others=1)) == 1.0


def test_it_needs_clusters_of_both_kinds() -> None:
    one = grouped(1, effect=0.0)
    assert permuted_among_clusters(replace(one, clusters=None), SPEC) is None
    everybody = replace(one, first_treated=np.full(len(one.sales), 5))
    assert permuted_among_clusters(everybody, SPEC) is None


def test_a_refusal_for_clusters_alone_says_whether_and_not_how_much() -> None:
    found = released(clustered(19), SPEC)
    assert found.verdict == INSUFFICIENT
    assert found.permutation is not None
    assert set(found.permutation) == {"p", "draws"}
    assert f"p = {found.permutation['p']:.3f}" in checks_in_words.permutation(found)


def test_where_more_is_missing_it_is_not_told_either() -> None:
    few = panel(members=29)
    clusters = np.where(few.first_treated == NEVER, 1000, 0) + np.arange(len(few.sales)) % 19
    found = released(replace(few, clusters=clusters.astype(np.int64)), SPEC)
    assert found.permutation is None
    assert checks_in_words.permutation(found) == ""
