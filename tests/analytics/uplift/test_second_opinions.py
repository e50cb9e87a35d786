"""Imputation, two-way fixed effects, their decomposition, sensitivity and placebos."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.uplift.aggregates import dynamic
from analytics.uplift.design import lay_out
from analytics.uplift.honest import EventStudy, candidates, event_study, interval, sensitivity
from analytics.uplift.panel import NEVER, Panel, Sample, draw_sample
from analytics.uplift.placebo import moved_back, permuted
from analytics.uplift.report import estimate, run
from analytics.uplift.second_opinions import decomposition, imputation, two_way_fixed_effects
from analytics.uplift.spec import Spec
from tests.analytics.uplift.conftest import MakePanel
from tests.analytics.uplift.test_covariates import selected
from tests.analytics.uplift.unruly import case

WITHIN = Spec(missing="pairs")
# diff-diff 3.13.0: ImputationDiD (its default partition), BaconDecomposition (exact weights).
IMPUTED = {
    "gaps": (5.583305286705686, 0.26317408509752277),
    "before_and_after_the_panel": (5.539783705367526, 0.272341950462328),
}
TWO_WAY = {"gaps": 4.858188333581969, "before_and_after_the_panel": 5.235616593962182}
# The same, HonestDiD(method="smoothness"): allowed bend, lower and upper end. Near its optimum the length of
# the interval hardly depends on the centre, which the two searches therefore place a little differently.
HONEST = [
    (0.0, 4.245855365417659, 6.430077706821423),
    (0.1, 3.2915157695655344, 7.990164976728285),
    (0.4, 0.2657242922553156, 11.887259771583313),
]


def sample_of(name: str) -> Sample:
    return draw_sample(case(name)[1], WITHIN)


def study_of(panel: Panel) -> EventStudy:
    spec = Spec(base_period="universal")
    sample = draw_sample(panel, spec)
    study = event_study(dynamic(estimate(sample, lay_out(sample, spec), spec)), base=-1)
    assert study is not None
    return study


@pytest.mark.parametrize("name", IMPUTED)
def test_imputation_equals_the_independent_package(name: str) -> None:
    found = imputation(sample_of(name))
    assert (found.att, found.se) == pytest.approx(IMPUTED[name], rel=1e-8)


@pytest.mark.parametrize("name", TWO_WAY)
def test_two_way_fixed_effects_equal_the_independent_package(name: str) -> None:
    assert two_way_fixed_effects(sample_of(name)).att == pytest.approx(TWO_WAY[name], rel=1e-10)


def test_the_decomposition_adds_up_and_equals_the_independent_package() -> None:
    sample = sample_of("before_and_after_the_panel")
    found = decomposition(sample)
    assert found is not None
    weights = [found.never_weight, found.later_weight, found.forbidden_weight]
    means = [found.never_mean, found.later_mean, found.forbidden_mean]
    assert weights == pytest.approx([0.8444444444444444, 0.06666666666666667, 0.08888888888888888])
    assert means == pytest.approx([5.556774691654914, 3.896879963235996, 3.1886671389258865])
    assert np.dot(weights, means) == pytest.approx(two_way_fixed_effects(sample).att)


def test_imputation_lets_the_pull_of_a_covariate_change_over_time() -> None:
    plain, fair = selected(1), imputation(draw_sample(selected(1), WITHIN))
    assert imputation(draw_sample(replace(plain, covariates=None), WITHIN)).att > 5
    assert abs(fair.att - 2) < 3 * fair.se < 0.6


@pytest.mark.parametrize(("bend", "lower", "upper"), HONEST)
def test_the_interval_under_bends_is_as_short_as_the_independent_package_s(
    bend: float, lower: float, upper: float
) -> None:
    study = study_of(case("before_and_after_the_panel")[1])
    found = interval(candidates(study), bend=bend, alpha=0.05)
    assert found[1] - found[0] == pytest.approx(upper - lower, rel=1e-4)
    assert found == pytest.approx((lower, upper), abs=0.02)


def test_sensitivity_says_at_which_bend_the_effect_is_gone() -> None:
    study = study_of(case("before_and_after_the_panel")[1])
    found = sensitivity(study, alpha=0.05)
    assert found.breakdown is not None
    for bend, excludes_zero in ((0.99 * found.breakdown, True), (1.01 * found.breakdown, False)):
        lower, upper = interval(candidates(study), bend=bend, alpha=0.05)
        assert (lower > 0 or upper < 0) is excludes_zero


def test_members_moved_back_show_no_effect_where_trends_were_alike() -> None:
    panel = moved_back(case("before_and_after_the_panel")[1], months=2)
    overall = run(panel, WITHIN)["estimates"]["simple"]["overall"]
    assert overall["ci"][0] < 0 < overall["ci"][1]
    joined = case("before_and_after_the_panel")[1].first_treated
    assert np.isnan(panel.sales[joined == 4, 3:]).all()


def test_members_who_drifted_before_joining_fail_the_placebo_in_time() -> None:
    panel = case("before_and_after_the_panel")[1]
    drift = np.where(panel.first_treated[:, None] < 12, 1.5 * np.arange(1, 10), 0.0)
    moved = moved_back(replace(panel, sales=panel.sales + drift), months=2)
    assert run(moved, WITHIN)["estimates"]["simple"]["overall"]["ci"][0] > 0


def test_joins_dealt_out_anew_tell_an_effect_from_none(make_panel: MakePanel) -> None:
    panel = make_panel(800)
    effect = panel.first_treated[:, None] <= np.arange(1, 11)
    real = permuted(replace(panel, sales=panel.sales + 2 * effect), Spec(seed=1))
    none = permuted(replace(panel, sales=panel.sales - effect), Spec(seed=1))
    assert real is not None
    assert none is not None
    assert real.p == pytest.approx(1 / 200)
    assert none.p > 0.05
    assert none == permuted(replace(panel, sales=panel.sales - effect), Spec(seed=1))


def test_there_is_nothing_to_deal_out_without_never_members() -> None:
    panel = case("no_never")[1]
    assert not (panel.first_treated == NEVER).any()
    assert permuted(panel, Spec()) is None
