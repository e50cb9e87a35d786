"""Who came: noted by the leader in one go, or by a member for herself."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from communities.meetings.attendance import Outcome
from communities.meetings.meeting import Meeting
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "not_yet_begun": _("This meeting has not begun. Who came is noted from then on."),
        "attendance_is_recorded": _(
            "The leader has put this meeting on record. Ask the leader if your line is wrong."
        ),
        "not_the_time_to_check_in": _(
            "You can check in from half an hour before the meeting until a day after it."
        ),
    }
)


def note_attendance(meeting: Meeting, *, outcomes: Mapping[UUID, str], by: Person) -> int:
    """Puts the meeting on record with these outcomes (`Outcome`), replacing earlier ones; returns the head-count.

    For leader and deputy. People without a seat in the community are left out. Raises RuleBroken for a meeting that
    is cancelled or has not begun.
    """

    def having(outcome: Outcome) -> list[str]:
        return _texts(person for person, said in outcomes.items() if said == outcome)

    count = int(
        call(
            "note_attendance",
            meeting.id,
            having(Outcome.CAME),
            having(Outcome.EXCUSED),
            having(Outcome.ABSENT),
        )
    )
    record(meeting, "meeting.held", by=by, community=meeting.community_id, head_count=count)
    meeting.refresh_from_db(fields=["held_at", "head_count"])
    return count


def check_in(meeting: Meeting) -> None:
    """The acting person was there. RuleBroken outside half an hour before to a day after the meeting."""
    call("answer_meeting", meeting.id, Outcome.CAME.value)


def excuse(meeting: Meeting) -> None:
    """The acting person cannot come. RuleBroken once the meeting is over or on record."""
    call("answer_meeting", meeting.id, Outcome.EXCUSED.value)


def take_back(meeting: Meeting) -> None:
    """The acting person takes her own word back. RuleBroken once the meeting is on record."""
    call("answer_meeting", meeting.id, "")


def _texts(people: Iterable[UUID]) -> list[str]:
    return [str(person) for person in people]
