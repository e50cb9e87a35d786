"""The map of the sales force: every territory with who covers it, how many accounts lie there, and the gaps."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from customers.accounts.account import Account
from customers.territories.account_territory import AccountTerritory
from customers.territories.covering import in_force, uncovered_accounts
from customers.territories.territory import Territory
from customers.territories.territory_assignment import TerritoryAssignment
from tenancy.people.countries import country_name
from tenancy.people.person import Person


@dataclass(slots=True)
class Part:
    """A territory as the tree shows it; `accounts` counts those below as well."""

    territory: Territory
    depth: int
    people: list[TerritoryAssignment]
    accounts: int
    uncovered: int

    @property
    def country(self) -> str:
        """The name of its country."""
        return country_name(self.territory.country)


def tree_for(person: Person, *, on: date) -> list[Part]:
    """All territories in use, larger parts before the smaller ones in them; four queries."""
    territories = list(Territory.objects.filter(is_active=True).order_by("name"))
    people: dict[UUID, list[TerritoryAssignment]] = defaultdict(list)
    for row in TerritoryAssignment.objects.filter(in_force(on)).select_related("person").order_by("role"):
        people[row.territory_id].append(row)
    visible = Account.objects.visible_to(person).standing()
    counts = _counted(AccountTerritory.objects.filter(in_force(on), account__in=visible))
    gaps = uncovered_accounts(visible, on=on)
    missing = _counted(AccountTerritory.objects.filter(in_force(on), account__in=gaps))
    children: dict[UUID | None, list[Territory]] = defaultdict(list)
    known = {one.id for one in territories}
    for one in territories:
        children[one.parent_id if one.parent_id in known else None].append(one)
    found: list[Part] = []
    for top in children[None]:
        _walk(top, 0, children, people, counts, missing, found)
    return found


def _counted(rows: "object") -> Counter[UUID]:
    return Counter(dict(rows.order_by().values_list("territory").annotate(Count("account", distinct=True))))  # type: ignore[attr-defined]


def _walk(
    at: Territory,
    depth: int,
    children: dict[UUID | None, list[Territory]],
    people: dict[UUID, list[TerritoryAssignment]],
    counts: Counter[UUID],
    missing: Counter[UUID],
    found: list[Part],
) -> Part:
    part = Part(at, depth, people.get(at.id, []), counts[at.id], missing[at.id])
    found.append(part)
    for child in children[at.id]:
        below = _walk(child, depth + 1, children, people, counts, missing, found)
        part.accounts += below.accounts
        part.uncovered += below.uncovered
    return part
