"""Synthetic difference in differences: published figures, an independent package, and whole regions."""

from pathlib import Path

import numpy as np
import pytest

from analytics.uplift import synthetic as estimator
from analytics.uplift.panel import NEVER, Floats, Panel
from analytics.uplift.places import at_level
from analytics.uplift.reading import read_panel
from analytics.uplift.report import run_panel
from analytics.uplift.spec import Spec
from analytics.uplift.synthetic import Units, nearest_mix, synthetic, weights_of_groups
from tests.analytics.uplift.test_published_cases import load

# diff-diff 3.13.0, SyntheticDiD: largest weights, and the figures on the smooth panel below. Its weights come from
# 10,000 steps of Frank and Wolfe and are a little short of the minimum.
CONTROL_STATES = {
    "C0021": 0.124489,
    "C0022": 0.105048,
    "C0005": 0.078287,
    "C0006": 0.070368,
    "C0004": 0.057513,
}
MONTHS_BEFORE = {17: 0.366471, 18: 0.206453, 19: 0.427076}
SMOOTH_ATT, SMOOTH_JACKKNIFE = 2.2912379098338063, 1.0819349056132512


@pytest.fixture
def reference(shared: Path) -> Path:
    return shared / "reference" / "uplift"


def smooth() -> Units:
    """Twenty-four units that wander without chance; the first six gain from month 19 on."""
    unit, month = np.arange(24)[:, None], np.arange(1, 31)
    outcomes = 50 + 3 * unit + 2 * np.sin(unit + month / 4) + 0.1 * ((unit * 7) % 5) * month
    outcomes = outcomes + 0.8 * np.cos(unit * month) + 0.375 * ((unit < 6) & (month >= 19)) * (month - 18)
    treated = np.arange(24) < 6
    return Units(
        outcomes=outcomes,
        first_treated=np.where(treated, 19, NEVER),
        before=np.where(treated, 18, 0),
    )


def wandering(random: np.random.Generator, *, units: int = 26, months: int = 36) -> Floats:
    """Units with levels of their own that follow two common paths to different degrees."""
    paths = random.normal(0, 1, (2, months)).cumsum(axis=1)
    outcomes: Floats = random.normal(20, 5, (units, 1)) + random.random((units, 2)) @ paths
    return outcomes + random.normal(0, 0.4, (units, months))


def by_region(*, opened: dict[int, tuple[int, ...]], regions: int = 14, each: int = 12) -> Panel:
    """Regions of customers over 24 months; `opened` gives the months in which customers of a region join."""
    random = np.random.default_rng(5)
    joined = np.full((regions, each), NEVER)
    for region, months in opened.items():
        joined[region, : len(months)] = months
    sales = np.repeat(wandering(random, units=regions, months=24), each, axis=0)
    sales = sales + random.normal(0, 0.2, sales.shape)
    sales += 3 * (np.arange(1, 25) >= joined.ravel()[:, None])
    return Panel(
        sales=sales,
        first_treated=joined.ravel(),
        months=tuple(map(str, range(1, 25))),
        places=np.repeat(np.arange(regions), each),
    )


def test_california_s_tobacco_programme_equals_the_published_estimate(reference: Path) -> None:
    published = load(reference, "expected_published.json")["prop99"]
    found = run_panel(reference / "prop99.csv", {"seed": 1})["synthetic"]
    assert found["overall"]["att"] == pytest.approx(published["SDID"], abs=published["tolerance"]["SDID_abs"])
    assert 6 < found["overall"]["se"] < 13
    assert (found["treated"], found["controls"], found["se_method"]) == (1, 38, "placebo")


def test_its_weights_are_those_of_the_independent_package_and_no_worse(reference: Path) -> None:
    panel = read_panel(reference / "prop99.csv", Spec())
    joined = panel.first_treated
    units = Units(outcomes=panel.sales, first_treated=joined, before=np.where(joined == NEVER, 0, joined - 1))
    (weights,) = weights_of_groups(units)
    names = [f"C{at:04d}" for at in range(1, 40)]
    controls = [name for name, month in zip(names, joined, strict=True) if month == NEVER]
    of_units = dict(zip(controls, weights.of_units, strict=True))
    assert {name: of_units[name] for name in CONTROL_STATES} == pytest.approx(CONTROL_STATES, abs=4e-3)
    assert {at: weights.of_months[at - 1] for at in MONTHS_BEFORE} == pytest.approx(MONTHS_BEFORE, abs=1e-5)


def test_the_jackknife_equals_the_independent_package() -> None:
    units = smooth()
    assert synthetic(units, seed=1).att == pytest.approx(SMOOTH_ATT, rel=5e-5)
    assert estimator._jackknifed(units, weights_of_groups(units)) == pytest.approx(SMOOTH_JACKKNIFE, rel=2e-5)


def test_weights_are_a_minimum_to_the_last_digits() -> None:
    """Karush, Kuhn and Tucker: no weight could be moved to another column and the fit gain."""
    random = np.random.default_rng(2)
    for penalty in (1e-6, 0.1, 3.0):
        columns, target = random.normal(size=(20, 33)).cumsum(axis=0), random.normal(size=20)
        weights = nearest_mix(columns, target, penalty=penalty)
        centred = columns - columns.mean(axis=0)
        slope = centred.T @ (centred @ weights - target + target.mean()) / 20 + penalty**2 * weights
        assert weights.min() >= 0
        assert weights.sum() == pytest.approx(1)
        assert slope.min() >= weights @ slope - 1e-9
        assert slope[weights > 0] == pytest.approx(weights @ slope, abs=1e-9)


def test_groups_that_opened_at_different_times_count_by_their_treated_months() -> None:
    outcomes = wandering(np.random.default_rng(4))
    joined = np.array([20, 20, 30, *[NEVER] * 23])
    both = Units(outcomes=outcomes, first_treated=joined, before=np.where(joined == NEVER, 0, joined - 1))
    apart = [both.chosen(np.flatnonzero((joined == g) | (joined == NEVER))) for g in (20, 30)]
    early, late = (synthetic(one, seed=1, draws=2).att for one in apart)
    assert synthetic(both, seed=1, draws=2).att == pytest.approx((34 * early + 7 * late) / 41)


def test_the_interval_holds_no_effect_about_as_often_as_it_says() -> None:
    held = []
    for seed in range(40):
        joined = np.array([20, 24, 24, *[NEVER] * 23])
        outcomes = wandering(np.random.default_rng(seed))
        units = Units(
            outcomes=outcomes, first_treated=joined, before=np.where(joined == NEVER, 0, joined - 1)
        )
        found = synthetic(units, seed=seed, draws=40)
        held.append(abs(found.att) <= 1.96 * found.se)
    assert 0.85 <= np.mean(held) <= 1.0


def test_a_region_counts_from_the_month_in_which_half_of_it_had_joined() -> None:
    opened = {0: (10, *[12] * 5, *[14] * 6), 1: (12,) * 12}
    found = at_level(by_region(opened=opened), Spec(level="region"))
    assert (found["treated"], found["controls"]) == (2, 12)
    assert found["overall"]["ci"][0] < 3 < found["overall"]["ci"][1]
    later = {0: (12, *[14] * 11), 1: (12,) * 12}
    assert at_level(by_region(opened=later), Spec(level="region")) != found


def test_regions_that_opened_in_part_early_or_are_small_leave_and_are_counted() -> None:
    opened = {0: (12,) * 12, 1: (12,) * 5, 2: (3,) * 12}
    panel = by_region(opened=opened)
    assert panel.places is not None
    panel.places[-11:] = -1
    panel.sales[-30, 0] = np.nan
    found = at_level(panel, Spec(level="region"))
    assert found["left_out"] == {"lacking_months": 1, "small": 1, "partly": 1, "early": 1}
    assert (found["treated"], found["controls"]) == (1, 10)
    assert found["overall"] is not None


def test_too_few_regions_without_a_member_give_a_reason_and_no_number() -> None:
    found = at_level(by_region(opened=dict.fromkeys(range(5), (12,) * 12)), Spec(level="region"))
    assert found["overall"] is None
    assert found["reasons"] == [{"rule": "control_units", "found": 9, "needed": 10}]


def test_a_file_names_its_regions_in_a_column(tmp_path: Path) -> None:
    panel = by_region(opened={0: (12,) * 12})
    rows = [
        f"C{at:03d},2020-{month:02d},{'2020-12' if joined == 12 else ''},{value:.3f},R{at // 12}"
        for at, (line, joined) in enumerate(zip(panel.sales, panel.first_treated, strict=True))
        for month, value in enumerate(line[:12], start=1)
    ]
    path = tmp_path / "panel.csv"
    path.write_text("\n".join(["customer_id,month,first_joined_month,net_sales,area", *rows]))
    found = run_panel(path, {"level": "area"})["synthetic"]
    assert (found["level"], found["treated"], found["controls"]) == ("area", 1, 13)
    assert found["overall"]["se"] > 0
