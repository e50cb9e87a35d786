"""The map of the sales force in the workspace, and sources with their freshness."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.territories.territory import Territory
from customers.territories.territory_assignment import TerritoryAssignment
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring, ClientOf

MAP = "external_id,name,level,parent_external_id,country\nCH,Switzerland,country,,CH\nCH-E,East,district,CH,CH\n"
PAGE = "/w/ardenne/territories/"


@pytest.fixture
def east(bring: Bring, clinics: None, acting: Acting) -> str:
    bring("territories", MAP)
    bring("assignments", "account_external_id,territory_external_id,since\nA1,CH-E,2025-01-01\n")
    with acting("manager"):
        return f"{PAGE}{Territory.objects.get(external_id='CH-E').id}/"


def test_the_map_shows_gaps_until_somebody_has_the_territory(
    client_of: ClientOf, east: str, cast: Cast, acting: Acting
) -> None:
    manager, rep = client_of("manager"), client_of("rep")
    assert "2 accounts have no representative" in manager.get(PAGE).text
    fields = {"to": str(cast.rep), "role": "sales_rep", "since": "2025-01-01"}
    assert rep.post(east, fields).status_code == 403
    assert manager.post(east, fields).status_code == 302
    assert manager.post(east, fields).status_code == 400
    assert "1 account has no representative" in manager.get(PAGE).text
    assert "Höhenklinik" in rep.get("/w/ardenne/customers/").text
    assert "Höhenklinik" in manager.get("/w/ardenne/customers/", {"territory": east.split("/")[-2]}).text
    assert "Clinique du Lac" in manager.get("/w/ardenne/customers/", {"gap": "1"}).text
    assert "Höhenklinik" in rep.get("/w/ardenne/customers/", {"mine": "1"}).text
    with acting("manager"):
        row = TerritoryAssignment.objects.get()
    assert manager.post(f"{east}assignments/{row.id}/end/").status_code == 302
    assert "CH-E,East,district" in manager.get(f"{PAGE}territories.csv").text


@pytest.mark.parametrize(("who", "status"), [("leader", 403), ("rival", 404), ("physician", 404), ("", 302)])
def test_who_has_no_business_there_does_not_reach_it(
    client_of: ClientOf, east: str, who: str, status: int
) -> None:
    assert client_of(who).get(east).status_code == status


def test_pages_ask_as_often_for_many_accounts_as_for_few(
    client_of: ClientOf, bring: Bring, east: str
) -> None:
    manager, counts = client_of("manager"), []
    for rows in (1, 40):
        lines = "".join(f"N{n},Centre {n}\n" for n in range(rows))
        bring("accounts", f"external_id,name\n{lines}")
        for address in ("/w/ardenne/customers/", PAGE):
            with CaptureQueriesContext(connection) as queries:
                assert manager.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


@pytest.mark.usefixtures("clinics")
def test_sources_show_what_is_late_and_are_set_up_by_the_administrator(client_of: ClientOf) -> None:
    admin, sources = client_of("admin"), "/w/ardenne/sources/"
    assert "no rhythm expected" in admin.get(sources).text
    fields = {"name": "Our CRM", "kind": "crm", "feeds": ["accounts", "sales"], "rhythm_days": "1"}
    assert admin.post(f"{sources}crm/", fields | {"default_currency": "euro"}).status_code == 400
    assert admin.post(f"{sources}crm/", fields).status_code == 302
    page = admin.get(sources).text
    assert "Our CRM" in page
    assert "1 delivery is late" in page
    assert client_of("manager").get(f"{sources}crm/").status_code == 403
    assert client_of("manager").get(sources).status_code == 200
    assert client_of("rival").get(f"{sources}crm/").status_code == 404
