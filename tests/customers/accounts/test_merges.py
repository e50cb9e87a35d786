"""Two accounts become one, and two again; what is told of either goes on adding up."""

from datetime import datetime

import pytest
from django.db import transaction

from customers.accounts.account import Account
from customers.accounts.merge import AccountMerge
from customers.accounts.merging import merge, undo
from customers.sales.sales_series import SalesSeries
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.customers.conftest import Acting, Bring

SALES = "external_id,month,net_sales,currency\nA1,2026-01,10,EUR\nA2,2026-01,5,EUR\nA2,2026-02,7,EUR\n"


@pytest.fixture
def merged(bring: Bring, clinics: None, acting: Acting) -> AccountMerge:
    """A2 turned out to be A1."""
    bring("sales", SALES)
    with acting("manager"):
        return merge(_of("A2"), into=_of("A1"), why="Same house, told twice")


def _of(external_id: str) -> Account:
    return Account.objects.get(external_id=external_id)


def _series() -> dict[str, list[int | None]]:
    return {row.account.external_id: row.net_sales for row in SalesSeries.objects.select_related("account")}


@pytest.mark.usefixtures("merged")
def test_sales_add_up_and_only_the_survivor_is_listed(acting: Acting) -> None:
    with acting("manager"):
        assert _series() == {"A1": [1500, 700]}
        assert list(Account.objects.standing().values_list("external_id", flat=True)) == ["A1"]


@pytest.mark.usefixtures("merged")
def test_a_re_import_of_the_losers_id_adds_to_the_survivor(bring: Bring, acting: Acting) -> None:
    assert bring("sales", SALES)["unchanged"] == 3
    bring("sales", "external_id,month,net_sales,currency\nA2,2026-03,1,EUR\n")
    with acting("manager"):
        assert _series() == {"A1": [1500, 700, 100]}


@pytest.mark.usefixtures("merged")
def test_merging_moves_no_date_of_the_records(acting: Acting, bring: Bring) -> None:
    with acting("manager"):
        dates: list[datetime] = [_of("A1").updated_at, _of("A2").updated_at]
        assert dates == [_of("A1").created_at, _of("A2").created_at]


def test_undoing_gives_back_what_was_there(merged: AccountMerge, acting: Acting, bring: Bring) -> None:
    with acting("manager"):
        undo(merged)
        assert _series() == {"A1": [1000], "A2": [500, 700]}
        assert Account.objects.standing().count() == 2
        merged.refresh_from_db()
        assert merged.undone_at is not None
        with pytest.raises(RuleBroken, match="already_undone"), transaction.atomic():
            undo(merged)


def test_chains_lead_to_the_last_survivor_in_any_order_of_undoing(
    merged: AccountMerge, acting: Acting, bring: Bring
) -> None:
    bring("accounts", "external_id,name\nA3,Third\n")
    with acting("manager"):
        second = merge(_of("A1"), into=_of("A3"), why="")
        assert _of("A2").merged_into_id == _of("A3").id
        undo(merged)
        assert (_of("A2").merged_into_id, _of("A1").merged_into_id) == (None, _of("A3").id)
        assert _series() == {"A3": [1000], "A2": [500, 700]}
        undo(second)
        assert _series() == {"A1": [1000], "A2": [500, 700]}


def test_an_account_is_not_merged_twice_nor_with_itself(merged: AccountMerge, acting: Acting) -> None:
    with acting("manager"):
        with pytest.raises(RuleBroken, match="already_merged"), transaction.atomic():
            merge(_of("A2"), into=_of("A1"), why="")
        with pytest.raises(RuleBroken, match="same_account"), transaction.atomic():
            merge(_of("A1"), into=_of("A2"), why="")


@pytest.mark.usefixtures("clinics")
@pytest.mark.parametrize("who", ["rep", "admin", "physician"])
def test_who_does_not_manage_accounts_merges_none(acting: Acting, who: str) -> None:
    with acting("manager"):
        one, other = _of("A1"), _of("A2")
    with pytest.raises(NotAllowed), acting(who):
        merge(one, into=other, why="")


@pytest.mark.usefixtures("clinics")
def test_another_tenant_finds_nothing_to_merge(acting: Acting) -> None:
    with acting("manager"):
        one, other = _of("A1"), _of("A2")
    with pytest.raises(RuleBroken, match="not_found"), acting("rival"):
        merge(one, into=other, why="")
