"""Asking for verification and deciding about it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.verification.verification_request import VerificationRequest
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "already_pending": _("Your request already waits for the operator."),
        "decided_already": _("This request was decided already."),
        "own_request": _("Nobody verifies herself."),
        "day_has_passed": _("The last day of the verification must lie in the future."),
    }
)


def ask_for_verification(
    person: Person, *, registration_number: str, country: str, profession: str, note: str
) -> None:
    """The member shows who she is. Raises RuleBroken `already_pending`."""
    fresh = call("ask_for_verification", registration_number, country, profession, note)
    record(VerificationRequest(id=fresh), "verification.asked", by=person)


def withdraw_request(request: VerificationRequest, *, by: Person) -> None:
    """The member takes her request back."""
    call("withdraw_verification_request", request.pk)
    record(request, "verification.withdrawn", by=by)


def decide(
    request: VerificationRequest, *, accept: bool, valid_until: date | None, reason: str, by: Person
) -> None:
    """The operator verifies until a day, or refuses with a reason that the member reads.

    Writes the person's verification and profession. No ledger line: the sponsor learns nothing of it.
    """
    call("decide_verification", request.pk, accept, valid_until, reason)
    record(request, "verification.changed", by=by, person=request.person_id, accepted=accept)
