"""Putting accounts into somebody's care, and recording what programme they take part in."""

from datetime import date, datetime

from django.db.models import Q

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.community_case import CommunityCase
from customers.territories.territory_assignment import CareRole
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


class AlreadyInCare(Exception):
    """This person has the account already."""


class AlreadyRecorded(Exception):
    """The account has a case in this programme already."""


def assign(
    account: Account, *, to: Person, since: date, by: Person, role: str = CareRole.REP
) -> AccountAssignment:
    """The account and its figures open to this person from that day on. Raises AlreadyInCare."""
    running = AccountAssignment.objects.filter(account=account, person=to)
    if running.filter(Q(until=None) | Q(until__gte=since)).exists():
        raise AlreadyInCare
    assignment = AccountAssignment(account=account, person=to, role=role, since=since)
    assignment.save()
    record(account, "account.assigned", by=by, plane=Plane.SPONSOR, to=to, since=since)
    return assignment


def end_care(assignment: AccountAssignment, *, last_day: date, by: Person) -> None:
    """The last day of care; afterwards the figures are closed to that person."""
    assignment.until = max(last_day, assignment.since)
    assignment.save()
    record(assignment, "account.released", by=by, plane=Plane.SPONSOR, account=assignment.account_id)


def record_case(
    account: Account,
    *,
    arm: str,
    programme: str,
    invited_on: date | None,
    opened_on: date | None,
    by: Person,
    at: datetime,
) -> CommunityCase:
    """The account's place in a programme, dated by invitation or opening. Raises AlreadyRecorded."""
    if CommunityCase.objects.filter(account=account, arm=arm, programme=programme).exists():
        raise AlreadyRecorded
    case = CommunityCase(
        account=account,
        arm=arm,
        programme=programme,
        invited_on=invited_on,
        opened_on=opened_on,
        recorded_by=by,
        recorded_at=at,
    )
    case.save()
    record(case, "case.recorded", by=by, plane=Plane.SPONSOR, account=account)
    return case
