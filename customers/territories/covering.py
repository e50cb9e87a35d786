"""Who covers which account on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from customers.accounts.account import Account, AccountQuerySet
from customers.accounts.assignment import AccountAssignment
from customers.territories.account_territory import AccountTerritory
from customers.territories.territory import Territory
from customers.territories.territory_assignment import CareRole
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows

REPS = (CareRole.REP, CareRole.KEY_ACCOUNT_MANAGER)


@dataclass(frozen=True, slots=True)
class Coverer:
    """A person who covers an account, directly or `through` a territory."""

    person: Person
    role: CareRole
    is_primary: bool
    since: date
    until: date | None
    through: Territory | None


def coverers_of(account: Account, *, on: date) -> list[Coverer]:
    """Everybody who covers the account on that day: direct care first, then by territory."""
    rows = call_rows("who_covers", account.id, on)
    people = Person.objects.in_bulk({row[0] for row in rows})
    places = Territory.objects.in_bulk({row[5] for row in rows if row[5]})
    return [
        Coverer(
            people[person], CareRole(role), is_primary, since, until, places[through] if through else None
        )
        for person, role, is_primary, since, until, through in rows
        if person in people
    ]


def territories_below(*tops: UUID) -> list[UUID]:
    """The territories themselves and all their parts, whatever their number of levels."""
    parts: dict[UUID | None, list[UUID]] = {}
    for part, parent in Territory.objects.values_list("id", "parent_id"):
        parts.setdefault(parent, []).append(part)
    found = list(tops)
    for one in found:
        found.extend(parts.get(one, ()))
    return found


def in_force(on: date) -> Q:
    """Of dated rows: those whose first day has come and whose last day has not passed."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def uncovered_accounts(accounts: AccountQuerySet, *, on: date) -> AccountQuerySet:
    """Of these accounts, those that no representative or key-account manager covers on that day."""
    covered: list[UUID] = [row[0] for row in call_rows("covered_territories", on)]
    direct = AccountAssignment.objects.filter(in_force(on), role__in=REPS)
    placed = AccountTerritory.objects.filter(in_force(on), territory__in=covered)
    return (
        accounts.standing()
        .exclude(id__in=direct.values("account_id"))
        .exclude(id__in=placed.values("account_id"))
    )
