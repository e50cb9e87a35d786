"""Planning, holding and evaluating a Deep Dive."""

from datetime import datetime
from typing import Any

from customers.accounts.contact import Contact
from customers.deep_dives.deep_dive import DeepDive, DiveStatus
from customers.deep_dives.participant import DeepDiveParticipant
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call


class ConsentMissing(Exception):
    """Somebody who was there has not been asked."""


class NobodyCame(Exception):
    """A workshop without a customer was not held."""


class SummaryMissing(Exception):
    """Evaluated is what has a summary."""


class AlreadyInvited(Exception):
    """The contact or colleague is on the list."""


def plan_deep_dive(*, by: Person, at: datetime, **said: Any) -> DeepDive:
    """A workshop to come; `said` are its date, place, scenario, agenda. Who plans it is its host."""
    dive = DeepDive(**said, host=by, created_by=by, at=at)
    dive.save()
    record(dive, "deep_dive.planned", by=by, plane=Plane.SPONSOR, on=dive.held_on)
    return dive


def change_deep_dive(dive: DeepDive, *, by: Person, **said: Any) -> None:
    """Other words, another day."""
    for name, value in said.items():
        setattr(dive, name, value)
    dive.save()
    record(dive, "deep_dive.changed", by=by, plane=Plane.SPONSOR)


def invite(
    dive: DeepDive,
    *,
    name: str,
    position: str,
    by: Person,
    contact: Contact | None = None,
    person: Person | None = None,
) -> DeepDiveParticipant:
    """Puts a contact, a colleague or a guest on the list. Raises AlreadyInvited."""
    listed = DeepDiveParticipant.objects.filter(deep_dive=dive)
    if (contact and listed.filter(contact=contact).exists()) or (
        person and listed.filter(person=person).exists()
    ):
        raise AlreadyInvited
    participant = DeepDiveParticipant(
        deep_dive=dive,
        contact=contact,
        account_id=contact.account_id if contact else None,
        person=person,
        name=name[:160],
        position=position,
    )
    participant.save()
    record(participant, "deep_dive.invited", by=by, plane=Plane.SPONSOR, deep_dive=dive)
    return participant


def attend(participant: DeepDiveParticipant, *, came: bool | None) -> None:
    """Whether she came; None while nobody knows."""
    participant.attended = came
    participant.save()


def all_asked(dive: DeepDive) -> bool:
    """Whether every guest who came, or may still come, has said yes or no to being recorded."""
    return bool(call("all_asked", dive.id))


def hold(dive: DeepDive, *, by: Person, at: datetime) -> None:
    """It took place. Raises ConsentMissing, NobodyCame."""
    guests = dive.participants.filter(person=None)
    if not guests.filter(attended=True).exists():
        raise NobodyCame
    if not all_asked(dive):
        raise ConsentMissing
    dive.status, dive.held_at = DiveStatus.HELD, at
    dive.save()
    record(dive, "deep_dive.held", by=by, plane=Plane.SPONSOR, guests=guests.filter(attended=True).count())


def evaluate(dive: DeepDive, *, by: Person, at: datetime) -> None:
    """Its needs are captured and summed up. Raises SummaryMissing."""
    if not dive.summary.strip():
        raise SummaryMissing
    dive.status, dive.evaluated_at = DiveStatus.EVALUATED, at
    dive.save()
    record(dive, "deep_dive.evaluated", by=by, plane=Plane.SPONSOR)


def reopen(dive: DeepDive, *, by: Person) -> None:
    """One state back: evaluated to held, held to planned."""
    back = {DiveStatus.EVALUATED: DiveStatus.HELD, DiveStatus.HELD: DiveStatus.PLANNED}
    dive.status = back.get(DiveStatus(dive.status), DiveStatus.PLANNED)
    dive.save()
    record(dive, "deep_dive.reopened", by=by, plane=Plane.SPONSOR, to=dive.status)
