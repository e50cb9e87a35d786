"""47 cohorts with covariates: equal to an independent package (A10.05)."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.uplift.report import run
from analytics.uplift.spec import ControlGroup, Spec
from tests.analytics.uplift.unruly import many_cohorts

# csdid 0.4.3, doubly robust, analytic errors.
EXPECTED: dict[str, Any] = json.loads(Path(__file__).with_name("many_cohorts_expected.json").read_text())


@pytest.mark.parametrize("control_group", ["never", "notyet"])
def test_every_aggregate_equals_the_independent_package(control_group: ControlGroup) -> None:
    spec = Spec(control_group=control_group, covariates=("size", "second"), bands=False)
    found = run(many_cohorts(), spec)["estimates"]
    for summary, wanted in EXPECTED[control_group].items():
        overall = found[summary]["overall"]
        assert [overall["att"], overall["se"]] == pytest.approx(wanted["overall"], rel=1e-7)
        parts = [[one["label"], one["att"], one["se"]] for one in found[summary]["by"]]
        assert parts == [pytest.approx(row, rel=1e-6, abs=1e-9) for row in wanted.get("by", [])]


def test_without_never_joined_the_last_cohort_is_the_control_whichever_is_asked_for() -> None:
    panel, spec = many_cohorts(never=False), Spec(covariates=("size", "second"), bands=False)
    report = run(panel, spec)
    assert report["n"]["controls"] == int((panel.first_treated == 51).sum())
    assert report["n"]["months"] == 50
    assert max(cell["first_treated"] for cell in report["att_gt"]) == 50
