"""The commercial shortlist of centres: method shown, frozen, never of people (A10.04, D8)."""

import csv
import io

import pytest

from customers.accounts.contact import Contact
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.purposes import CENTRES, PEOPLE
from customers.leaders.ranking import percentiles, rank
from customers.leaders.shortlist import Shortlist, ShortlistedCentre
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.wall.scope import acting_for
from tests.cast import PEOPLE as CAST
from tests.cast import Cast
from tests.customers.conftest import Bring, ClientOf

WEIGHTS = {"potential": "0", "share": "0", "sales": "3", "growth": "1", "size": "10", "currency": "EUR"}


@pytest.fixture
def sold(prospect: ProspectiveCommunity, bring: Bring) -> str:
    rows = [
        f"A1,{year}-{month:02},{10 * (year - 2023)}.00,EUR" for year in (2024, 2025) for month in range(1, 13)
    ]
    rows += [f"A2,2025-{month:02},5.00,EUR" for month in range(1, 13)]
    bring("sales", "external_id,month,net_sales,currency\n" + "\n".join(rows) + "\n")
    return f"/w/ardenne/prospects/{prospect.id}/centres/"


def test_percentiles_count_ties_half() -> None:
    assert percentiles({"a": 10, "b": 20, "c": 20, "d": 40}) == {"a": 0, "b": 500, "c": 500, "d": 1000}
    assert percentiles({"a": 7}) == {"a": 500}


def test_a_missing_figure_is_left_out_of_the_mean_and_not_taken_for_zero() -> None:
    figures = {"sales": {"a": 1, "b": 2, "c": 3}, "growth": {"a": 9, "b": 1}, "potential": {}, "share": {}}
    ranked = rank(figures, weights={"sales": 1, "growth": 1, "potential": 5})
    assert {key: one.score for key, one in ranked.items()} == {"a": 500, "b": 250, "c": 1000}
    assert ranked["c"].standing == {"sales": 1000}


def test_a_manager_freezes_a_list_with_its_method_and_inputs(client_of: ClientOf, sold: str) -> None:
    manager = client_of("manager")
    made = manager.post(sold, WEIGHTS)
    page = manager.get(made.headers["Location"]).text
    for word in ("Höhenklinik", "Clinique du Lac", "Centres considered", "sha-256", "2025-01 – 2025-12"):
        assert word in page
    rows = list(csv.DictReader(io.StringIO(manager.get(f"{made.headers['Location']}centres.csv").text[1:])))
    first = rows[0]
    assert (first["centre"], first["net_sales"], first["growth_percent"]) == ("Höhenklinik", "240.00", "100")
    assert first["percentile_sales"] == "100"
    assert rows[1]["growth_percent"] == ""


def test_the_list_stays_as_it_was_when_sales_change(client_of: ClientOf, sold: str, bring: Bring) -> None:
    manager = client_of("manager")
    made = manager.post(sold, WEIGHTS).headers["Location"]
    before = manager.get(f"{made}centres.csv").content
    bring("sales", "external_id,month,net_sales,currency\nA2,2025-12,999999.00,EUR\n")
    assert manager.get(f"{made}centres.csv").content == before
    assert "Clinique du Lac" in manager.get(manager.post(sold, WEIGHTS).headers["Location"]).text


def test_a_rep_ranks_the_centres_in_her_care_alone(client_of: ClientOf, sold: str) -> None:
    rep = client_of("rep")
    assert rep.post(sold, WEIGHTS | {"sales": "0", "growth": "0"}).status_code == 400
    page = rep.get(rep.post(sold, WEIGHTS).headers["Location"]).text
    assert "Höhenklinik" in page
    assert "Clinique du Lac" not in page


def test_a_list_by_a_manager_shows_the_rep_only_her_own_centres(client_of: ClientOf, sold: str) -> None:
    made = client_of("manager").post(sold, WEIGHTS).headers["Location"]
    page = client_of("rep").get(made).text
    assert "Höhenklinik" in page
    assert "Clinique du Lac" not in page
    assert client_of("colleague").get(made).status_code == 404


def test_no_person_stands_on_it_or_can_be_read_beside_it(
    client_of: ClientOf, sold: str, candidate: LeaderCandidate, cast: Cast
) -> None:
    made = client_of("manager").post(sold, WEIGHTS).headers["Location"]
    for address in (made, f"{made}centres.csv"):
        assert "Amsel" not in client_of("manager").get(address).text
    with acting_for(cast.ardenne, cast.rep, purpose=CENTRES):
        assert not Contact.objects.exists()
        assert not LeaderCandidate.objects.exists()


@pytest.mark.parametrize("who", list(CAST))
@pytest.mark.parametrize("purpose", ["", PEOPLE, "command"])
def test_elsewhere_a_list_opens_to_nobody(
    client_of: ClientOf, sold: str, cast: Cast, who: str, purpose: str
) -> None:
    """Code for events, costs and payments runs in such scopes; so does whatever judges persons."""
    client_of("manager").post(sold, WEIGHTS)
    with acting_for(cast.tenant_of(who), getattr(cast, who), purpose=purpose):
        assert not Shortlist.objects.exists()
        assert not ShortlistedCentre.objects.exists()
