"""Intervals, bands and the pre-test."""

import json

import numpy as np
import pytest

from analytics.uplift.inference import joint_test, standard_errors, uniform_critical_value, wild_p
from analytics.uplift.panel import NEVER, Panel
from analytics.uplift.report import run
from analytics.uplift.spec import Spec
from tests.analytics.uplift.conftest import MakePanel


def test_the_uniform_critical_value_of_independent_estimates_is_sidaks() -> None:
    """999 draws leave some noise; the exact value for ten is 2.80."""
    values = [uniform_critical_value(np.eye(10), alpha=0.05, seed=seed) for seed in range(20)]
    assert np.mean(values) == pytest.approx(2.80, abs=0.03)


def test_one_estimate_or_ten_copies_of_it_need_no_wider_band() -> None:
    one = uniform_critical_value(np.array([[4.0]]), alpha=0.05, seed=1)
    copies = uniform_critical_value(np.full((10, 10), 4.0), alpha=0.05, seed=1)
    assert one == pytest.approx(1.96, abs=0.15)
    assert copies == pytest.approx(1.96, abs=0.15)
    assert min(one, copies) >= 1.9599


def test_a_band_contains_its_interval_and_never_shows_a_bootstrap_error(make_panel: MakePanel) -> None:
    first, second = (run(make_panel(), Spec(seed=seed))["estimates"]["dynamic"]["by"] for seed in (1, 2))
    for one, other in zip(first, second, strict=True):
        assert one["band"][0] < one["ci"][0] < one["att"] < one["ci"][1] < one["band"][1]
        assert (one["se"], one["ci"]) == (other["se"], other["ci"])
    assert first[0]["band"] != second[0]["band"]


def test_bands_can_be_left_out_and_alpha_moves_the_interval(make_panel: MakePanel) -> None:
    wide = run(make_panel(), Spec(bands=False, alpha=0.01))["estimates"]["dynamic"]["by"][0]
    assert wide["band"] is None
    assert (wide["ci"][1] - wide["att"]) / wide["se"] == pytest.approx(2.5758293)


def test_the_joint_test_is_chi_squared_and_silent_when_singular() -> None:
    test = joint_test(np.array([2.0, 1.0]), np.array([[1.0, 0.5], [0.5, 1.0]]))
    assert test.statistic == pytest.approx(4.0)
    assert test.degrees == 2
    assert test.p == pytest.approx(np.exp(-2))
    assert np.isnan(joint_test(np.ones(2), np.ones((2, 2))).p)


def test_many_cells_of_small_cohorts_are_tested_by_event_time() -> None:
    """Without any violation the test over all cells rejects; the one that counts mostly does not."""
    counted, cells = [], []
    for seed in range(20):
        random = np.random.default_rng(seed)
        joined = np.repeat([14, 16, 18, 20, NEVER], [25, 25, 25, 25, 100]).astype(np.int64)
        sales = random.normal(size=(200, 20))
        panel = Panel(sales=sales, first_treated=joined, months=tuple(map(str, range(20))))
        before = run(panel, Spec(bands=False))["pretest"]
        assert before["over"] == "event_time"
        counted.append(before["p"] < 0.05)
        cells.append(before["cells"]["p"] < 0.05)
    assert sum(cells) >= 18
    assert sum(counted) <= 4


def test_large_cohorts_are_tested_cell_by_cell(make_panel: MakePanel) -> None:
    before = run(make_panel(800), Spec())["pretest"]
    assert before["over"] == "group_time"
    assert {key: before[key] for key in ("W", "df", "p")} == before["cells"]


def test_a_variance_of_zero_is_no_standard_error() -> None:
    assert np.isnan(standard_errors(np.diag([1.0, 0.0]))).tolist() == [False, True]


def test_the_same_input_gives_the_same_bytes(make_panel: MakePanel) -> None:
    one, other = (json.dumps(run(make_panel(), Spec(seed=5))) for _ in range(2))
    assert one == other


def test_a_bootstrap_of_parts_rejects_as_often_as_it_says_where_sales_are_skewed() -> None:
    """Few skewed units: chi-squared rejects too often there."""
    random = np.random.default_rng(5)
    rejected = []
    for draw in range(300):
        parts = (random.gamma(2.0, 1.0, (4, 60)) - 2.0) * np.exp(0.5 * random.normal(size=60)) / 60
        estimates, centred = parts.sum(axis=1), parts - parts.mean(axis=1, keepdims=True)
        found = joint_test(estimates, centred @ centred.T, parts=centred, seed=draw)
        rejected.append((found.p < 0.05, joint_test(estimates, centred @ centred.T).p < 0.05))
    wild, chi_squared = np.mean(rejected, axis=0)
    assert 0.02 <= wild <= 0.085
    assert chi_squared > wild


def test_the_same_seed_gives_the_same_p() -> None:
    parts = np.random.default_rng(1).normal(size=(3, 40))
    found = [wild_p(4.0, parts, seed) for seed in (7, 7, 8)]
    assert found[0] == found[1] != found[2]


def test_a_handful_of_alike_units_gives_a_p_and_no_fault() -> None:
    """Draws of which the covariance is singular count as larger than anything."""
    alike = np.array([[1.0, -1.0, 1.0, -1.0]])
    assert 0.0 < wild_p(2.0, alike, 1) <= 1.0
    assert wild_p(1e12, alike, 1) > 1 / 1000
