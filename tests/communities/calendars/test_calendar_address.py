"""Meetings in one's own calendar: a secret address that can be renewed and ended, without content of a circle."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from communities.calendars.calendar_address import CalendarAddress
from communities.community.community import Community
from communities.meetings.meeting import Meeting
from communities.meetings.planning import Details, cancel_meeting, plan_meeting
from tests.cast import CANARY, PEOPLE, Cast
from tests.communities.conftest import Acting, person

ClientOf = Callable[[str], Client]


def plan(cast: Cast, acting: Acting, who: str, place: str) -> Meeting:
    """A meeting in two days, whose words are all secret."""
    starts = timezone.now() + timedelta(days=2)
    with acting(who):
        details = Details(
            title=f"{CANARY}-title", starts_at=starts, zone="Europe/Zurich", place=f"{CANARY}-place",
            link=f"https://{CANARY}.example", form="virtual",
        )  # fmt: skip
        community = Community.objects.get(id=getattr(cast, place))
        return plan_meeting(community, details=details, by=person(getattr(cast, who)), at=timezone.now())


def address_of(client_of: ClientOf, cast: Cast, who: str) -> str:
    page = client_of(who).post(f"{cast.surface_of(who)}calendar/").text
    return "/calendars/" + page.split("/calendars/")[1].split('"')[0]


def read(address: str) -> list[Any]:
    answer = Client().get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_member_reads_the_times_of_her_circle_and_no_word(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """A11.04: content-free where the community is a customers'."""
    plan(cast, acting, "physician", "circle")
    address = address_of(client_of, cast, "member")
    [event] = read(address)
    content = Client().get(address).content.decode()
    assert CANARY not in content
    assert "Circle" not in content
    assert str(event["summary"]) == "Community meeting"
    assert "Europe/Zurich" in content
    assert content == Client().get(address).content.decode()


def test_staff_read_what_their_own_community_plans_and_that_it_is_cancelled(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    meeting = plan(cast, acting, "leader", "cop")
    plan(cast, acting, "physician", "circle")
    address = address_of(client_of, cast, "rep")
    [event] = read(address)
    assert str(event["summary"]) == f"{CANARY}-title"
    with acting("leader"):
        cancel_meeting(meeting, why="Snow", by=person(cast.leader), at=timezone.now())
    [after] = read(address)
    assert str(after["status"]) == "CANCELLED"
    assert int(after["sequence"]) > int(event["sequence"])
    assert after["uid"] == event["uid"]


def test_an_address_can_be_renewed_and_ended(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    first, second = (address_of(client_of, cast, "member") for _time in range(2))
    assert first != second
    assert Client().get(first).status_code == 404
    assert read(second) == []
    assert second.split("/")[-1] not in client_of("member").get("/p/kreis/calendar/").text
    client_of("member").post("/p/kreis/calendar/end/")
    assert Client().get(second).status_code == 404


@pytest.mark.parametrize("secret", ["nothing", "x" * 300, "a.b"])
def test_a_guess_finds_nothing(cast: Cast, secret: str) -> None:
    assert Client().get(f"/calendars/{secret}.ics").status_code == 404


def test_nobody_sees_whether_somebody_else_has_one(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    address_of(client_of, cast, "member")
    for who in PEOPLE:
        with acting(who):
            assert CalendarAddress.objects.count() == (who == "member")


def test_who_is_not_verified_any_more_reads_nothing_of_the_circle(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    plan(cast, acting, "physician", "circle")
    assert read(address_of(client_of, cast, "newcomer")) == []
