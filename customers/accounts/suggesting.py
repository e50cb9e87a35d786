"""Accounts that may be one: the same folded name in the same place, or the same id in two sources."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from customers.accounts.account import FIELDS as TOLD
from customers.accounts.account import Account, AccountQuerySet
from customers.accounts.months import months_of
from customers.accounts.standing_apart import StandingApart
from tenancy.people.person import Person

MOST = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two accounts and why they may be one."""

    one: Account
    other: Account
    why: str


def suggestions_for(person: Person) -> list[Suggestion]:
    """At most fifty pairs of each kind among the accounts that this person sees; four queries.

    Pairs of which somebody said that they are two are left out.
    """
    visible = Account.objects.visible_to(person).standing()
    named = list(_repeated(visible, "search_name", "country", "city"))
    same_id = list(_repeated(visible, "external_id"))
    wanted = Q(pk__in=[])
    for row in named:
        wanted |= Q(search_name=row["search_name"], country=row["country"], city=row["city"])
    wanted |= Q(external_id__in=[row["external_id"] for row in same_id])
    found = list(visible.filter(wanted).order_by("created_at", "id"))
    by_name = _pairs(
        found, lambda a: (a.search_name, a.country, a.city), _("The same name in the same place")
    )
    by_id = _pairs(found, lambda a: a.external_id, _("The same id in two sources"))
    apart = set(StandingApart.objects.values_list("one_id", "other_id"))
    pairs = [*by_id, *by_name]
    return [pair for pair in pairs if tuple(sorted((pair.one.id, pair.other.id))) not in apart]


def _repeated(visible: AccountQuerySet, *fields: str) -> Any:
    groups = visible.values(*fields).annotate(n=Count("id"), newest=Max("created_at"))
    return groups.filter(n__gt=1).order_by("-newest")[:MOST]


def _pairs(found: list[Account], key: Any, why: str) -> list[Suggestion]:
    first: dict[Any, Account] = {}
    pairs = []
    for account in found:
        known = first.setdefault(key(account), account)
        if known is not account:
            pairs.append(Suggestion(known, account, why))
    return pairs[:MOST]


def compared(one: Account, other: Account) -> list[dict[str, Any]]:
    """Both accounts side by side, line by line: label, one, other, differs."""
    names = ("external_id", "source", "name", *TOLD)
    labels = (
        _("External id"), _("Source"), _("Name"), _("Type"), _("Segment"), _("Region"), _("Country"), _("City"),
        _("Postal code"),
    )  # fmt: skip
    rows = [
        (label, str(getattr(one, name)), str(getattr(other, name)))
        for label, name in zip(labels, names, strict=True)
    ]
    rows.append((_("Months of sales"), str(len(months_of(one))), str(len(months_of(other)))))
    rows.append((_("Contacts"), str(one.contacts.count()), str(other.contacts.count())))
    return [
        {"label": label, "one": left or "–", "other": right or "–", "differs": left != right}
        for label, left, right in rows
    ]
