"""Inviting, withdrawing and accepting."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any, cast
from uuid import UUID

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenancy.invitations.invitation import Invitation
from tenancy.slots.rules import words
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone

DAYS_OPEN = 14

words.update(
    {
        "invitation_closed": _("This invitation was used, withdrawn or has expired; only a new one helps."),
        "wrong_address": _("This invitation was made for another e-mail address."),
        "other_side": _("This address belongs to somebody on the other side of the wall here."),
        "too_many": _("That is more invitations in one day than one person may send."),
        "unknown_role": _("This role cannot be given here."),
    }
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A fresh invitation and its token, which is known at this moment only."""

    id: UUID
    token: str

    @property
    def path(self) -> str:
        """The address that lets the invited person in."""
        return reverse("invitation", kwargs={"token": self.token})


def new_token() -> str:
    """256 random bits, as text for an address."""
    return token_urlsafe(32)


def invite_staff(*, email: str, name: str, roles: Sequence[str]) -> Sent:
    """An administrator invites a colleague and says which roles wait for her."""
    token = new_token()
    return Sent(call("invite_staff", email, name, list(roles), DAYS_OPEN, token), token)


def invite_customer(*, email: str, name: str) -> Sent:
    """The operator invites a health professional to the portal."""
    token = new_token()
    return Sent(call("invite_customer", email, name, DAYS_OPEN, token), token)


def revoke(invitation: Invitation) -> None:
    """Withdraws an invitation; one that was used stays used."""
    call("revoke_invitation", invitation.id)


def invitation_behind(token: str) -> dict[str, Any] | None:
    """What the page of an invitation shows; None for a token that never existed."""
    with acting_for_everyone("open an invitation"):
        return cast("dict[str, Any] | None", call("invitation_of", token))


def accept(token: str, *, user_id: UUID, name: str, language: str, statement: str) -> UUID:
    """Makes the user a person of the tenant with what the invitation promises; returns the person.

    Raises RuleBroken: `invitation_closed`, `wrong_address`, `other_side`.
    """
    with acting_for_everyone("accept an invitation"):
        return cast(UUID, call("accept_invitation", token, user_id, name, language, statement))


def send(*, to: str, link: str, place: str, inviter: str, sponsored: bool = False) -> None:
    """Mails the link. Called when no transaction is open."""
    values = {
        "link": link,
        "place": place,
        "place_name": place,
        "inviter": inviter,
        "days": DAYS_OPEN,
        "sponsored": sponsored,
    }
    send_mail(
        subject=render_to_string("emails/invitation_subject.txt", values).strip(),
        message=render_to_string("emails/invitation.txt", values),
        from_email=None,
        recipient_list=[to],
    )
