"""Storing mails in the transaction of their cause."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from tenancy.notices.identity_mail import IdentityMail
from tenancy.people.person import Person
from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import Queue
from tenancy.wall.functions import call
from tenancy.wall.scope import current_scope


def mail_person(
    person: Person, *, subject: str, text: str, html: str = "", community: UUID | None = None, key: str
) -> UUID | None:
    """Stores a mail to a person; None when one with this key was stored before.

    It is sent only if she is active, and still of `community` if given, at that moment.
    """
    return _store(person.id, "", subject, text, html, community, key)


def store(messages: Sequence[EmailMessage]) -> int:
    """Stores mails to addresses: in the open scope's tenant, outside of one beside the users. How many."""
    stored = 0
    for message in messages:
        for address in message.recipients():
            if current_scope():
                _store(None, address, str(message.subject), str(message.body), _html(message), None, None)
            else:
                IdentityMail.objects.create(
                    to_address=address,
                    subject=str(message.subject)[:250],
                    text=str(message.body),
                    html=_html(message),
                )
            stored += 1
    return stored


def is_delivering() -> bool:
    """Whether mails leave the house; without a mail server they stay in the outbox."""
    return bool(settings.EMAIL_HOST)


def _store(
    person: UUID | None,
    address: str,
    subject: str,
    text: str,
    html: str,
    community: UUID | None,
    key: str | None,
) -> UUID | None:
    mail = cast(
        "UUID | None", call("store_mail", person, address, subject.strip(), text, html, community, key)
    )
    if mail and is_delivering():
        enqueue("notices.send_mail", {"mail": mail}, queue=Queue.REALTIME, key=f"mail:{mail}")
    return mail


def _html(message: EmailMessage) -> str:
    if isinstance(message, EmailMultiAlternatives):
        for content, kind in message.alternatives:
            if kind == "text/html":
                return str(content)
    return ""
