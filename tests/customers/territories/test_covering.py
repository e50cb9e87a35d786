"""Who covers what on a day: directly or through a territory and all larger parts; and who therefore sees it."""

from datetime import date

import pytest

from customers.accounts.account import Account
from customers.accounts.merging import merge
from customers.sales.sales_months import SalesMonths
from customers.territories.account_territory import AccountTerritory
from customers.territories.covering import coverers_of, uncovered_accounts
from customers.territories.territory import Territory
from customers.territories.territory_assignment import TerritoryAssignment
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring

MAP = "external_id,name,level,parent_external_id,country\nCH,Switzerland,country,,CH\nCH-E,East,district,CH,CH\nCH-E-1,Graubünden,territory,CH-E,CH\n"  # noqa: E501
TODAY = date(2026, 6, 1)


@pytest.fixture
def covered(bring: Bring, clinics: None, cast: Cast) -> None:
    """A1 lies in CH-E-1, which the rep has; Karl has the whole district."""
    assert bring("territories", MAP)["new"] == 3
    bring("sales", "external_id,month,net_sales\nA1,2026-01,10\nA2,2026-01,20\n")
    rows = (
        f"A1,CH-E-1,,,2025-01-01,\n,CH-E-1,{cast.rep},sales_rep,2025-01-01,\n"
        f",CH-E,{cast.colleague},district_manager,2025-01-01,\n"
    )
    report = bring(
        "assignments", f"account_external_id,territory_external_id,person,role,since,until\n{rows}"
    )
    assert (report["new"], report["failed"]) == (3, 0), report


@pytest.mark.usefixtures("covered")
@pytest.mark.parametrize(("who", "seen"), [("rep", 1), ("colleague", 1), ("manager", 2), ("leader", 0)])
def test_a_territory_opens_its_accounts_and_figures(acting: Acting, who: str, seen: int) -> None:
    with acting(who):
        assert (Account.objects.count(), SalesMonths.objects.count()) == (seen, seen)


@pytest.mark.usefixtures("covered")
def test_it_is_told_who_covers_an_account_and_through_what(acting: Acting, cast: Cast) -> None:
    with acting("manager"):
        found = coverers_of(Account.objects.get(external_id="A1"), on=TODAY)
        assert [(one.person.id, one.through and one.through.external_id) for one in found] == [
            (cast.colleague, "CH-E"),
            (cast.rep, "CH-E-1"),
        ]
        assert coverers_of(Account.objects.get(external_id="A1"), on=date(2024, 12, 31)) == []


@pytest.mark.usefixtures("covered")
def test_accounts_without_a_rep_are_the_gap(acting: Acting) -> None:
    with acting("manager"):
        gap = uncovered_accounts(Account.objects.all(), on=TODAY)
        assert list(gap.values_list("external_id", flat=True)) == ["A2"]


@pytest.mark.usefixtures("covered")
def test_care_that_ended_closes_the_figures(bring: Bring, acting: Acting, cast: Cast) -> None:
    bring(
        "assignments", f"territory_external_id,person,since,until\nCH-E-1,{cast.rep},2025-01-01,2025-12-31\n"
    )
    with acting("rep"):
        assert not Account.objects.exists()
    with acting("manager"):
        assert TerritoryAssignment.objects.filter(person=cast.rep).count() == 1


@pytest.mark.usefixtures("covered")
def test_an_account_that_moves_keeps_its_history(bring: Bring, acting: Acting) -> None:
    bring("assignments", "account_external_id,territory_external_id,since\nA1,CH,2026-03-01\n")
    with acting("manager"):
        spans = AccountTerritory.objects.order_by("since").values_list("territory__external_id", "until")
        assert list(spans) == [("CH-E-1", date(2026, 2, 28)), ("CH", None)]


@pytest.mark.usefixtures("covered")
def test_whoever_has_one_of_two_merged_accounts_has_the_one(acting: Acting) -> None:
    with acting("manager"):
        merge(Account.objects.get(external_id="A1"), into=Account.objects.get(external_id="A2"), why="")
    with acting("rep"):
        assert list(Account.objects.standing().values_list("external_id", flat=True)) == ["A2"]
        assert SalesMonths.objects.count() == 2


def test_a_territory_does_not_lie_inside_itself(bring: Bring, acting: Acting) -> None:
    bring("territories", MAP)
    report = bring("territories", "external_id,parent_external_id\nCH,CH-E-1\n")
    assert [(e["field"], e["code"]) for e in report["errors"]] == [("parent_external_id", "cycle")]
    with acting("manager"):
        assert Territory.objects.get(external_id="CH").parent_id is None


def test_bad_assignments_are_named(bring: Bring, clinics: None, cast: Cast) -> None:
    rows = (
        f"A1,{cast.rep},boss,2025-01-01\nZZ,{cast.rep},,2025-01-01\n"
        f"A1,{cast.physician},,2025-01-01\nA1,,,2025-01-01\n"
    )
    report = bring("assignments", f"account_external_id,person,role,since\n{rows}")
    assert [(e["line"], e["code"]) for e in report["errors"]] == [
        (2, "unknown_role"),
        (3, "unknown_account"),
        (4, "unknown_person"),
        (5, "too_much"),
    ]
