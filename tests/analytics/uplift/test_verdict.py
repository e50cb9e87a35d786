"""When a page must refuse (A13): the engine prints its numbers and says so."""

from typing import Any

import numpy as np
import pytest

from analytics.uplift.inference import JointTest
from analytics.uplift.panel import NEVER, Panel
from analytics.uplift.pretest import Pretest
from analytics.uplift.report import run
from analytics.uplift.spec import Spec
from analytics.uplift.verdict import Support, cautions, judge

ENOUGH: dict[str, Any] = {
    "members": 30,
    "controls": 30,
    "cohorts": {13: 30},
    "event_times": dict.fromkeys((*range(-6, 0), *range(6)), 30),
    "treated_clusters": None,
}
CALM = JointTest(statistic=1.0, degrees=5, p=0.9)


def test_enough_data_and_a_calm_pretest_are_answered() -> None:
    assert judge(Support(**ENOUGH), CALM) == ("answered", [])


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"members": 29}, "members"),
        ({"controls": 29}, "controls"),
        ({"event_times": dict.fromkeys((*range(-5, 0), *range(6)), 30)}, "pre_months"),
        ({"event_times": dict.fromkeys((*range(-6, 0), *range(5)), 30)}, "post_months"),
        ({"event_times": dict.fromkeys((*range(-6, 0), *range(6)), 9)}, "pre_months"),
        ({"treated_clusters": 19}, "treated_clusters"),
    ],
)
def test_too_little_data_is_insufficient_and_names_the_rule(change: dict[str, Any], rule: str) -> None:
    verdict, reasons = judge(Support(**{**ENOUGH, **change}), CALM)
    assert verdict == "insufficient"
    assert reasons[0]["rule"] == rule
    assert reasons[0]["found"] < reasons[0]["needed"]


def test_a_failed_pretest_says_that_trends_differed_before() -> None:
    verdict, _ = judge(Support(**ENOUGH), JointTest(statistic=30.0, degrees=5, p=0.001))
    assert verdict == "trends_differ"


def test_small_cohorts_and_thin_event_times_are_named() -> None:
    support = Support(**{**ENOUGH, "cohorts": {13: 30, 14: 9}, "event_times": {0: 30, 5: 9}})
    sentences = cautions(support, Pretest(test=CALM, over="group_time", cells=CALM))
    assert sentences[0].endswith("to be pooled: 14")
    assert sentences[1].endswith("not to be shown: 5")


def test_a_panel_is_judged_by_its_own_counts() -> None:
    random = np.random.default_rng(1)
    joined = np.repeat([10, NEVER], 40).astype(np.int64)
    panel = Panel(sales=random.normal(size=(80, 18)), first_treated=joined, months=tuple(map(str, range(18))))
    report = run(panel, Spec())
    assert report["n"]["members"] == report["n"]["controls"] == 40
    assert report["verdict"] == "answered"
    shorter = Panel(sales=panel.sales[:, :14], first_treated=joined, months=panel.months[:14])
    assert [reason["rule"] for reason in run(shorter, Spec())["reasons"]] == ["post_months"]
