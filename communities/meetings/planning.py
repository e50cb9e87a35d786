"""Planning, moving and cancelling meetings, and who is invited."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.meetings.meeting import Form, Meeting
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call_rows
from tenancy.wall.refusals import RuleBroken

words.update(
    {
        "meeting_is_over": _("This meeting is over."),
        "meeting_is_cancelled": _("This meeting is cancelled. Bring it back first."),
    }
)
ANNOUNCED = ("title", "form", "starts_at", "duration_minutes", "place", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """When, where and how people meet. `starts_at` is an instant, `zone` the IANA zone it was agreed in."""

    title: str
    starts_at: datetime
    zone: str
    form: str = Form.VIRTUAL
    duration_minutes: int = 60
    place: str = ""
    link: str = ""


def plan_meeting(community: Community, *, details: Details, by: Person, at: datetime) -> Meeting:
    """A meeting to which every active member is invited; for leader and deputy."""
    meeting = Meeting(community=community, planned_by=by, planned_at=at, **asdict(details))
    meeting.save()
    record(meeting, "meeting.planned", by=by, community=community, form=meeting.form)
    invite(meeting, persons=None, by=by)
    return meeting


def change_meeting(meeting: Meeting, *, details: Details, by: Person) -> bool:
    """Other details; False where nothing differs. Who is invited hears of a change of time or place.

    Raises RuleBroken("meeting_is_over") for a meeting that is held or cancelled.
    """
    if meeting.held_at or meeting.cancelled_at:
        raise RuleBroken("meeting_is_over")
    fresh = asdict(details)
    changed = [name for name, value in fresh.items() if getattr(meeting, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(meeting, name, fresh[name])
    if any(name in ANNOUNCED for name in changed):
        meeting.sequence += 1
    meeting.save(update_fields=[*changed, "sequence"])
    if any(name in ANNOUNCED for name in changed if name != "title"):
        record(meeting, "meeting.moved", by=by, community=meeting.community_id)
    return True


def cancel_meeting(meeting: Meeting, *, why: str, by: Person, at: datetime) -> None:
    """Cancels it with a reason; who was invited hears of it. RuleBroken("meeting_is_over") once it is held."""
    if meeting.held_at:
        raise RuleBroken("meeting_is_over")
    if meeting.cancelled_at:
        return
    meeting.cancelled_at, meeting.why_cancelled = at, why
    _note_change(meeting, "cancelled_at", "why_cancelled")
    record(meeting, "meeting.cancelled", by=by, community=meeting.community_id)


def restore_meeting(meeting: Meeting, *, by: Person) -> None:
    """Undoes the cancelling; who was invited hears of it."""
    if not meeting.cancelled_at:
        return
    meeting.cancelled_at, meeting.why_cancelled = None, ""
    _note_change(meeting, "cancelled_at", "why_cancelled")
    record(meeting, "meeting.restored", by=by, community=meeting.community_id)


def invite(meeting: Meeting, *, persons: Iterable[UUID] | None, by: Person) -> list[UUID]:
    """Makes exactly these active members the invited ones; None adds everybody. Returns who is new.

    Only who is new hears of it. Raises RuleBroken("meeting_is_over") for a meeting that is held or cancelled.
    """
    wanted = None if persons is None else [str(person) for person in persons]
    rows = call_rows("invite_to_meeting", meeting.id, wanted)
    fresh = [UUID(str(person)) for (person,) in rows]
    if fresh:
        people = [str(person) for person in fresh]
        record(meeting, "meeting.invited", by=by, community=meeting.community_id, people=people)
    return fresh


def _note_change(meeting: Meeting, *columns: str) -> None:
    meeting.sequence += 1
    meeting.save(update_fields=[*columns, "sequence"])
