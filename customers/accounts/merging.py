"""Making two accounts one, and two again."""

from django.utils.translation import gettext_lazy as _

from customers.accounts.account import Account
from customers.accounts.merge import AccountMerge
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


def _nobody_acts() -> bool:
    """Whether it is done by a client of the interface."""
    scope = current_scope()
    return scope is not None and scope.person_id is None
