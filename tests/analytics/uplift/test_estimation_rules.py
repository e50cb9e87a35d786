"""Rules that a wrong engine breaks: controls, bases, anticipation, gaps, weights, clusters."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analytics.uplift.design import lay_out
from analytics.uplift.influence import effects_from_customers
from analytics.uplift.moments import effects_from_moments, moments_of, strata_of
from analytics.uplift.panel import NEVER, Panel, draw_sample
from analytics.uplift.report import run
from analytics.uplift.spec import InvalidInput, Spec
from tests.analytics.uplift.conftest import MakePanel, with_gaps


def cells_of(panel: Panel, **spec: object) -> dict[tuple[int, int], tuple[Any, Any]]:
    report = run(panel, Spec.from_mapping(spec))
    return {(c["first_treated"], c["period"]): (c["att"], c["se"]) for c in report["att_gt"]}


@pytest.mark.parametrize("control_group", ["never", "notyet"])
@pytest.mark.parametrize("base_period", ["varying", "universal"])
@pytest.mark.parametrize("weighted", [False, True])
def test_moments_equal_the_influence_functions_of_each_customer(
    make_panel: MakePanel, control_group: str, base_period: str, weighted: bool
) -> None:
    weights = np.random.default_rng(2).uniform(0.5, 2, 240) if weighted else None
    spec = Spec.from_mapping({"control_group": control_group, "base_period": base_period, "anticipation": 1})
    sample = draw_sample(make_panel(weights=weights), spec)
    cells = lay_out(sample, spec)
    fast = effects_from_moments(moments_of(sample, sample.cohort_of), cells, with_odds=False)
    slow = effects_from_customers(sample, cells, with_odds=False)
    np.testing.assert_allclose(fast.att, slow.att, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(fast.covariance, slow.covariance, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("with_odds", [False, True])
@pytest.mark.parametrize("control_group", ["never", "notyet"])
def test_strata_by_moments_equal_the_customers_they_stand_for(
    make_panel: MakePanel, with_odds: bool, control_group: str
) -> None:
    random = np.random.default_rng(4)
    covariates = np.column_stack([random.integers(0, 3, 1200), random.integers(0, 2, 1200)]).astype(float)
    panel = make_panel(1200, covariates=covariates, weights=random.uniform(0.5, 2, 1200))
    spec = Spec.from_mapping({"control_group": control_group, "covariates": ["segment", "chain"]})
    sample = draw_sample(panel, spec)
    block = strata_of(sample)
    assert block is not None
    assert int(block.max()) + 1 == 4 * 3 * 2
    cells = lay_out(sample, spec)
    fast = effects_from_moments(moments_of(sample, block), cells, with_odds=with_odds)
    slow = effects_from_customers(sample, cells, with_odds=with_odds)
    np.testing.assert_allclose(fast.att, slow.att, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(fast.covariance, slow.covariance, rtol=1e-7, atol=1e-15)


def test_a_continuous_covariate_has_no_strata(make_panel: MakePanel) -> None:
    panel = make_panel(covariates=np.random.default_rng(1).normal(size=(240, 1)))
    assert strata_of(draw_sample(panel, Spec(covariates=("size",)))) is None


def test_a_cell_is_the_difference_of_mean_changes_with_its_textbook_error(make_panel: MakePanel) -> None:
    panel = make_panel()
    change = panel.sales[:, 8] - panel.sales[:, 4]
    members, others = change[panel.first_treated == 6], change[panel.first_treated == NEVER]
    att, se = cells_of(panel)[6, 9]
    assert att == pytest.approx(members.mean() - others.mean())
    assert se == pytest.approx(np.sqrt(members.var() / len(members) + others.var() / len(others)))


def test_a_not_yet_treated_control_has_not_joined_by_the_later_month(make_panel: MakePanel) -> None:
    panel = make_panel()
    change = panel.sales[:, 6] - panel.sales[:, 4]
    controls = (panel.first_treated == 8) | (panel.first_treated == NEVER)
    att, _ = cells_of(panel, control_group="notyet")[6, 7]
    assert att == pytest.approx(change[panel.first_treated == 6].mean() - change[controls].mean())


def test_a_universal_base_stays_and_is_zero_without_an_error(make_panel: MakePanel) -> None:
    panel = make_panel()
    cells = cells_of(panel, base_period="universal")
    change = panel.sales[:, 0] - panel.sales[:, 4]
    expected = change[panel.first_treated == 6].mean() - change[panel.first_treated == NEVER].mean()
    assert cells[6, 5] == (0.0, None)
    assert cells[6, 1][0] == pytest.approx(expected)


def test_anticipation_moves_the_base_back_for_every_later_month(make_panel: MakePanel) -> None:
    panel = make_panel()
    cells = cells_of(panel, anticipation=2)
    for period in (4, 5, 6, 9):
        change = panel.sales[:, period - 1] - panel.sales[:, 2]
        expected = change[panel.first_treated == 6].mean() - change[panel.first_treated == NEVER].mean()
        assert cells[6, period][0] == pytest.approx(expected)
    assert run(panel, Spec(anticipation=2))["pretest"]["df"] == 0 + 2 + 4


@pytest.mark.parametrize("control_group", ["never", "notyet"])
def test_without_never_treated_the_last_cohort_is_the_control_and_ends_the_panel(
    make_panel: MakePanel, control_group: str
) -> None:
    panel = make_panel(cohorts=(4, 6, 8))
    report = run(panel, Spec.from_mapping({"control_group": control_group}))
    shorter = Panel(
        sales=panel.sales[:, :7],
        first_treated=np.where(panel.first_treated == 8, NEVER, panel.first_treated),
        months=panel.months[:7],
    )
    expected = run(shorter, Spec.from_mapping({"control_group": control_group}))
    assert report["att_gt"] == expected["att_gt"]
    assert report["n"]["months"] == 7
    assert any("nobody never joined" in warning for warning in report["warnings"])


def test_members_from_before_the_panel_leave_and_are_counted(make_panel: MakePanel) -> None:
    report = run(make_panel(cohorts=(-3, 1, 6, NEVER)), Spec())
    assert report["n"]["dropped"] == 120
    assert {cell["first_treated"] for cell in report["att_gt"]} == {6}


def test_members_from_after_the_panel_count_as_never_joined(make_panel: MakePanel) -> None:
    late = run(make_panel(cohorts=(6, 14)), Spec())
    never = run(make_panel(cohorts=(6, NEVER)), Spec())
    assert late["n"]["controls"] == never["n"]["controls"] == 120


def test_a_missing_month_is_missing_and_differences_stay_within_customers(make_panel: MakePanel) -> None:
    panel = make_panel()
    panel = replace(panel, sales=with_gaps(panel.sales, 0.2))
    change = panel.sales[:, 8] - panel.sales[:, 4]
    members, others = change[panel.first_treated == 6], change[panel.first_treated == NEVER]
    members, others = members[~np.isnan(members)], others[~np.isnan(others)]
    att, se = cells_of(panel, missing="pairs")[6, 9]
    assert att == pytest.approx(members.mean() - others.mean())
    assert se == pytest.approx(np.sqrt(members.var() / len(members) + others.var() / len(others)))


def test_a_weight_of_two_is_the_customer_twice(make_panel: MakePanel) -> None:
    panel = make_panel()
    weights = np.random.default_rng(4).integers(1, 4, 240)
    repeated = Panel(
        sales=np.repeat(panel.sales, weights, axis=0),
        first_treated=np.repeat(panel.first_treated, weights),
        months=panel.months,
    )
    weighted = run(replace(panel, weights=weights.astype(float)), Spec())
    twice = run(repeated, Spec())
    for summary in ("simple", "dynamic", "group", "calendar"):
        one, other = (report["estimates"][summary]["overall"]["att"] for report in (weighted, twice))
        assert one == pytest.approx(other)


def test_clusters_of_one_change_nothing_and_twins_in_a_cluster_add_nothing(make_panel: MakePanel) -> None:
    panel = make_panel()
    alone = run(panel, Spec())["estimates"]["simple"]["overall"]["se"]
    each = run(replace(panel, clusters=np.arange(240)), Spec())["estimates"]["simple"]["overall"]["se"]
    twins = Panel(
        sales=np.tile(panel.sales, (2, 1)),
        first_treated=np.tile(panel.first_treated, 2),
        months=panel.months,
        clusters=np.tile(np.arange(240), 2),
    )
    assert each == pytest.approx(alone)
    assert run(twins, Spec())["estimates"]["simple"]["overall"]["se"] == pytest.approx(alone)


def test_the_order_of_customers_and_a_common_shift_do_not_matter(make_panel: MakePanel) -> None:
    panel = make_panel()
    turned = Panel(
        sales=panel.sales[::-1] + 1e6 + 1e3 * np.arange(10),
        first_treated=panel.first_treated[::-1],
        months=panel.months,
    )
    for key, (att, se) in cells_of(panel).items():
        assert cells_of(turned)[key] == (pytest.approx(att, abs=1e-8), pytest.approx(se, rel=1e-8))


def test_nothing_to_compare_is_refused(make_panel: MakePanel) -> None:
    for cohorts in ((NEVER,), (5,), (1, NEVER)):
        with pytest.raises(InvalidInput, match="nobody joined"):
            run(make_panel(cohorts=cohorts), Spec())
