"""Thanking, taking it back, and showing it to a supervisor."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from communities.community.community import Community
from communities.recognition.recipient import RecognitionRecipient
from communities.recognition.recognition import GivenAs, Recognition
from communities.recognition.recognition_copy import RecognitionCopy
from communities.solutions.solution import Solution
from tenancy.events.recording import record
from tenancy.people.person import Person


class ShownAlready(Exception):
    """This supervisor can read it already."""


def thank(
    community: Community,
    *,
    people: Sequence[Person],
    occasion: str,
    words: str,
    team: str,
    solution: Solution | None,
    given_as: GivenAs,
    by: Person,
    at: datetime,
) -> Recognition:
    """A note to one member or to several as a team. The row policies refuse who may not, and thanks to oneself."""
    note = Recognition(
        community=community,
        kind=community.kind,
        given_by=by,
        given_as=given_as,
        occasion=occasion,
        team=team,
        words=words,
        solution=solution,
        at=at,
    )
    note.save()
    for person in people:
        RecognitionRecipient(recognition=note, community=community, person=person).save()
    record(note, "recognition.given", by=by, community=community, people=len(people))
    return note


def take_thanks_back(note: Recognition, *, wanted: bool, by: Person, at: datetime) -> None:
    """By whoever gave it: a slip is gone from all lists, or stands again."""
    note.withdrawn_at = at if wanted else None
    note.save()
    verb = "recognition.taken_back" if wanted else "recognition.restored"
    record(note, verb, by=by, community=note.community_id)


def show_to_supervisor(note: Recognition, *, supervisor: Person, by: Person, at: datetime) -> RecognitionCopy:
    """By whoever was thanked, of her own will. Raises ShownAlready."""
    copy = RecognitionCopy(
        recognition=note,
        community_id=note.community_id,
        kind=note.kind,
        person=by,
        supervisor=supervisor,
        shown_at=at,
    )
    try:
        with transaction.atomic():
            copy.save()
    except IntegrityError as error:
        raise ShownAlready from error
    record(note, "recognition.shown", by=by, community=note.community_id)
    return copy


def hide_from_supervisor(copy: RecognitionCopy, *, by: Person, at: datetime) -> None:
    """From now on the supervisor reads it no longer."""
    copy.withdrawn_at = at
    copy.save()
    record(copy, "recognition.hidden", by=by, community=copy.community_id)
