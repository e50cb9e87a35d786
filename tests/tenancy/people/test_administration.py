"""The administrator's people and log."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from tenancy.events.event import Event
from tenancy.people.role_assignment import RoleAssignment
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
PEOPLE = "/w/ardenne/settings/people/"


def test_roles_are_given_and_taken_and_stand_in_the_log(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    answer = client_of("admin").post(f"{PEOPLE}{cast.rep}/", {"roles": ["marketing", "sales_rep"]})
    assert answer.status_code == 302
    client_of("admin").post(f"{PEOPLE}{cast.rep}/", {"roles": ["marketing"]})
    with acting("admin"):
        held = RoleAssignment.objects.filter(person_id=cast.rep).values_list("role", flat=True)
        assert list(held) == ["marketing"]
        assert Event.objects.of_sponsor().filter(verb__startswith="role.").count() == 2
    page = client_of("admin").get("/w/ardenne/settings/log/?verb=role.given").content.decode()
    assert "Ada Lindqvist" in page
    assert "role marketing" in page
    table = client_of("admin").get("/w/ardenne/settings/log.csv").content.decode("utf-8-sig")
    assert table.count("\n") >= 3


def test_somebody_stays_administrator(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("admin").post(f"{PEOPLE}{cast.admin}/", {"roles": []})
    assert answer.status_code == 409
    assert "Somebody must stay administrator" in answer.content.decode()


def test_customers_and_the_sponsor_view_are_no_staff(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("admin").get(PEOPLE).content.decode()
    assert "Rita Sommer" in page
    assert "Reuter" not in page
    assert "Sponsor view" not in page
    assert client_of("admin").get(f"{PEOPLE}{cast.physician}/").status_code == 404
    assert client_of("admin").get(f"{PEOPLE}{cast.rival}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("rep", 403), ("manager", 403), ("physician", 404), ("rival", 404), ("", 302)]
)
@pytest.mark.parametrize("page", ["people/", "log/", "log.csv"])
def test_nobody_else_administers(cast: Cast, client_of: ClientOf, who: str, status: int, page: str) -> None:
    assert client_of(who).get(f"/w/ardenne/settings/{page}").status_code == status


@pytest.mark.parametrize(
    "query", ["after=x", "after=2026-01-01~y", "since=nonsense", "until=2026-99-99", "verb=%27"]
)
def test_a_filter_that_means_nothing_breaks_nothing(cast: Cast, client_of: ClientOf, query: str) -> None:
    assert client_of("admin").get(f"/w/ardenne/settings/log/?{query}").status_code == 200
