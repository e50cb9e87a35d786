"""Small cohorts together, returns with their interval, and members matched before they are drawn."""

from typing import Any

import numpy as np
import pytest

from analytics.uplift.matching import largest_difference, match
from analytics.uplift.panel import NEVER, Panel
from analytics.uplift.released import _cohorts
from analytics.uplift.returns import returns
from analytics.uplift.spec import InvalidInput
from analytics.uplift.stored_report import refuse_near_copies

COSTS = {"amount": 100_000, "entries": 2, "elsewhere": 0, "margin": 50}


def report(sizes: dict[int, int]) -> dict[str, Any]:
    """Cohorts of these sizes, each with an effect of ten times its month of joining."""
    return {
        "estimates": {"group": {"by": [{"label": at, "att": 10.0 * at} for at in sizes]}},
        "att_gt": [
            {"first_treated": at, "period": month, "att": 10.0 * at} for at in sizes for month in range(2, 7)
        ],
        "n": {"cohorts": [{"label": at, "members": size} for at, size in sizes.items()]},
    }


def test_small_cohorts_are_pooled_by_size_and_have_no_row_of_their_own() -> None:
    large, pooled = _cohorts(report({3: 20, 4: 6, 5: 9}), months=6)
    assert (large["first_treated"], large["members"]) == (3, 20)
    assert (pooled["first_treated"], pooled["members"]) == (None, 15)
    assert pooled["average"] == pytest.approx((6 * 40 + 9 * 50) / 15)
    assert pooled["effects"][:4] == [None] * 4
    assert pooled["effects"][4] == pytest.approx((6 * 40 + 9 * 50) / 15)


def test_cohorts_that_are_too_few_even_together_are_absent() -> None:
    assert [row["first_treated"] for row in _cohorts(report({3: 20, 4: 6}), months=6)] == [3]


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [([4.0, 6.0], "gained"), ([0.1, 1.0], "lost"), ([1.0, 6.0], "not_established"), ([-2.0, 1.0], "lost")],
)
def test_a_return_is_established_only_where_its_interval_leaves_the_costs(
    interval: list[float], verdict: str
) -> None:
    """A13.10: 1,000 spent, 1,000 customer-months at half margin break even at 2."""
    overall = {"att": sum(interval) / 2, "ci": interval}
    found = returns(overall, months=1000, costs=COSTS, currency="EUR")
    assert found is not None
    assert found.break_even == pytest.approx(2.0)
    assert found.interval == pytest.approx(tuple(50 * value - 100 for value in interval))
    assert found.verdict == verdict


@pytest.mark.parametrize("lacking", [{"amount": 0}, {"margin": None}])
def test_without_costs_or_margin_there_is_no_return(lacking: dict[str, Any]) -> None:
    overall = {"att": 5.0, "ci": [4.0, 6.0]}
    assert returns(overall, months=1000, costs={**COSTS, **lacking}, currency="EUR") is None


@pytest.mark.parametrize("changed", [1, 9])
def test_members_that_differ_by_one_to_nine_accounts_are_refused(changed: int) -> None:
    earlier = tuple(f"crm:{at} 2024-01" for at in range(40))
    with pytest.raises(InvalidInput, match="cohort"):
        refuse_near_copies(earlier[changed:], [earlier])
    refuse_near_copies(earlier, [earlier])
    refuse_near_copies(earlier[10:], [earlier])


def test_an_account_with_another_month_counts_once() -> None:
    earlier = tuple(f"crm:{at} 2024-01" for at in range(40))
    moved = tuple(f"crm:{at} 2024-0{2 if at < 9 else 1}" for at in range(40))
    with pytest.raises(InvalidInput, match="9 accounts"):
        refuse_near_copies(moved, [earlier])


def test_other_months_for_ten_do_not_hide_the_one_that_came() -> None:
    earlier = tuple(f"crm:{at} 2024-01" for at in range(40))
    moved = tuple(f"crm:{at} 2024-0{2 if at < 15 else 1}" for at in range(41))
    with pytest.raises(InvalidInput, match="1 accounts"):
        refuse_near_copies(moved, [earlier])
    refuse_near_copies(moved[:40], [earlier])


def test_each_member_is_matched_to_the_nearest_or_counted_as_lost() -> None:
    levels = np.array([100.0, 5000.0, 95.0, 101.0, 104.0, 60.0, 50.0, 130.0])
    panel = Panel(
        sales=np.repeat(levels[:, None], 4, axis=1),
        first_treated=np.array([3, 3] + [NEVER] * 6),
        months=("1", "2", "3", "4"),
    )
    found = match(panel, cohort=3, months=slice(0, 2), whole=np.ones(8, dtype=np.bool_))
    assert found.members.tolist() == [0]
    assert sorted(found.controls[0].tolist()) == [2, 3, 4]
    assert found.lost == 1


def test_weights_that_make_the_groups_alike_leave_no_difference() -> None:
    treated = np.array([True, True, False, False])
    size = np.array([[1.0], [3.0], [1.0], [5.0]])
    assert largest_difference(size, treated, np.ones(4)) > 0.5
    assert largest_difference(size, treated, np.array([0.0, 0.0, 0.75, 0.25])) == pytest.approx(0, abs=1e-12)
