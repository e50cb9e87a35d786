"""How often a community means to meet, and the dates that follow."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from communities.community.community import Community
from communities.meetings.meeting import Form
from communities.meetings.rhythm import Rhythm
from tenancy.events.recording import record
from tenancy.people.person import Person


def set_rhythm(
    community: Community,
    *,
    weeks: int | None,
    starts_on: date,
    time_of_day: time,
    zone: str,
    by: Person,
    at: datetime,
    duration_minutes: int = 60,
    form: str = Form.VIRTUAL,
    place: str = "",
    link: str = "",
) -> Rhythm:
    """From `starts_on` on this rhythm holds; without weeks the community meets as needed. For leader and deputy."""
    rhythm = Rhythm(
        community=community,
        weeks=weeks,
        starts_on=starts_on,
        time_of_day=time_of_day,
        zone=zone,
        duration_minutes=duration_minutes,
        form=form,
        place=place,
        link=link,
        set_by=by,
        set_at=at,
    )
    rhythm.save()
    record(rhythm, "rhythm.set", by=by, community=community, weeks=weeks)
    return rhythm


def rhythm_of(community: Community) -> Rhythm | None:
    """The one set last, though it may only begin later; None where none was ever set."""
    return Rhythm.objects.filter(community=community).order_by("-set_at", "-id").first()


def dates_of(rhythm: Rhythm, *, after: datetime) -> Iterator[datetime]:
    """The instants of the rhythm after a moment, on and on: same weekday and same time on the clock of its zone."""
    if not rhythm.weeks:
        return
    zone = ZoneInfo(rhythm.zone)
    step = timedelta(weeks=rhythm.weeks)
    missed = (after.astimezone(zone).date() - rhythm.starts_on) // step
    day = rhythm.starts_on + max(missed, 0) * step
    while True:
        start = datetime.combine(day, rhythm.time_of_day, tzinfo=zone).astimezone(UTC)
        if start > after:
            yield start
        day += step


def planned_days(rhythms: Sequence[Rhythm], *, first: date, last: date) -> list[date]:
    """The days on which the community meant to meet between two days, both included.

    `rhythms` are all of the community, in the order in which they were set. Each holds from its beginning until one
    that was set later begins.
    """
    days: list[date] = []
    for position, rhythm in enumerate(rhythms):
        until = min((later.starts_on for later in rhythms[position + 1 :]), default=date.max)
        if rhythm.weeks:
            step = timedelta(weeks=rhythm.weeks)
            day = rhythm.starts_on + max(-((rhythm.starts_on - first) // step), 0) * step
            while day <= last and day < until:
                days += [day] if day >= first else []
                day += step
    return sorted(days)
