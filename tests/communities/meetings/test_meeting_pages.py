"""The pages of meetings, in both frames: planning, agenda, who came, minutes, the calendar file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from communities.meetings.agenda_item import AgendaItem, Decision
from communities.meetings.attending import note_attendance
from communities.meetings.meeting import Meeting
from communities.meetings.rhythm import Rhythm
from tests.cast import CANARY, Cast
from tests.communities.conftest import Acting, Plan, person

Browser = Callable[[str], Client]
FRAME = 1


def base(cast: Cast, who: str, community: str = "circle") -> str:
    return f"{cast.surface_of(who)}communities/{community}/meetings/"


def page(cast: Cast, who: str, meeting: Meeting, below: str = "", community: str = "circle") -> str:
    return f"{base(cast, who, community)}{meeting.id}/{below}"


def form(**more: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=10)
    given = {"title": "Sepsis in winter", "day": str(day), "clock": "17:00", "zone": "Europe/Zurich"}
    return given | {"form": "virtual", "link": "call.example/sepsis", "duration_minutes": "90"} | more


@pytest.mark.parametrize(("who", "community"), [("physician", "circle"), ("leader", "sepsis")])
def test_a_leader_plans_a_meeting_in_either_frame(
    cast: Cast, acting: Acting, client_of: Browser, who: str, community: str
) -> None:
    """A2.01: every type supports meetings face to face and virtual."""
    browser = client_of(who)
    assert "Plan a meeting" in browser.get(base(cast, who, community)).content.decode()
    answer = browser.post(f"{base(cast, who, community)}new/", form(), follow=True).content.decode()
    assert "Every member is invited" in answer
    with acting(who):
        made = Meeting.objects.get(title="Sepsis in winter")
        assert (made.link, made.local_start.hour, made.duration_minutes) == (
            "https://call.example/sepsis",
            17,
            90,
        )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, "what the meeting is about"),
        ({"form": "face_to_face"}, "Say where you meet"),
        ({"day": "2027-03-28", "clock": "02:30"}, "does not exist on that day"),
        ({"zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"day": "3026-01-01"}, "Look at the year again"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    cast: Cast, acting: Acting, client_of: Browser, given: dict[str, str], said: str
) -> None:
    answer = client_of("physician").post(f"{base(cast, 'physician')}new/", form(**given))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert 'value="17:00"' in text or "02:30" in text
    with acting("physician"):
        assert not Meeting.objects.exists()


def test_members_propose_and_the_leader_builds_the_agenda(
    cast: Cast, acting: Acting, client_of: Browser, plan: Plan
) -> None:
    """A14.11 agenda builder, A14.13 open slots."""
    meeting = plan("circle", days=3)
    given = {"title": "My last case", "note": "Advice", "duration_minutes": "20"}
    client_of("member").post(page(cast, "member", meeting, "agenda/"), given)
    leader = client_of("physician")
    leader.post(page(cast, "physician", meeting, "agenda/slots/"))
    with acting("physician"):
        item = AgendaItem.objects.get(title="My last case")
    below = f"agenda/{item.id}/"
    leader.post(page(cast, "physician", meeting, f"{below}decision/"), {"decision": "accepted"})
    leader.post(page(cast, "physician", meeting, f"{below}position/"), {"to": "up"})
    with acting("physician"):
        order = list(meeting.agenda.filter(decision=Decision.ACCEPTED).values_list("title", flat=True))
    assert order == ["My last case", "Open slot"]
    assert (
        "Open slot: whatever comes up"
        in client_of("member").get(page(cast, "member", meeting)).content.decode()
    )


def test_a_refused_proposal_is_not_lost(cast: Cast, client_of: Browser, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    given = {"title": "", "note": "Typed already", "duration_minutes": "20"}
    answer = client_of("member").post(page(cast, "member", meeting, "agenda/"), given)
    assert answer.status_code == 422
    assert "Typed already" in answer.content.decode()


def test_the_leader_notes_who_came_in_one_form(cast: Cast, client_of: Browser, plan: Plan) -> None:
    """A4.02: attendance record."""
    meeting = plan("circle", days=-1)
    leader = client_of("physician")
    assert "Not on record yet" in leader.get(base(cast, "physician")).content.decode()
    given = {str(cast.physician): "came", str(cast.member): "excused", str(cast.newcomer): "absent"}
    address = page(cast, "physician", meeting, "attendance/")
    assert leader.post(address, {**given, str(cast.member): ""}).status_code == 422
    answer = leader.post(address, given, follow=True).content.decode()
    assert "On record: 1 came" in answer
    assert "Dr. Luca Bernasconi" in answer
    assert "Not on record yet" not in leader.get(base(cast, "physician")).content.decode()
    assert "Seen by leader" not in client_of("member").get(page(cast, "member", meeting)).content.decode()


def test_a_member_checks_in_from_the_page(cast: Cast, client_of: Browser, plan: Plan) -> None:
    meeting = plan("circle", days=-0.01)
    member = client_of("member")
    assert "I am here" in member.get(page(cast, "member", meeting)).content.decode()
    answer = member.post(page(cast, "member", meeting, "presence/"), {"outcome": "came"}, follow=True)
    assert "You are there" in answer.content.decode()


def test_too_late_is_said_in_words(cast: Cast, client_of: Browser, plan: Plan) -> None:
    meeting = plan("circle", days=-3)
    answer = client_of("member").post(page(cast, "member", meeting, "presence/"), {"outcome": "came"})
    assert answer.status_code == 409
    assert "until a day after it" in answer.content.decode()


def test_cancelling_asks_why_and_is_undone_from_the_page(cast: Cast, client_of: Browser, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    leader = client_of("physician")
    assert leader.post(page(cast, "physician", meeting, "cancellation/"), {"why": ""}).status_code == 422
    leader.post(page(cast, "physician", meeting, "cancellation/"), {"why": "Strike"})
    seen = client_of("member").get(page(cast, "member", meeting)).content.decode()
    assert "Strike" in seen
    assert "Bring it back" not in seen
    leader.post(page(cast, "physician", meeting, "restoration/"))
    assert "Strike" not in leader.get(page(cast, "physician", meeting)).content.decode()


def test_minutes_are_rendered_and_sanitised(cast: Cast, client_of: Browser, plan: Plan) -> None:
    meeting = plan("circle", days=-1)
    text = "We **agreed**.\n\n<script>alert(1)</script>"
    client_of("physician").post(page(cast, "physician", meeting, "minutes/"), {"text": text})
    seen = client_of("member").get(page(cast, "member", meeting)).content.decode()
    assert "<strong>agreed</strong>" in seen
    assert "<script>alert" not in seen


def event_of(content: bytes) -> Any:
    return Calendar.from_ical(content.decode()).walk("VEVENT")[0]


def test_the_calendar_file_keeps_the_zone_and_tells_of_changes(
    cast: Cast, client_of: Browser, plan: Plan
) -> None:
    """A11.04: survives daylight saving; a cancelled meeting is marked so."""
    meeting = plan("circle", days=3)
    address = page(cast, "member", meeting, "meeting.ics")
    answer = client_of("member").get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    first = event_of(answer.content)
    assert first["DTSTART"].dt == meeting.starts_at.replace(microsecond=0)
    assert first["DTSTART"].params["TZID"] == "Europe/Zurich"
    assert (first["SEQUENCE"], first["STATUS"]) == (0, "CONFIRMED")
    client_of("physician").post(page(cast, "physician", meeting, "cancellation/"), {"why": "Strike"})
    second = event_of(client_of("member").get(address).content)
    assert (second["UID"], second["SEQUENCE"], second["STATUS"]) == (first["UID"], 1, "CANCELLED")


def test_the_rhythm_is_set_from_its_page(cast: Cast, acting: Acting, client_of: Browser) -> None:
    """A14.19: rhythm setting with actual against planned meetings."""
    leader = client_of("physician")
    given = form(weeks="4", starts_on=str(timezone.localdate()), time_of_day="18:00")
    answer = leader.post(f"{base(cast, 'physician')}rhythm/", given, follow=True).content.decode()
    assert "Every 4 weeks" in answer
    with acting("member"):
        assert Rhythm.objects.get().weeks == 4
    early = leader.post(f"{base(cast, 'physician')}rhythm/", given | {"starts_on": "2020-01-01"})
    assert early.status_code == 422


def test_invited_are_chosen_on_a_page(cast: Cast, client_of: Browser, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    leader = client_of("physician")
    address = page(cast, "physician", meeting, "invitations/")
    assert leader.post(address, {}).status_code == 422
    assert leader.post(address, {"people": [str(cast.outsider)]}).status_code == 422
    assert leader.post(address, {"people": [str(cast.member)]}).status_code == 302


@pytest.mark.parametrize("below", ["edit/", "cancellation/", "invitations/", "attendance/", "minutes/"])
def test_a_member_arranges_nothing(cast: Cast, client_of: Browser, plan: Plan, below: str) -> None:
    meeting = plan("circle", days=-1)
    assert client_of("member").get(page(cast, "member", meeting, below)).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("rep", 403), ("manager", 403), ("admin", 403), ("rival", 404)])
def test_the_sponsor_reads_no_meeting_of_customers(
    cast: Cast, client_of: Browser, plan: Plan, who: str, status: int
) -> None:
    meeting = plan("circle", days=3)
    for address in (base(cast, who), page(cast, who, meeting), page(cast, who, meeting, "meeting.ics")):
        answer = client_of(who).get(address)
        assert answer.status_code == status
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("number", [1, 25])
def test_list_and_page_ask_a_fixed_number_of_queries(
    cast: Cast, acting: Acting, client_of: Browser, plan: Plan, number: int
) -> None:
    past = [plan("circle", days=-n - 1) for n in range(number)]
    ahead = [plan("circle", days=n + 1) for n in range(number)]
    with acting("physician"):
        note_attendance(past[0], outcomes={cast.member: "came"}, by=person(cast.physician))
    assert asked(client_of("physician"), base(cast, "physician")) <= FRAME + 4
    assert asked(client_of("physician"), page(cast, "physician", ahead[0])) <= FRAME + 6


def asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select set_config")
    return len([query for query in queries if not str(query["sql"]).startswith(control)])


def test_older_meetings_follow_by_cursor(cast: Cast, client_of: Browser, plan: Plan) -> None:
    for number in range(23):
        plan("circle", days=-number - 1, title=f"Evening {number:02d}")
    first = client_of("member").get(base(cast, "member"))
    assert "Evening 19" in first.content.decode()
    assert "Evening 20" not in first.content.decode()
    following = first.context["following_url"]
    assert "Evening 22" in client_of("member").get(following).content.decode()


def test_the_home_page_shows_where_i_am_expected(cast: Cast, client_of: Browser, plan: Plan) -> None:
    plan("circle", days=3, title="Next evening")
    assert "Next evening" in client_of("member").get(cast.surface_of("member")).content.decode()
    assert "Next evening" not in client_of("outsider").get(cast.surface_of("outsider")).content.decode()
