"""Accounts and contacts from a CRM: what changes them, what does not, what is refused."""

import pytest

from customers.accounts.account import Account
from customers.accounts.contact import Contact
from tests.customers.conftest import CLINICS, Acting, Bring


@pytest.mark.usefixtures("clinics")
def test_importing_twice_changes_nothing_not_even_the_date(bring: Bring, acting: Acting) -> None:
    with acting("manager"):
        before = list(Account.objects.order_by("id").values_list("id", "updated_at"))
    report = bring("accounts", CLINICS)
    assert (report["new"], report["changed"], report["unchanged"]) == (0, 0, 2)
    with acting("manager"):
        assert list(Account.objects.order_by("id").values_list("id", "updated_at")) == before


@pytest.mark.usefixtures("clinics")
def test_a_missing_column_is_left_alone_an_empty_cell_clears(bring: Bring, acting: Acting) -> None:
    report = bring("accounts", "external_id,segment\nA1,\n")
    assert (report["changed"], report["unchanged"]) == (1, 0)
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
        assert (account.name, account.segment, account.region) == ("Höhenklinik", "", "Graubünden")


def test_bad_accounts_are_named_and_the_good_ones_kept(bring: Bring) -> None:
    report = bring(
        "accounts", f"external_id,name\n,Nameless\nB1,\nB2,One\nB2,Two\nB3,{'x' * 241}\n0042,Four\n"
    )
    assert [(e["line"], e["field"], e["code"]) for e in report["errors"]] == [
        (2, "external_id", "required"),
        (3, "name", "required"),
        (5, "external_id", "duplicate"),
        (6, "name", "too_long"),
    ]
    assert (report["received"], report["successful"], report["new"]) == (6, 2, 2)


def test_the_same_id_in_two_sources_is_two_accounts(bring: Bring, acting: Acting) -> None:
    bring("accounts", "source,external_id,name\ncrm,1,North\nerp,1,South\n")
    with acting("manager"):
        assert set(Account.objects.values_list("source", "name")) == {("crm", "North"), ("erp", "South")}


@pytest.mark.usefixtures("clinics")
def test_contacts_belong_to_accounts(bring: Bring, acting: Acting) -> None:
    text = "external_id,name,account_external_id,profession\nC1,Dr. Ana,A1,physician\nC2,Dr. Ben,ZZ,nurse\n"
    report = bring("contacts", text)
    assert [(e["line"], e["code"]) for e in report["errors"]] == [(3, "unknown_account")]
    with acting("manager"):
        assert Contact.objects.get().account is not None
