"""The list of accounts: searched, filtered, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from customers.accounts.account import Account, AccountQuerySet
from customers.accounts.assignment import AccountAssignment
from customers.sources.freshness import stale_sources
from customers.territories.account_territory import AccountTerritory
from customers.territories.covering import in_force, territories_below, uncovered_accounts
from customers.territories.territory import Territory
from customers.territories.territory_assignment import TerritoryAssignment
from tenancy.people.countries import country_name
from tenancy.people.person import Person

PAGE = 50
PLAIN = ("type", "segment", "country")
ASKED = ("q", *PLAIN, "territory", "mine", "stale", "gap")
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An account in the list, with where it lies now and whether its source is late."""

    account: Account
    territory: Territory | None
    is_stale: bool

    @property
    def country(self) -> str:
        """The name of its country."""
        return country_name(self.account.country)


def asked_of(given: Mapping[str, str]) -> dict[str, str]:
    """What the address asks for, unknown things left out."""
    return {name: given.get(name, "")[:200] for name in ASKED}


def query_of(asked: Mapping[str, str], **more: Any) -> str:
    """The same as the query of an address, so that a view of the list can be kept and shared."""
    return urlencode({name: value for name, value in {**asked, **more}.items() if value})


def found_accounts(person: Person, *, asked: Mapping[str, str], at: datetime) -> AccountQuerySet:
    """The accounts that this person sees, without merged ones, narrowed by what is asked."""
    found = Account.objects.visible_to(person).standing().matching(asked.get("q", "")[:100])
    for name in PLAIN:
        if value := asked.get(name):
            found = found.filter(**{name: value})
    if place := _uuid(asked.get("territory", "")):
        found = found.filter(id__in=_placed(territories_below(place), at))
    if asked.get("mine"):
        found = found.filter(_mine(person, at))
    if asked.get("stale"):
        found = found.filter(identifiers__source__in=stale_sources(now=at)).distinct()
    return uncovered_accounts(found, on=at.date()) if asked.get("gap") else found


def _placed(territories: list[UUID], at: datetime) -> Any:
    rows = AccountTerritory.objects.filter(in_force(at.date()), territory__in=territories)
    return rows.values("account_id")


def _mine(person: Person, at: datetime) -> Q:
    direct = AccountAssignment.objects.filter(in_force(at.date()), person=person)
    covered = TerritoryAssignment.objects.filter(in_force(at.date()), person=person)
    below = territories_below(*covered.values_list("territory_id", flat=True))
    return Q(id__in=direct.values("account_id")) | Q(id__in=_placed(below, at))


def page_after(accounts: AccountQuerySet, last: UUID | None) -> tuple[list[Account], UUID | None]:
    """Up to PAGE accounts by name behind the one with this id, and the id to go on from."""
    if last is not None and (before := accounts.model.objects.filter(id=last).first()) is not None:
        accounts = accounts.filter(Q(name__gt=before.name) | Q(name=before.name, id__gt=before.id))
    rows = list(accounts.order_by("name", "id")[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def lines_of(accounts: list[Account], *, at: datetime) -> list[Line]:
    """The page with territories and freshness; three queries however long it is."""
    rows = AccountTerritory.objects.filter(in_force(at.date()), account__in=accounts)
    places = {row.account_id: row.territory for row in rows.select_related("territory")}
    late = set(stale_sources(now=at))
    return [Line(one, places.get(one.id), one.source in late) for one in accounts]


def choices(person: Person) -> dict[str, list[tuple[str, str]]]:
    """The values that the filters offer, with their labels."""
    visible = Account.objects.visible_to(person).standing()
    offered = {name: [(value, value) for value in _values(visible, name)] for name in ("type", "segment")}
    countries = [(code, country_name(code)) for code in _values(visible, "country")]
    places = Territory.objects.filter(is_active=True).order_by("name")[:MOST_CHOICES]
    return {
        **offered,
        "country": sorted(countries, key=lambda pair: pair[1]),
        "territory": [(str(one.id), f"{one.name} · {one.get_level_display()}") for one in places],
    }


def _values(visible: AccountQuerySet, name: str) -> list[str]:
    named = visible.exclude(**{name: ""}).order_by(name)
    return list(named.values_list(name, flat=True).distinct()[:MOST_CHOICES])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
