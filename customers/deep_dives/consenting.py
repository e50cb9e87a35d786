"""Asking participants for consent, and what becomes of their contributions when they take it back."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.accounts.contact import Contact
from customers.deep_dives.participant import Answer, DeepDiveConsent, DeepDiveParticipant
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call


class Handling(models.TextChoices):
    """What becomes of what somebody said who withdraws consent."""

    ANONYMISE = "anonymise", _("Keep the needs, take the person, her house and her words out of them")
    REMOVE = "remove", _("Remove what she said; needs that rest on it alone are dropped")


class NothingToWithdraw(Exception):
    """Only consent that was given can be withdrawn."""


def record_consent(
    participant: DeepDiveParticipant,
    *,
    answer: str,
    purpose: str,
    how: str,
    on: date,
    by: Person,
    at: datetime,
    handling: str = Handling.ANONYMISE,
) -> DeepDiveConsent:
    """Writes down an answer; a withdrawal handles what she contributed in the same step.

    Raises NothingToWithdraw, NotAllowed (for who does not hold the workshop).
    """
    latest = answer_of(participant)
    if answer == Answer.WITHDRAWN and latest != Answer.GIVEN:
        raise NothingToWithdraw
    entry = DeepDiveConsent(
        participant=participant,
        deep_dive_id=participant.deep_dive_id,
        answer=answer,
        purpose=purpose,
        how=how,
        on=on,
        recorded_by=by,
        at=at,
    )
    entry.save()
    if answer == Answer.WITHDRAWN:
        call("forget_participant", participant.id, str(handling), str(_("Consent withdrawn")), at)
    record(entry, f"consent.{answer}", by=by, plane=Plane.SPONSOR, participant=participant)
    return entry


def answer_of(participant: DeepDiveParticipant) -> str:
    """The latest answer; "" for who has not been asked."""
    latest = DeepDiveConsent.objects.filter(participant=participant).order_by("-at", "-id").first()
    return latest.answer if latest else ""


def forget_contact_in_deep_dives(contact: Contact, *, by: Person) -> None:
    """Her name goes from guest lists, she and her words from needs. For overseers of sales (NotAllowed)."""
    call("forget_contact_in_deep_dives", contact.id)
    record(contact, "contact.forgotten_in_deep_dives", by=by, plane=Plane.SPONSOR)
