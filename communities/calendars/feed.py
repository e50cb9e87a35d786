"""Somebody's meetings as one calendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from communities.calendars.addressing import Entry

REFRESH = timedelta(hours=4)


def feed_of(entries: Iterable[Entry], *, host: str) -> bytes:
    """Each meeting on the clock of its own zone, under the uid of its calendar file. The same meetings give the
    same bytes: the stamp of an event is the moment at which it was planned.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Collegium//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, host=host))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry, *, host: str) -> Event:
    starts = entry.starts_at.astimezone(ZoneInfo(entry.zone))
    event = Event()
    event.add("uid", f"{entry.meeting}@{host}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.planned_at)
    with translation.override(entry.language):
        event.add("summary", entry.title or _("Community meeting"))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=entry.minutes))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    return event
