"""Making and ending the secret address, and what stands behind one."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from communities.calendars.calendar_address import CalendarAddress
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows
from tenancy.wall.scope import acting_for_everyone

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar may show it; title and place are empty where the community is a customers'."""

    meeting: UUID
    title: str
    place: str
    starts_at: datetime
    zone: str
    minutes: int
    sequence: int
    is_cancelled: bool
    planned_at: datetime
    language: str


def make_address(person: Person, *, at: datetime) -> str:
    """A new secret, told this once; an earlier one works no longer."""
    secret = token_urlsafe(SECRET_BYTES)
    renewed = CalendarAddress.objects.filter(person=person).update(digest=_digest(secret), made_at=at)
    if not renewed:
        CalendarAddress(person=person, digest=_digest(secret), made_at=at).save()
    return secret


def end_address(person: Person) -> None:
    """Calendars that read it find nothing any more."""
    CalendarAddress.objects.filter(person=person).delete()


def entries_behind(secret: str) -> list[Entry] | None:
    """The meetings of whoever made this address, from 90 days ago on; None for one that does not work."""
    with acting_for_everyone("read a calendar by its address"):
        rows = call_rows("calendar_behind", _digest(secret))
    if not rows:
        return None
    return [Entry(*row) for row in rows if row[0] is not None]


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
