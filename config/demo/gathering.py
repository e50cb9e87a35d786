"""Meetings and promises of the communities: some keep their rhythm, some lose it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from communities.meetings.agenda_item import AgendaItem, Decision
from communities.meetings.attendance import Attendance
from communities.meetings.attendance import Outcome as Came
from communities.meetings.keeping_rhythm import planned_days
from communities.meetings.meeting import Form, Meeting
from communities.meetings.meeting_invitation import MeetingInvitation
from communities.meetings.rhythm import Rhythm
from config.demo.place import Place
from config.demo.promising import promise
from config.demo.reading import table
from config.demo.talking import html_of
from config.demo.world import World
from tenancy.people.person import Person

SEED = "collegium meetings"
YEAR = timedelta(days=330)
ZONE = "Europe/Zurich"
EVENING = time(19, 0)
WRITTEN_UP = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """How a community meets: weeks between, how often it cancels, how many come, silent since so many days."""

    weeks: int
    cancels: float
    comes: float
    keeps: float
    silent_days: int = 0


PACES = {
    "lively": Pace(4, cancels=0.04, comes=0.82, keeps=0.85),
    "steady": Pace(6, cancels=0.1, comes=0.66, keeps=0.7),
    "thin": Pace(4, cancels=0.3, comes=0.38, keeps=0.4),
    "silent": Pace(4, cancels=0.15, comes=0.5, keeps=0.35, silent_days=140),
}


@dataclass(slots=True)
class Circle:
    """A community that meets, with dice of its own so that nothing else of the demo depends on them."""

    world: World
    place: Place
    pace: Pace
    words: Mapping[str, Any]
    dice: Random

    def keys(self) -> dict[str, UUID]:
        """Tenant, community and id of a fresh row."""
        fresh = UUID(int=self.dice.getrandbits(128), version=4)
        return {"tenant_id": self.world.tenant, "id": fresh, "community_id": self.place.community.id}

    def present(self, at: datetime) -> list[Person]:
        """Whoever was a member by then."""
        return self.place.present(at)


def gather(world: World, places: Mapping[str, Place]) -> None:
    """Meetings of the last eleven months and the next one for each community that has members."""
    manners = {one["slug"]: one.get("vitality", "steady") for one in table("circles")["circles"]}
    texts = table("meetings")
    for slug, place in places.items():
        if len(place.members) > 2:
            pace = PACES[manners.get(slug, "lively")]
            words = texts.get(place.community.language, texts["en"])
            _meet(Circle(world, place, pace, words, Random(f"{SEED} {slug}")))


def _meet(circle: Circle) -> None:
    now, place = circle.world.clock.now, circle.place
    began = (place.community.handed_over_at or place.community.created_at) + timedelta(days=21)
    rhythm = _rhythm(circle, began)
    first = max(began, now - YEAR).date()
    days = planned_days([rhythm], first=first, last=now.date() + timedelta(weeks=circle.pace.weeks))
    starts = [datetime.combine(day, EVENING, tzinfo=ZoneInfo(ZONE)) for day in days]
    past = [at for at in starts if at < now - timedelta(days=max(1, circle.pace.silent_days))]
    held = [meeting for at in past if (meeting := _past(circle, at))]
    coming = [at for at in starts if at > now + timedelta(days=1)][:1] if not circle.pace.silent_days else []
    ahead = [_meeting(circle, at) for at in coming]
    for meeting in held[-WRITTEN_UP:]:
        meeting.minutes, meeting.minutes_at = circle.words["minutes"], meeting.held_at
        meeting.minutes_html = html_of(meeting.minutes)
        _agenda(circle, meeting, decisions=[Decision.ACCEPTED] * 3)
    for meeting in ahead:
        _agenda(circle, meeting, decisions=[Decision.ACCEPTED, Decision.ACCEPTED, Decision.PROPOSED])
        _excuse(circle, meeting)
    promise(circle, held, ahead)


def _rhythm(circle: Circle, began: datetime) -> Rhythm:
    weekday = timedelta(days=(circle.dice.randrange(4) - began.weekday()) % 7)
    return circle.world.rows.add(
        Rhythm(
            **circle.keys(),
            weeks=circle.pace.weeks,
            starts_on=(began + weekday).date(),
            time_of_day=EVENING,
            zone=ZONE,
            duration_minutes=90,
            set_by_id=circle.place.leader.id,
            set_at=began,
        )
    )


def _past(circle: Circle, at: datetime) -> Meeting | None:
    """A meeting that was held, or None for one that was cancelled."""
    meeting = _meeting(circle, at)
    if circle.dice.random() < circle.pace.cancels:
        meeting.cancelled_at, meeting.sequence = at - timedelta(days=2), 1
        meeting.why_cancelled = circle.dice.choice(circle.words["cancelled"])
        return None
    meeting.held_at = at + timedelta(hours=2)
    came = [person for person in circle.present(meeting.planned_at) if _outcome(circle, meeting, person)]
    meeting.head_count = len(came)
    return meeting


def _outcome(circle: Circle, meeting: Meeting, person: Person) -> bool:
    """Notes whether one person came; the leader nearly always does."""
    assert meeting.held_at
    comes = 0.97 if person is circle.place.leader else circle.pace.comes
    came = circle.dice.random() < comes
    outcome = Came.CAME if came else circle.dice.choice((Came.EXCUSED, Came.EXCUSED, Came.ABSENT))
    _note(circle, meeting, person, outcome, by=circle.place.leader, at=meeting.held_at)
    return came


def _excuse(circle: Circle, meeting: Meeting) -> None:
    """One member has said already that she cannot come."""
    others = [one for one in circle.present(meeting.planned_at) if one is not circle.place.leader]
    person = circle.dice.choice(others)
    _note(circle, meeting, person, Came.EXCUSED, by=person, at=circle.world.clock.ago("20h"))


def _note(
    circle: Circle, meeting: Meeting, person: Person, outcome: str, *, by: Person, at: datetime
) -> None:
    circle.world.rows.add(
        Attendance(
            **circle.keys(),
            meeting_id=meeting.id,
            person_id=person.id,
            outcome=outcome,
            noted_by_id=by.id,
            noted_at=at,
        )
    )


def _meeting(circle: Circle, at: datetime) -> Meeting:
    """A meeting with its invitations, planned three weeks before; every fourth one is face to face."""
    is_near = circle.dice.random() < 0.25
    planned_at = min(at - timedelta(days=21), circle.world.clock.ago("3d"))
    meeting = circle.world.rows.add(
        Meeting(
            **circle.keys(),
            title=circle.dice.choice(circle.words["titles"]),
            form=Form.FACE_TO_FACE if is_near else Form.VIRTUAL,
            starts_at=at,
            zone=ZONE,
            duration_minutes=90,
            place=circle.dice.choice(circle.words["places"]) if is_near else "",
            link="" if is_near else f"https://call.example/{circle.place.community.slug}",
            planned_by_id=circle.place.leader.id,
            planned_at=planned_at,
        )
    )
    for person in circle.present(planned_at):
        circle.world.rows.add(
            MeetingInvitation(
                **circle.keys(), meeting_id=meeting.id, person_id=person.id, invited_at=planned_at
            )
        )
    return meeting


def _agenda(circle: Circle, meeting: Meeting, *, decisions: Sequence[str]) -> None:
    """A few items, and an open slot at the end."""
    titles = circle.dice.sample(circle.words["items"], len(decisions))
    for position, (title, decision) in enumerate(zip(titles, decisions, strict=True), start=1):
        _item(
            circle, meeting, position if decision == Decision.ACCEPTED else 0, title=title, decision=decision
        )
    _item(
        circle, meeting, len(decisions) + 1, title="Open slot", is_open_slot=True, decision=Decision.ACCEPTED
    )


def _item(circle: Circle, meeting: Meeting, position: int, **more: Any) -> None:
    by = (
        circle.place.leader
        if "is_open_slot" in more
        else circle.dice.choice(circle.present(meeting.planned_at))
    )
    circle.world.rows.add(
        AgendaItem(
            **circle.keys(),
            meeting_id=meeting.id,
            note="" if "is_open_slot" in more else circle.dice.choice(circle.words["notes"]),
            duration_minutes=circle.dice.choice((10, 15, 20, 30)),
            position=position,
            proposed_by_id=by.id,
            proposed_at=meeting.planned_at + timedelta(hours=6),
            **more,
        )
    )
