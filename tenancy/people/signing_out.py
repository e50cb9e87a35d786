"""Signing out everywhere."""

from django.db import transaction

from tenancy.people.session import Session
from tenancy.people.user import User


def sign_out_everywhere(user: User) -> None:
    """Ends every session of the user, this one too: the rows go and a fresh epoch outdates any copy."""
    with transaction.atomic(using="auth"):
        user.renew_epoch()
        Session.objects.filter(user_id=user.pk).delete()
