"""Mails about proposals: that something waits, never who or why."""

from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tenancy.notices.storing import mail_person
from tenancy.people.person import Person


def tell_approver(approver: Person, *, proposal: UUID) -> None:
    """A leader waits for her word."""
    with translation.override(approver.language):
        mail_person(
            approver,
            subject=_("A proposal waits for your decision"),
            text=_(
                "A colleague proposes a leader for a community in preparation and asks for your decision.\n\n"
                "Sign in and open “Leaders to approve”:\n{url}"
            ).format(url=f"{settings.PUBLIC_URL}/"),
            key=f"leader-proposal:{proposal}",
        )


def tell_selector(selector: Person, *, proposal: UUID) -> None:
    """The approver has decided."""
    with translation.override(selector.language):
        mail_person(
            selector,
            subject=_("Your proposal was decided"),
            text=_(
                "The leader that you proposed was decided upon.\n\n"
                "Sign in and open “Prospective communities” to read the decision and its reason:\n{url}"
            ).format(url=f"{settings.PUBLIC_URL}/"),
            key=f"leader-decision:{proposal}",
        )


def tell_approver_of_list(approver: Person, *, approval: UUID) -> None:
    """A list of centres waits for her word."""
    with translation.override(approver.language):
        mail_person(
            approver,
            subject=_("A list waits for your decision"),
            text=_(
                "A colleague asks whether the centres of a list may be approached.\n\n"
                "Sign in and open “Centres to approve”:\n{url}"
            ).format(url=f"{settings.PUBLIC_URL}/"),
            key=f"shortlist-approval:{approval}",
        )


def tell_selector_of_list(selector: Person, *, approval: UUID) -> None:
    """The approver has decided about a list."""
    with translation.override(selector.language):
        mail_person(
            selector,
            subject=_("Your list was decided"),
            text=_(
                "The list of centres that you put forward was decided upon.\n\n"
                "Sign in and open “Prospective communities” to read the decision and its reason:\n{url}"
            ).format(url=f"{settings.PUBLIC_URL}/"),
            key=f"shortlist-decision:{approval}",
        )
