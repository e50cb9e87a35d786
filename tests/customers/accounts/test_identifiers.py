"""One account, several sources: found by any id, each source telling its part, older data arriving later (F10)."""

import pytest

from customers.accounts.account import Account
from customers.accounts.identifier import AccountIdentifier
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring


@pytest.fixture
def known_to_erp(bring: Bring, clinics: None, cast: Cast) -> None:
    """A1 of the CRM is 4711 of the ERP."""
    bring("identifiers", "source,external_id,account_external_id,account_source\nerp,4711,A1,crm\n")


@pytest.mark.usefixtures("known_to_erp")
def test_both_ids_lead_to_the_one_account(acting: Acting) -> None:
    with acting("manager"):
        ids = AccountIdentifier.objects.filter(account__external_id="A1").values_list("source", "external_id")
        assert list(ids) == [("crm", "A1"), ("erp", "4711")]


@pytest.mark.usefixtures("known_to_erp")
def test_sales_of_the_other_source_are_the_accounts_own(bring: Bring, acting: Acting) -> None:
    report = bring("sales", "source,external_id,month,net_sales,currency\nerp,4711,2026-01,10,EUR\n")
    assert report["failed"] == 0
    with acting("manager"):
        assert [s.net_sales for s in Account.objects.get(external_id="A1").series.all()] == [[1000]]


@pytest.mark.usefixtures("known_to_erp")
def test_a_second_source_fills_what_is_empty_and_takes_nothing_from_the_first(
    bring: Bring, acting: Acting
) -> None:
    for _again in range(2):
        bring("accounts", "source,external_id,name,city,segment\nerp,4711,HOEHENKLINIK AG,Davos,Z\n")
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
        assert (account.name, account.segment, account.city) == ("Höhenklinik", "A", "Davos")
        assert (account.origins or {})["city"][0] == "erp"
        changed_at = account.updated_at
    bring("accounts", "external_id,name,city\nA1,Höhenklinik,\n")
    with acting("manager"):
        account.refresh_from_db()
        assert (account.city, account.updated_at) == ("Davos", changed_at)
    bring("accounts", "external_id,name,city\nA1,Höhenklinik,Arosa\n")
    with acting("manager"):
        account.refresh_from_db()
        assert (account.city, account.origins) == ("Arosa", None)


@pytest.mark.parametrize(
    ("column", "newer", "older"),
    [("source_version", "7", "6"), ("modified_at", "2026-05-02T10:00:00Z", "2026-05-02T09:59:59Z")],
)
def test_older_data_that_arrives_later_changes_nothing(
    bring: Bring, acting: Acting, column: str, newer: str, older: str
) -> None:
    bring("accounts", f"external_id,name,{column}\nA1,New,{newer}\n")
    report = bring("accounts", f"external_id,name,{column}\nA1,Old,{older}\n")
    assert (report["successful"], report["changed"], report["older"]) == (1, 0, 1)
    with acting("manager"):
        assert Account.objects.get().name == "New"


def test_a_version_that_is_no_number_is_named(bring: Bring) -> None:
    report = bring("accounts", "external_id,name,source_version\nA1,X,seven\n")
    assert [(e["field"], e["code"]) for e in report["errors"]] == [("source_version", "not_a_number")]


@pytest.mark.usefixtures("known_to_erp")
def test_two_rows_of_one_account_under_different_ids_are_refused_by_name(bring: Bring) -> None:
    report = bring("accounts", "source,external_id,name\ncrm,A1,One\nerp,4711,Two\n")
    assert [(e["line"], e["code"]) for e in report["errors"]] == [(3, "duplicate")]
