"""Customers in the workspace: found, read, put into care, recorded."""

import pytest
from django.test import Client

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.community_case import CommunityCase
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring, ClientOf

LIST = "/w/ardenne/customers/"


@pytest.fixture
def clinic(bring: Bring, clinics: None, acting: Acting) -> str:
    bring("sales", "external_id,month,net_sales,currency\nA1,2026-01,1234.50,EUR\nA1,2026-03,-4,EUR\n")
    with acting("manager"):
        return f"{LIST}{Account.objects.get(external_id='A1').id}/"


@pytest.mark.usefixtures("clinic")
def test_the_list_is_searched_without_accents_and_filtered(client_of: ClientOf) -> None:
    manager = client_of("manager")
    assert "Höhenklinik" in manager.get(LIST, {"q": "hohen"}).text
    by_segment = manager.get(LIST, {"segment": "B"}).text
    assert "Clinique du Lac" in by_segment
    assert "Höhenklinik" not in by_segment
    assert manager.get(LIST, {"after": "x", "q": "%"}).status_code == 200
    assert "A1,Höhenklinik" in manager.get(f"{LIST}accounts.csv").text


def test_the_page_shows_sales_by_month_and_gives_them_as_csv(client_of: ClientOf, clinic: str) -> None:
    manager = client_of("manager")
    page = manager.get(clinic)
    assert page.status_code == 200
    assert "1,231 EUR in the last 3 months on record" in page.text
    assert manager.get(f"{clinic}sales.csv").text.splitlines()[1:] == [
        "A1,2026-01,1234.50,EUR,",
        "A1,2026-03,-4.00,EUR,",
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [("rep", 404), ("admin", 403), ("leader", 403), ("rival", 404), ("physician", 404), ("", 302)],
)
def test_who_has_no_business_with_an_account_does_not_reach_it(
    client_of: ClientOf, clinic: str, who: str, status: int
) -> None:
    assert client_of(who).get(clinic).status_code == status


def test_a_manager_puts_an_account_into_a_reps_care(client_of: ClientOf, cast: Cast, clinic: str) -> None:
    manager, rep = client_of("manager"), client_of("rep")
    fields = {"to": str(cast.rep), "since": "2026-01-01"}
    assert manager.post(f"{clinic}assignments/", fields).status_code == 302
    assert manager.post(f"{clinic}assignments/", fields).status_code == 400
    assert rep.get(clinic).status_code == 200
    assert rep.post(f"{clinic}assignments/", fields).status_code == 403


@pytest.mark.usefixtures("cast")
def test_care_ends(client_of: ClientOf, cast: Cast, clinic: str, acting: Acting) -> None:
    manager = client_of("manager")
    manager.post(f"{clinic}assignments/", {"to": str(cast.rep), "since": "2026-01-01"})
    with acting("manager"):
        care = AccountAssignment.objects.get()
    assert manager.post(f"{clinic}assignments/{care.id}/end/").status_code == 302
    with acting("manager"):
        assert AccountAssignment.objects.get().until is not None


def test_a_programme_is_recorded_once_with_a_date(client_of: ClientOf, clinic: str, acting: Acting) -> None:
    manager: Client = client_of("manager")
    fields = {"arm": "community", "programme": "Sepsis circle"}
    assert manager.post(f"{clinic}cases/", fields).status_code == 400
    fields["invited_on"] = "2026-02-03"
    assert manager.post(f"{clinic}cases/", fields).status_code == 302
    assert manager.post(f"{clinic}cases/", fields).status_code == 400
    with acting("manager"):
        assert str(CommunityCase.objects.get().began_on) == "2026-02-03"
    assert "Sepsis circle" in manager.get(clinic).text
