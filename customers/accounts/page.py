"""What one account's page tells, each fact with where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.accounts.account import Account
from customers.accounts.affiliation import Affiliation
from customers.accounts.assignment import AccountAssignment
from customers.accounts.identifier import AccountIdentifier
from customers.accounts.merge import AccountMerge
from customers.accounts.parent import AccountParent
from customers.attributes.account_attribute import AccountAttribute
from customers.sources.freshness import Feed, feeds_of, sources_with_feeds
from customers.sources.source_system import SourceSystem
from customers.territories.account_territory import AccountTerritory
from tenancy.people.countries import country_name

LABELS = {
    "name": gettext_lazy("Name"),
    "type": gettext_lazy("Type"),
    "segment": gettext_lazy("Segment"),
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
    "city": gettext_lazy("City"),
    "postal_code": gettext_lazy("Postal code"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the account: which source told it, and when it last changed there."""

    label: str
    value: str
    source: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of the tenant by code, and the feeds of those that this account comes from."""

    names: dict[str, str]
    feeds: list[Feed]
    missing_is_zero: bool

    @property
    def late(self) -> list[Feed]:
        """What is overdue or never came."""
        return [feed for feed in self.feeds if feed.state in ("stale", "never")]


def records_of(account: Account) -> Q:
    """Rows of the account and of whatever was merged into it."""
    return Q(account=account) | Q(account__merged_into=account)


def sources_of(identifiers: Iterable[AccountIdentifier], *, now: datetime) -> Sources:
    """Two queries: all sources of the tenant, and what they told."""
    every: list[SourceSystem] = sources_with_feeds()
    codes = {one.source for one in identifiers}
    mine = [source for source in every if source.code in codes]
    feeds = [feed for source in mine for feed in feeds_of(source, now=now)]
    zero = [source.missing_is_zero for source in mine if any(f.object == "sales" for f in feeds)]
    return Sources({one.code: one.name for one in every}, feeds, bool(zero) and all(zero))


def facts_of(account: Account, *, names: dict[str, str]) -> list[Fact]:
    """The account's fields as told, with source and date; empty ones are left out."""
    facts = []
    for field, label in LABELS.items():
        value = getattr(account, field)
        if field == "country":
            value = country_name(value)
        code, at = account.source, account.updated_at
        if other := (account.origins or {}).get(field):
            code, at = other[0], parse_datetime(other[1]) or at
        if value:
            facts.append(Fact(str(label), value, names.get(code, code), at))
    return facts


@dataclass(frozen=True, slots=True)
class Place:
    """The account in its house: what it is part of, from the largest down, and its own parts."""

    above: list[Account]
    parts: list[Account]


def place_of(account: Account) -> Place:
    """Parents up to the top and direct parts as they stand now; two queries."""
    links = AccountParent.objects.filter(until=None).select_related("parent__merged_into")
    parents = {link.account_id: link.parent for link in _chain(account, links)}
    above: list[Account] = []
    at = account
    while (parent := parents.get(at.id)) is not None and parent not in above:
        above.append(parent)
        at = parent
    parts = AccountParent.objects.filter(until=None, parent=account).select_related("account")
    return Place(above[::-1], sorted((link.account for link in parts), key=lambda one: one.name))


def _chain(account: Account, links: Any) -> list[AccountParent]:
    """The links above the account: houses have three or four levels, each of them one small query."""
    found: list[AccountParent] = []
    ids = {account.id}
    for _level in range(6):
        level = list(links.filter(account__in=ids))
        found += level
        ids = {link.parent_id for link in level}
        if not ids:
            break
    return found


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the account's history."""

    on: date
    text: str


def history_of(account: Account) -> list[Happening]:
    """Care, territories, larger houses and merges with their days, newest first."""
    care = AccountAssignment.objects.filter(records_of(account)).select_related("person")
    places = AccountTerritory.objects.filter(records_of(account)).select_related("territory")
    houses = AccountParent.objects.filter(account=account).select_related("parent")
    merges = AccountMerge.objects.filter(survivor=account).select_related("account", "merged_by")
    lines = [
        *(line for row in care for line in _span(row, _("In the care of {name}"), str(row.person))),
        *(line for row in places for line in _span(row, _("In the territory {name}"), str(row.territory))),
        *(line for row in houses for line in _span(row, _("Part of {name}"), str(row.parent))),
        *(line for row in merges for line in _merge_lines(row)),
    ]
    return sorted(lines, key=lambda line: line.on, reverse=True)


def _span(row: Any, sentence: str, name: str) -> list[Happening]:
    said = sentence.format(name=name)
    ended = [Happening(row.until, _("{what}: ended").format(what=said))] if row.until else []
    return [*ended, Happening(row.since, said)]


def _merge_lines(row: AccountMerge) -> list[Happening]:
    by = str(row.merged_by) if row.merged_by else _("a system")
    told = _("{name} ({id}) was merged into this account by {by}").format(
        name=row.account.name, id=row.account.external_id, by=by
    )
    undone = _("Merge with {name} undone").format(name=row.account.name)
    lines = [Happening(row.merged_at.date(), f"{told}: {row.why}" if row.why else told)]
    return [Happening(row.undone_at.date(), undone), *lines] if row.undone_at else lines


def attributes_of(account: Account, *, names: dict[str, str]) -> list[dict[str, Any]]:
    """The account's attributes by therapy area, hidden ones left out, with the names of who told them."""
    rows = AccountAttribute.objects.filter(records_of(account), attribute__is_hidden=False)
    ordered = rows.select_related("attribute").order_by(
        "attribute__therapy_area", "attribute__position", "attribute__name"
    )
    return [
        {
            "attribute": row.attribute,
            "text": row.text,
            "source": names.get(row.source, row.source),
            "at": row.updated_at,
        }
        for row in ordered
    ]


def affiliations_of(account: Account) -> list[Affiliation]:
    """Who works or worked here: those who still do first, at most a hundred."""
    rows = Affiliation.objects.filter(records_of(account)).select_related("contact")
    return list(rows.order_by("until", "contact__name")[:100])
