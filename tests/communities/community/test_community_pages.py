"""The directory and the pages of communities: for members, for colleagues, for stewards."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import CANARY, Cast

Browser = Callable[[str], Client]


def directory(cast: Cast, browser: Client, who: str, query: str = "") -> str:
    return browser.get(f"{cast.surface_of(who)}communities/{query}").content.decode()


def test_staff_see_internal_communities_and_shells(cast: Cast, client_of: Browser) -> None:
    page = directory(cast, client_of("rep"), "rep")
    assert "Sepsis pathways" in page
    assert "Leo Brandt" in page
    assert "content closed to you" in page
    assert "Rival" not in page
    assert "Reuter" not in page


def test_members_see_their_own_communities_only(cast: Cast, client_of: Browser) -> None:
    page = directory(cast, client_of("member"), "member")
    assert "Circle" in page
    assert "Other Circle" not in page
    assert "Sepsis" not in page


@pytest.mark.parametrize(
    ("query", "shown"), [("?q=SEPSIS+path", True), ("?q=nowhere", False), ("?kind=customer", False)]
)
def test_the_directory_is_searched_and_filtered(
    cast: Cast, client_of: Browser, query: str, shown: bool
) -> None:
    assert ("Sepsis pathways" in directory(cast, client_of("rep"), "rep", query)) is shown


def test_a_colleague_sees_what_a_community_is_for_and_can_ask_to_join(cast: Cast, client_of: Browser) -> None:
    page = client_of("colleague").get(f"{cast.surface_of('colleague')}communities/sepsis/").content.decode()
    assert "Ask to join" in page
    assert "Leo Brandt" in page
    assert CANARY not in page


def test_the_steward_reads_what_is_delegated_to_him(cast: Cast, client_of: Browser) -> None:
    page = client_of("rep").get(f"{cast.surface_of('rep')}communities/circle/").content.decode()
    assert "What the community has delegated to you" in page
    assert "not delegated" in page


def test_another_tenants_person_finds_nothing(cast: Cast, client_of: Browser) -> None:
    assert client_of("rival").get(f"{cast.surface_of('rival')}communities/sepsis/").status_code == 404
    assert client_of("rival").get(f"{cast.surface_of('rep')}communities/sepsis/").status_code == 404


def test_an_unverified_member_is_told_what_is_missing(cast: Cast, client_of: Browser) -> None:
    page = client_of("newcomer").get(f"{cast.surface_of('newcomer')}communities/circle/").content.decode()
    assert "closed to you" in page
    assert CANARY not in page


def test_management_starts_a_community_with_a_leader(cast: Cast, client_of: Browser) -> None:
    browser = client_of("manager")
    start = f"{cast.surface_of('manager')}communities/new/"
    form = {"kind": "induced_cop", "name": "Wund-Ärzte", "purpose": "Heal", "leader": str(cast.leader)}
    answer = browser.post(start, form, follow=True)
    assert answer.redirect_chain[-1][0].endswith("/communities/wund-arzte/")
    assert "Leo Brandt" in answer.content.decode()
    again = browser.post(start, form)
    assert again.status_code == 422
    assert "already" in again.content.decode()


def test_a_rep_prepares_a_customer_community_and_starts_no_other(cast: Cast, client_of: Browser) -> None:
    browser = client_of("rep")
    form = {"name": "Kreis Nord", "purpose": "Beatmung", "language": "de"}
    page = browser.post(
        f"{cast.surface_of('rep')}communities/preparation/new/", form, follow=True
    ).content.decode()
    assert "You prepare this community" in page
    assert browser.get(f"{cast.surface_of('rep')}communities/new/").status_code == 403
    prepare = f"{cast.surface_of('leader')}communities/preparation/new/"
    assert client_of("leader").get(prepare).status_code == 403


@pytest.mark.parametrize(
    "query", ["before=x", "before=2026-01-01~x", "before=2026-01-01T00:00:00~" + "0" * 32]
)
def test_a_cursor_that_was_never_given_out_is_refused(cast: Cast, client_of: Browser, query: str) -> None:
    page = f"{cast.surface_of('member')}communities/circle/?{query}"
    assert client_of("member").get(page).status_code == 400
