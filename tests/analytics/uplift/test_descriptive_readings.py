"""The paper's figure in its readings (A13.01–A13.04), against the fixture and against hand-made panels."""

import json
from pathlib import Path

import numpy as np
import pytest

from analytics.uplift.descriptive import describe, growth, readings
from analytics.uplift.panel import NEVER, Panel

FIXTURE_KEYS = {
    "member_growth_pct": "member_growth",
    "non_member_growth_pct": "non_member_growth",
    "market_growth_pct": "market_growth",
    "A_increase_ratio_vs_non_members_pct": "A",
    "B0_member_development_pct": "B0",
    "B1_gap_vs_market_pp": "B1",
    "B2_index_vs_market_pct": "B2",
    "B2x_index_vs_non_members_pct": "B2x",
}


def panel_of(*customers: tuple[int, float, float]) -> Panel:
    """36 months; each customer is (first treated, monthly sales in months 1-12, monthly sales in 25-36)."""
    sales = [[before] * 12 + [0.0] * 12 + [after] * 12 for _, before, after in customers]
    return Panel(
        sales=np.array(sales),
        first_treated=np.array([joined for joined, _, _ in customers], dtype=np.int64),
        months=tuple(map(str, range(36))),
    )


def test_readings_equal_the_fixture(shared: Path) -> None:
    fixture = json.loads((shared / "reference" / "uplift" / "descriptive_fixture.json").read_text())
    for case in fixture["cases"]:
        one, other = case["members"], case["non_members"]
        figures = readings(
            members=growth(one["pre"], one["post"]),
            non_members=growth(other["pre"], other["post"]),
            market=growth(one["pre"] + other["pre"], one["post"] + other["post"]),
        )
        for key, value in case["expected"].items():
            assert getattr(figures, FIXTURE_KEYS[key]) == pytest.approx(value, abs=1e-5), case["name"]


def test_a_panel_gives_the_headline_of_the_fixture() -> None:
    described = describe(panel_of((13, 1000, 1489.4), (NEVER, 9000, 9510.6)))
    assert described["B2"] == pytest.approx(35.4)
    assert described["windows"][0]["pre"] == [1, 12] or described["windows"][0]["pre"] == (1, 12)
    assert tuple(described["windows"][0]["post"]) == (25, 36)


@pytest.mark.parametrize(
    ("members", "others", "undefined"),
    [
        ((0, 5), (10, 12), ["B0", "B1", "B2", "A", "B2x"]),
        ((10, 12), (10, 10), ["A"]),
        ((10, 12), (0, 0), ["A", "B2x"]),
        ((10, -10), (10, 10), ["A", "B2"]),
    ],
)
def test_a_reading_without_a_base_is_undefined(
    members: tuple[float, float], others: tuple[float, float], undefined: list[str]
) -> None:
    described = describe(panel_of((13, *members), (NEVER, *others)))
    assert [key for key in ("B0", "B1", "B2", "A", "B2x") if described[key] is None] == sorted(
        undefined, key=["B0", "B1", "B2", "A", "B2x"].index
    )


def test_cohorts_weigh_by_their_members_sales_before() -> None:
    panel = panel_of((13, 30, 60), (NEVER, 10, 10))
    longer = Panel(
        sales=np.vstack([np.hstack([panel.sales, panel.sales[:, -1:]]), [[10.0] * 36 + [20.0]]]),
        first_treated=np.array([13, NEVER, 14], dtype=np.int64),
        months=tuple(map(str, range(37))),
    )
    described = describe(longer)
    of_cohort = [100.0, 100 * (130 / 120 - 1)]
    assert described["B0"] == pytest.approx(np.average(of_cohort, weights=[360, 120]))


def test_a_member_who_joins_before_the_window_ends_is_market_but_no_non_member() -> None:
    described = describe(panel_of((13, 10, 15), (NEVER, 10, 11), (30, 10, 99)))
    assert described["non_member_growth"] == pytest.approx(10.0)
    assert described["market_growth"] == pytest.approx(100 * (125 / 30 - 1))


def test_a_customer_without_the_whole_window_is_left_out_and_counted() -> None:
    panel = panel_of((13, 10, 15), (13, 10, 99), (NEVER, 10, 11), (NEVER, 10, 99))
    panel.sales[[1, 3], 30] = np.nan
    described = describe(panel)
    assert described["B0"] == pytest.approx(50.0)
    assert described["non_member_growth"] == pytest.approx(10.0)
    assert (described["n"]["members"], described["n"]["members_left_out"]) == (1, 1)


@pytest.mark.parametrize(("months", "grown"), [(12, 20.0), (24, 50.0), (36, 80.0)])
def test_the_window_ends_so_many_months_after_joining(months: int, grown: float) -> None:
    """A13.07: the last twelve months of the window, whichever it is."""
    years = [[10.0, 12.0, 15.0, 18.0], [10.0] * 4]
    panel = Panel(
        sales=np.repeat(np.array(years), 12, axis=1),
        first_treated=np.array([13, NEVER], dtype=np.int64),
        months=tuple(map(str, range(48))),
    )
    described = describe(panel, months=months)
    assert described["B0"] == pytest.approx(grown)
    assert described["windows"][0]["post"] == (months + 1, months + 12)


def test_a_cohort_whose_windows_do_not_fit_is_counted() -> None:
    described = describe(panel_of((14, 10, 15), (NEVER, 10, 11)))
    assert described["B2"] is None
    assert described["n"]["members_outside_windows"] == 1
