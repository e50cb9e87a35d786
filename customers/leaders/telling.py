"""Mails about proposals: that something waits, never who or why."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tenancy.notices.storing import mail_person
from tenancy.people.person import Person


def tell_approver(approver: Person, *, proposal: UUID) -> None:
    """A leader waits for her word."""
    _tell(
        approver,
        _("A proposal waits for your decision"),
        _(
            "A colleague proposes a leader for a community in preparation and asks for your decision.\n\n"
            "Sign in and open “Leaders to approve”:\n{url}"
        ),
        key=f"leader-proposal:{proposal}",
    )


def tell_selector(selector: Person, *, proposal: UUID) -> None:
    """The approver has decided."""
    _tell(
        selector,
        _("Your proposal was decided"),
        _(
            "The leader that you proposed was decided upon.\n\n"
            "Sign in and open “Prospective communities” to read the decision and its reason:\n{url}"
        ),
        key=f"leader-decision:{proposal}",
    )


def tell_approver_of_list(approver: Person, *, approval: UUID) -> None:
    """A list of centres waits for her word."""
    _tell(
        approver,
        _("A list waits for your decision"),
        _(
            "A colleague asks whether the centres of a list may be approached.\n\n"
            "Sign in and open “Centres to approve”:\n{url}"
        ),
        key=f"shortlist-approval:{approval}",
    )


def tell_selector_of_list(selector: Person, *, approval: UUID) -> None:
    """The approver has decided about a list."""
    _tell(
        selector,
        _("Your list was decided"),
        _(
            "The list of centres that you put forward was decided upon.\n\n"
            "Sign in and open “Prospective communities” to read the decision and its reason:\n{url}"
        ),
        key=f"shortlist-decision:{approval}",
    )


def _tell(person: Person, subject: Any, text: Any, *, key: str) -> None:
    """In the person's language."""
    with translation.override(person.language):
        url = f"{settings.PUBLIC_URL}/"
        mail_person(person, subject=str(subject), text=str(text).format(url=url), key=key)
