"""Inviting contacts to a wave: one link each, known to its receiver alone."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from customers.accounts.contact import Contact
from customers.countries.setting import closed_to_surveys
from customers.surveys.invitation import SurveyInvitation
from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from tenancy.people.person import Person
from tenancy.tasks.enqueuing import enqueue
from tenancy.wall.functions import call

INVITE = "surveys.invite"
BATCH = 25
MOST_LOOSE = 500
Acting = Callable[[], AbstractContextManager[object]]


def link_of(token: str) -> str:
    """The address of the answer page."""
    return f"{settings.PUBLIC_URL}{reverse('survey_answer', kwargs={'token': token})}"


def reachable(person: Person, *, by_name: bool, segment: str = "", country: str = "") -> "QuerySet[Contact]":
    """Contacts with an e-mail address that this person sees, narrowed by their account's segment or country.

    Countries whose rules forbid mails, or answers `by_name`, are left out: the contact's own or her account's.
    """
    found = Contact.objects.filter(tenant_id=person.tenant_id).exclude(email="").exclude(type="system")
    closed = closed_to_surveys(by_name=by_name)
    found = found.exclude(country__in=closed).exclude(account__country__in=closed)
    if segment:
        found = found.filter(
            account__segment_memberships__key=segment, account__segment_memberships__until=None
        )
    if country:
        found = found.filter(country=country)
    return found.order_by("id")


def start_inviting(wave: SurveyWave, *, segment: str, country: str, result_url: str, at: str) -> UUID:
    """Queues the invitations; `at` makes the same wish of one moment a single task."""
    return enqueue(
        INVITE,
        {"wave": wave.id, "segment": segment, "country": country},
        key=f"survey:{wave.id}:{segment}:{country}:{at}",
        label="Survey invitations",
        result_url=result_url,
    )


def invite_all(
    wave: UUID, *, person: UUID, segment: str, country: str, acting: Acting, tell: Callable[[int], None]
) -> int:
    """Invites whoever was not invited yet, batch after batch; each mail leaves after its batch is stored."""
    with acting():
        found = SurveyWave.objects.select_related("survey").filter(id=wave).first()
        by = Person.objects.get(id=person)
        done = SurveyInvitation.objects.filter(wave_id=wave).values("contact_id")
        if found is None:
            return 0
        people = reachable(by, by_name=not found.anonymous, segment=segment, country=country)
        waiting = list(people.exclude(id__in=done))
    for at in range(0, len(waiting), BATCH):
        _invite(found, waiting[at : at + BATCH], acting=acting)
        tell(100 * (at + BATCH) // (len(waiting) + BATCH))
    return len(waiting)


def _invite(wave: SurveyWave, contacts: Sequence[Contact], *, acting: Acting) -> None:
    tokens = {contact.id: token_urlsafe(32) for contact in contacts}
    with acting():
        fresh = invite(wave, tokens)
    for contact in contacts:
        if contact.id in fresh:
            _mail(wave.survey, contact, tokens[contact.id])


def invite(wave: SurveyWave, tokens: dict[UUID, str]) -> set[UUID]:
    """Stores digests of the links by contact; returns the contacts that were not invited before.

    RuleBroken("survey_closed"), NotAllowed. Of an anonymous wave nothing connects a contact and a link.
    """
    digests = [_digest(token) for token in tokens.values()]
    fresh = call("invite_to_survey", wave.id, [str(contact) for contact in tokens], digests)
    return {UUID(str(contact)) for contact in fresh}


def loose_links(wave: SurveyWave, n: int) -> list[str]:
    """Links that belong to nobody, for cards or a congress; shown this once. Anonymous waves only."""
    tokens = [token_urlsafe(32) for _ in range(min(n, MOST_LOOSE))]
    call("make_loose_ballots", wave.id, [_digest(token) for token in tokens])
    return [link_of(token) for token in tokens]


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _mail(survey: Survey, contact: Contact, token: str) -> None:
    values = {"survey": survey, "link": link_of(token), "place_name": survey.sponsor}
    with translation.override(survey.language):
        send_mail(
            subject=render_to_string("emails/survey_subject.txt", values).strip(),
            message=render_to_string("emails/survey.txt", values),
            from_email=None,
            recipient_list=[contact.email],
        )
