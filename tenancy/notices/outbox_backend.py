"""Django's door to the outbox: nothing is sent while a request is answered."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tenancy.notices.storing import store


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND`: stores the sign-in library's mails and ours."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Stores each message once for every receiver; how many were stored."""
        return store(email_messages)
