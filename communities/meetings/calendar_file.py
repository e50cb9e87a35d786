"""A meeting as a calendar file (RFC 5545)."""

from datetime import datetime

from icalendar import Calendar, Event, vUri

from communities.meetings.meeting import Form, Meeting


def calendar_file(meeting: Meeting, *, url: str, host: str, at: datetime) -> bytes:
    """The meeting on the clock of its own zone, with that zone's rules, so that it survives daylight saving.

    The same uid and a growing sequence make a calendar replace what it took before; a cancelled meeting is
    marked so. `at` is the moment of writing.
    """
    event = Event()
    event.add("uid", f"{meeting.id}@{host}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("summary", meeting.title)
    event.add("dtstart", meeting.local_start)
    event.add("dtend", meeting.ends_at.astimezone(meeting.local_start.tzinfo))
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event.add("location", meeting.place if meeting.form == Form.FACE_TO_FACE else meeting.link)
    event.add("url", vUri(url))
    calendar = Calendar()
    calendar.add("prodid", "-//Collegium//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.cancelled_at else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
