"""Making an account for an invited person."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from tenancy.invitations.inviting import accept
from tenancy.people.user import User
from tenancy.wall.refusals import RuleBroken


def welcome(token: str, *, email: str, password: str, name: str, language: str, statement: str) -> User:
    """A user with a confirmed address (the token came by mail to it) who is a person of the tenant at once.

    Raises RuleBroken as `accept` does, and leaves no account behind then.
    """
    try:
        with transaction.atomic(using="auth"):
            user = User.objects.create_user(email, password)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError as error:  # the same link was sent twice at the same moment
        raise RuleBroken("invitation_closed") from error
    try:
        accept(token, user_id=user.pk, name=name, language=language, statement=statement)
    except RuleBroken:
        user.delete()
        raise
    return user


def sponsor_statement(found: dict[str, Any]) -> str:
    """The sponsor, named at the outset, in the words that are stored with the acceptance."""
    portal = found["portal"]
    if found["party"] != "customer" or not portal:
        return ""
    return (
        f"{portal['name']} is paid for by {portal['sponsor']} and run independently by {portal['operator']}. "
        "The sponsor's sales and marketing never read what members write."
    )
