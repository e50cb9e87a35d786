"""Training completed, and what held a kick-off up: written down by those who know."""

from datetime import date, datetime

from communities.community.community import Community
from customers.training.delay import DelayCause, KickOffDelay
from customers.training.training import Curriculum, Training
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


class RecordedAlready(Exception):
    """This person's completion of the curriculum on that day stands already."""


def record_training(
    person: Person, *, curriculum: Curriculum, cohort: str, completed_on: date, by: Person, at: datetime
) -> Training:
    """Raises RecordedAlready; the row policy refuses those who may not record."""
    if Training.objects.filter(person=person, curriculum=curriculum, completed_on=completed_on).exists():
        raise RecordedAlready
    training = Training(
        person=person,
        curriculum=curriculum,
        cohort=cohort,
        completed_on=completed_on,
        recorded_by=by,
        recorded_at=at,
    )
    training.save()
    record(training, "training.recorded", by=by, plane=Plane.SPONSOR, curriculum=curriculum)
    return training


def take_back(training: Training, *, by: Person) -> None:
    """A line written by mistake is removed; the log keeps that it was there."""
    record(training, "training.taken_back", by=by, plane=Plane.SPONSOR, curriculum=training.curriculum)
    training.delete()


def tell_delay(community: Community, *, cause: DelayCause, note: str, by: Person, at: datetime) -> None:
    """The steward's word on what held the kick-off up; an earlier word stays as history."""
    KickOffDelay(community=community, cause=cause, note=note, told_by=by, told_at=at).save()
    record(community, "kick_off.delay_told", by=by, plane=Plane.SPONSOR, cause=cause)
