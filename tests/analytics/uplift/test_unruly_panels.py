"""Gaps, nobody never treated, joins outside the panel, weights and clusters: equal to an independent package."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.uplift.report import run
from analytics.uplift.spec import Spec
from tests.analytics.uplift.unruly import CASES, case

EXPECTED: dict[str, Any] = json.loads(Path(__file__).with_name("unruly_expected.json").read_text())["cases"]


def figures(report: dict[str, Any]) -> dict[tuple[str, Any], tuple[float, float]]:
    found: dict[tuple[str, Any], tuple[float, float]] = {
        ("att_gt", (one["first_treated"], one["period"])): (one["att"], one["se"]) for one in report["att_gt"]
    }
    for name, summary in report["estimates"].items():
        found[name, "overall"] = summary["overall"]["att"], summary["overall"]["se"]
        found |= {(name, one["label"]): (one["att"], one["se"]) for one in summary["by"]}
    return found


def expected(name: str) -> dict[tuple[str, Any], tuple[float, float]]:
    peer = EXPECTED[name]
    wanted: dict[tuple[str, Any], tuple[float, float]] = {
        ("att_gt", (cohort, month)): (att, se) for cohort, month, att, se in peer["att_gt"]
    }
    for summary, parts in peer["estimates"].items():
        wanted[summary, "overall"] = tuple(parts["overall"])
        wanted |= {(summary, label): (att, se) for label, att, se in parts["by"]}
    return wanted


@pytest.mark.parametrize("name", CASES)
def test_every_cell_and_aggregate_equals_the_independent_package(name: str) -> None:
    """ATT within 1e-9 and standard error within 1e-8, relative."""
    spec, panel = case(name)
    found, wanted = figures(run(panel, Spec.from_mapping(spec))), expected(name)
    assert found.keys() == wanted.keys()
    for key, (att, se) in wanted.items():
        assert found[key][0] == pytest.approx(att, rel=1e-9, abs=1e-10), key
        assert found[key][1] == (None if se is None else pytest.approx(se, rel=1e-8)), key


def test_gaps_compared_within_customers_are_more_precise_where_levels_differ() -> None:
    spec, panel = case("gaps")
    within = run(panel, Spec.from_mapping({**spec, "missing": "pairs"}))["estimates"]["simple"]["overall"]
    across = run(panel, Spec.from_mapping(spec))["estimates"]["simple"]["overall"]
    assert within["se"] < 0.9 * across["se"]


def test_without_gaps_the_three_treatments_are_one() -> None:
    spec, panel = case("all_at_once")
    assert not np.isnan(panel.sales).any()
    reports = [run(panel, Spec.from_mapping({**spec, "missing": way})) for way in ("levels", "pairs", "drop")]
    assert reports[0] == reports[1] == reports[2]
