"""Sending what lies in the outboxes, by SMTP. No transaction is open while the mail server is talked to."""

import smtplib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from tenancy.notices.identity_mail import IdentityMail
from tenancy.notices.mail import MailState
from tenancy.people.user import User
from tenancy.tasks.work import Work
from tenancy.wall.functions import call

SMTP = "django.core.mail.backends.smtp.EmailBackend"
MOST_AT_ONCE = 20
MOST_ATTEMPTS = 5


def send_mail(mail: UUID, *, work: Work) -> str:
    """Sends one mail of a tenant, if it is still to be sent and its reader may still know of it.

    Returns the state it ends in, "" where there is nothing to do. Raises SMTPException or OSError when the
    server does not take it; the mail stays stored and the task is tried again.
    """
    with work.acting():
        letter = call("open_mail", mail)
    if letter is None:
        return ""
    address = letter["to"] or _address_of(letter["user"])
    try:
        if address:
            _send(mail, to=address, subject=letter["subject"], text=letter["text"], html=letter["html"])
    except (smtplib.SMTPException, OSError):
        _close(mail, MailState.STORED, work=work)
        raise
    return _close(mail, MailState.SENT if address else MailState.FAILED, work=work)


def identity_mails_wait() -> bool:
    """Whether a mail of a sign-in identity is to be sent."""
    return bool(settings.EMAIL_HOST) and IdentityMail.objects.filter(state=MailState.STORED).exists()


def send_identity_mails() -> int:
    """Sends the mails of sign-in identities that wait; how many. Two workers never take the same one."""
    IdentityMail.objects.forget_old()
    sent = 0
    for mail in _take():
        try:
            _send(mail.pk, to=mail.to_address, subject=mail.subject, text=mail.text, html=mail.html)
        except (smtplib.SMTPException, OSError):
            mail.state = MailState.FAILED if mail.attempts >= MOST_ATTEMPTS else MailState.STORED
        else:
            mail.state, mail.ended_at = MailState.SENT, timezone.now()
            sent += 1
        mail.save(update_fields=["state", "ended_at"])
    return sent


def _take() -> list[IdentityMail]:
    with transaction.atomic(using="auth"):
        waiting = IdentityMail.objects.filter(state=MailState.STORED).order_by("created_at")
        mails = list(waiting.select_for_update(skip_locked=True)[:MOST_AT_ONCE])
        for mail in mails:
            mail.state, mail.attempts = MailState.SENDING, mail.attempts + 1
            mail.save(update_fields=["state", "attempts"])
    return mails


def _address_of(user: str | None) -> str:
    found = User.objects.filter(pk=user, is_active=True).values_list("email", flat=True) if user else []
    return next(iter(found), "")


def _close(mail: UUID, state: str, *, work: Work) -> str:
    with work.acting():
        call("close_mail", mail, str(state))
    return str(state)


def _send(mail: UUID, *, to: str, subject: str, text: str, html: str) -> None:
    """A stable Message-ID lets the receiver's server recognise a mail that a killed worker sent before."""
    headers: dict[str, Any] = {"Message-ID": f"<{mail}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"}
    message = EmailMultiAlternatives(
        subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers, connection=get_connection(SMTP)
    )
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
