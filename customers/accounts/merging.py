"""Making two accounts one, and two again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from customers.accounts.account import Account
from customers.accounts.merge import AccountMerge
from customers.accounts.standing_apart import StandingApart
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call
from tenancy.wall.scope import current_scope

words.update(
    {
        "already_merged": _("This account is part of another one already."),
        "same_account": _("These are one account already."),
        "already_undone": _("This merge was undone already."),
    }
)


def merge(account: Account, *, into: Account, why: str, by: Person | None = None) -> AccountMerge:
    """From now on `account` is shown as `into` (or as whatever that was merged into); nothing is moved.

    Raises RuleBroken (already_merged, same_account, not_found) and NotAllowed.
    """
    made = AccountMerge.objects.get(id=call("merge_accounts", account.id, into.id, why))
    if by is not None or _nobody_acts():
        record(made, "account.merged", by=by, plane=Plane.SPONSOR, account=account, survivor=made.survivor_id)
    return made


def undo(merge: AccountMerge, *, by: Person | None = None) -> None:
    """The two accounts stand for themselves again. Raises RuleBroken (already_undone) and NotAllowed."""
    call("undo_merge", merge.id)
    if by is not None or _nobody_acts():
        record(merge, "account.unmerged", by=by, plane=Plane.SPONSOR, account=merge.account_id)


def keep_apart(one: Account, other: Account, *, by: Person, at: datetime) -> None:
    """They are two houses: no longer suggested. Saying it twice changes nothing."""
    lesser, greater = sorted((one.id, other.id))
    said = {"said_by": by, "said_at": at}
    if StandingApart.objects.get_or_create(one_id=lesser, other_id=greater, defaults=said)[1]:
        record(one, "account.kept_apart", by=by, plane=Plane.SPONSOR, account=other)


def suggest_again(one: Account, other: Account, *, by: Person) -> None:
    """Takes the word back that they are two."""
    lesser, greater = sorted((one.id, other.id))
    if StandingApart.objects.filter(one_id=lesser, other_id=greater).delete()[0]:
        record(one, "account.no_longer_kept_apart", by=by, plane=Plane.SPONSOR, account=other)


def _nobody_acts() -> bool:
    """Whether it is done by a client of the interface."""
    scope = current_scope()
    return scope is not None and scope.person_id is None
