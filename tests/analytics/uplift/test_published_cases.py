"""The engine against published numbers and against cases on which independent packages agree."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.uplift.report import run_panel

CASES = (
    "mpdta__never_dr_varying",
    "mpdta__notyet_dr_varying",
    "ehec_medicaid__notyet_dr_varying",
    "ehec_medicaid__never_dr_varying",
    "did_sim__never_dr_varying_X",
    "did_sim__notyet_dr_varying_X",
)
PUBLISHED: dict[str, dict[str, Any]] = {
    "mpdta_nev_dr": {},
    "mpdta_nyt_dr": {"control_group": "notyet"},
    "mpdta_nev_reg_cov": {"est_method": "reg", "covariates": ["lpop"]},
}


def close(expected: Any) -> Any:
    """As good as the same: the peers agree among themselves to 1e-8."""
    return pytest.approx(expected, rel=1e-9, abs=1e-12)


def load(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text())


def panel_file(folder: Path, dataset: str) -> Path:
    return next(folder.glob(f"{dataset}.csv*"))


@pytest.fixture
def reference(shared: Path) -> Path:
    return shared / "reference" / "uplift"


@pytest.mark.parametrize("case", CASES)
def test_every_group_time_cell_equals_the_peers(reference: Path, case: str) -> None:
    expected = load(reference, "expected_cs.json")[case]
    report = run_panel(panel_file(reference, expected["dataset"]), spec_of(expected))
    found = {(cell["first_treated"], cell["period"]): (cell["att"], cell["se"]) for cell in report["att_gt"]}
    rows = expected["expected"]["att_gt"]["rows"]
    assert found.keys() == {(row[0], row[1]) for row in rows}
    for cohort, period, att, se, _ in rows:
        assert found[cohort, period] == (close(att), close(se))


@pytest.mark.parametrize("summary", ["simple", "dynamic", "group", "calendar"])
@pytest.mark.parametrize("case", CASES)
def test_every_aggregate_equals_the_peers(reference: Path, case: str, summary: str) -> None:
    expected = load(reference, "expected_cs.json")[case]
    report = run_panel(panel_file(reference, expected["dataset"]), spec_of(expected))
    found, wanted = report["estimates"][summary], expected["expected"][summary]
    assert figures(found["overall"]) == close(figures(wanted["overall"]))
    assert [part["label"] for part in found["by"]] == [part["label"] for part in wanted.get("by", [])]
    for part, peer in zip(found["by"], wanted.get("by", []), strict=True):
        assert figures(part) == close(figures(peer))


@pytest.mark.parametrize("name", PUBLISHED)
def test_mpdta_equals_what_the_r_package_prints(reference: Path, name: str) -> None:
    """Labels there are years; a rank is the year minus 2002."""
    wanted = load(reference, "expected_published.json")["mpdta"]["R_did"][name]
    report = run_panel(reference / "mpdta.csv", PUBLISHED[name])
    for (cohort, period, att, se), cell in zip(wanted["att_gt"], report["att_gt"], strict=True):
        assert (cell["first_treated"], cell["period"]) == (cohort - 2002, period - 2002)
        assert figures(cell) == pytest.approx([att, se], rel=1e-8)
    for summary, figure in wanted["agg"].items():
        assert figures(report["estimates"][summary]["overall"]) == pytest.approx(figure["overall"], rel=1e-8)
    pretest = [report["pretest"]["W"], report["pretest"]["p"]]
    assert pretest == pytest.approx(wanted["pretest_W_p"], abs=1e-5)


def test_medicaid_expansion_equals_the_published_exercise(reference: Path) -> None:
    wanted = load(reference, "expected_published.json")["ehec_medicaid"]
    report = run_panel(reference / "ehec_medicaid.csv", {"control_group": "notyet"})
    simple = report["estimates"]["simple"]["overall"]
    assert simple["att"] == pytest.approx(wanted["CS_notyet_simple"][0], abs=5e-5)
    assert simple["se"] == pytest.approx(wanted["CS_notyet_simple"][1], rel=0.05)
    cells = {2007 + c["period"]: c["att"] for c in report["att_gt"] if c["first_treated"] == 7}
    for year, att in wanted["CS_gt_2014"].items():
        assert cells[int(year)] == pytest.approx(att, abs=5e-5)


def test_one_treated_state_gives_the_plain_difference_in_differences(reference: Path) -> None:
    """California 1989: the mean gap after minus the mean gap before is -27.349 (universal base)."""
    report = run_panel(reference / "prop99.csv", {"base_period": "universal"})
    after = [cell["att"] for cell in report["att_gt"] if cell["period"] >= cell["first_treated"]]
    before = [cell["att"] for cell in report["att_gt"] if cell["period"] < cell["first_treated"]]
    difference = sum(after) / len(after) - sum(before) / len(before)
    published = load(reference, "expected_published.json")["prop99"]
    assert difference == pytest.approx(published["DID"], abs=published["tolerance"]["DID_abs"])
    assert report["verdict"] == "insufficient"


def spec_of(case: dict[str, Any]) -> dict[str, Any]:
    keys = ("control_group", "est_method", "base_period", "covariates", "anticipation")
    return {key: case[key] for key in keys}


def figures(entry: dict[str, Any]) -> list[float]:
    return [entry["att"], entry["se"]]
