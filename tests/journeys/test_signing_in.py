"""From the sign-in page to one's own home, and out again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PEOPLE
from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey
Desk = Callable[..., Page]


@pytest.mark.parametrize("who", ["rep", "leader", "manager", "admin", "physician", "operator", "rival"])
def test_everybody_arrives_at_her_own_home(at_the_desk: Desk, who: str) -> None:
    """10: the home of the surface, for staff the workspace, for members and operator the portal."""
    page = at_the_desk(who)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("body")).to_contain_text(PEOPLE[who][2])


def test_a_wrong_password_keeps_the_address_and_tells_nothing(site: Site, at_the_desk: Desk) -> None:
    page = at_the_desk("")
    answers = []
    for address in ("rep@ardenne.example", "nobody@nowhere.example"):
        page.goto(f"{site.url}/accounts/login/")
        page.fill("input[name=login]", address)
        page.fill("input[name=password]", "not the password")
        page.press("input[name=password]", "Enter")
        expect(page.locator("input[name=login]")).to_have_value(address)
        answers.append(page.locator("main").inner_text())
    assert answers[0] == answers[1]


def test_signing_out_ends_the_session(site: Site, at_the_desk: Desk) -> None:
    page = at_the_desk("rep")
    page.goto(f"{site.url}/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.goto(site.home_of("rep"))
    expect(page).to_have_url(f"{site.url}/accounts/login/?next=/w/ardenne/")
