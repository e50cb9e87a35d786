"""The pages of released figures."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.analytics.releases.conftest import OCTOBER, World

ClientOf = Callable[[str], Client]
INSIDE = "/p/kreis/communities/circle/releases/"
OUTSIDE = "/w/ardenne/insight/released/"


def test_members_read_what_will_leave_and_when(world: World, client_of: ClientOf) -> None:
    world.join(30)
    world.release(OCTOBER, cross=False)
    page = client_of("member").get(INSIDE).content.decode()
    assert "about 30" in page
    assert "in preview" in page
    assert "few of about 30" in page


def test_page_and_csv_say_the_same_words(world: World, client_of: ClientOf) -> None:
    world.join(30)
    world.release(OCTOBER)
    page = client_of("manager").get(OUTSIDE).content.decode()
    csv = client_of("manager").get(OUTSIDE + "figures.csv").content.decode()
    for words in ("about 30", "few of about 30"):
        assert words in page
        assert words in csv


def test_a_leader_switches_a_figure_off_and_on_again(world: World, client_of: ClientOf) -> None:
    world.join(30)
    leader = client_of("physician")
    answer = leader.post(INSIDE + "switches/active_members/", follow=True)
    assert "stays here from now on" in answer.content.decode()
    leader.post(INSIDE + "switches/active_members/", {"on": "1"})
    assert leader.get(INSIDE).status_code == 200
    assert client_of("member").post(INSIDE + "switches/members/").status_code == 403


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("newcomer", 403), ("", 302)])
def test_it_is_the_members_page(world: World, client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(who).get(INSIDE).status_code == status


def test_a_month_that_is_no_month_shows_the_latest(world: World, client_of: ClientOf) -> None:
    world.join(30)
    world.release(OCTOBER)
    assert "about 30" in client_of("manager").get(OUTSIDE, {"month": "2026-99"}).content.decode()


def test_the_page_asks_no_more_for_more_months(
    world: World, client_of: ClientOf, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    world.join(30)
    world.release(OCTOBER)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        client_of("member").get(INSIDE)
