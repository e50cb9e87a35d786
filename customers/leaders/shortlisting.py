"""Making a shortlist of centres from imported figures."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Coalesce

from customers.accounts.account import Account
from customers.accounts.potential import Measure, Potential
from customers.leaders.ranking import FIGURES, METHOD, Ranked, rank
from customers.leaders.shortlist import Shortlist, ShortlistedCentre
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.sales.sales_fact import SalesFact
from customers.segments.segment_membership import SegmentMembership
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person

YEAR = 12
MOST = 50


class NothingToRank(Exception):
    """No centre within the filters has a figure that weighs."""


@dataclass(frozen=True, slots=True)
class Figures:
    """By figure and centre, as integers: minor units, or per mille of growth and share; and their months."""

    by_name: dict[str, dict[UUID, int]]
    first: date
    last: date

    @property
    def digest(self) -> str:
        """The same for the same figures, in whatever order they were read."""
        told = {name: sorted((str(k), v) for k, v in of.items()) for name, of in self.by_name.items()}
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Placed:
    """The segment that a list begins at, and why."""

    key: str
    name: str
    reason: str

    def kept(self) -> dict[str, str]:
        """As the list keeps it."""
        return {"segment_key": self.key, "segment_name": self.name, "reason": self.reason}


def last_month() -> date | None:
    """The newest month with sales that the reader sees; None without any."""
    newest: date | None = SalesFact.objects.aggregate(last=Max("month"))["last"]
    return newest


def currencies() -> list[str]:
    """The currencies of the sales that the reader sees."""
    return list(SalesFact.objects.order_by("currency").values_list("currency", flat=True).distinct())


def figures_of(centres: Mapping[UUID, Account], *, currency: str, group: UUID | None, last: date) -> Figures:
    """Sales of the twelve months up to `last`, their growth over the twelve before, potential and share of market.

    Potential is a year's worth of the newest period that a source told; share is the sales divided by it.
    """
    middle, first = _months_before(last, YEAR), _months_before(last, 2 * YEAR)
    facts = SalesFact.objects.filter(currency=currency, month__gt=first, month__lte=last)
    if group:
        facts = facts.filter(product__group=group)
    sums = (
        facts.annotate(centre=Coalesce(F("account__merged_into_id"), F("account_id")))
        .values_list("centre")
        .annotate(
            now=Sum("net_sales", filter=Q(month__gt=middle)),
            before=Sum("net_sales", filter=Q(month__lte=middle)),
        )
        .order_by()
    )
    sales, growth = {}, {}
    for centre, now, before in sums:
        if centre in centres and now is not None:
            sales[centre] = int(now)
            if before is not None and before > 0:
                growth[centre] = round(1000 * (int(now) - int(before)) / int(before))
    potential = {k: v for k, v in _potential(currency, group).items() if k in centres}
    share = {k: round(1000 * sales[k] / v) for k, v in potential.items() if v > 0 and k in sales}
    by_name = {"potential": potential, "share": share, "sales": sales, "growth": growth}
    return Figures(by_name, _months_before(last, YEAR - 1), last)


def _potential(currency: str, group: UUID | None) -> dict[UUID, int]:
    """A year's worth by account: of the group, or of all groups where no row stands for all products."""
    rows = Potential.objects.filter(measure=Measure.CURRENCY, currency=currency)
    rows = rows.filter(product_group=group) if group else rows
    newest = rows.order_by("account_id", "product_group_id", "-period_from", "-told_on")
    told: dict[UUID, dict[UUID | None, int]] = {}
    found = newest.distinct("account_id", "product_group_id")
    for account, of, amount, begins, ends in found.values_list(
        "account_id", "product_group_id", "amount", "period_from", "period_to"
    ):
        months = YEAR * (ends.year - begins.year) + ends.month - begins.month + 1
        told.setdefault(account, {})[of] = round(amount * YEAR / months)
    return {
        account: by_group[None] if not group and None in by_group else sum(by_group.values())
        for account, by_group in told.items()
    }


def _months_before(day: date, months: int) -> date:
    count = day.year * YEAR + day.month - 1 - months
    return date(count // YEAR, count % YEAR + 1, 1)


def freeze(
    prospect: ProspectiveCommunity,
    *,
    filters: Mapping[str, str],
    weights: Mapping[str, int],
    currency: str,
    group: Any = None,
    size: int,
    by: Person,
    at: datetime,
    segment: Placed | None = None,
) -> Shortlist:
    """Ranks the centres that the maker sees and keeps the first `size` with all that went into it.

    With a `segment` only the accounts that are in it now are considered. Raises NothingToRank.
    """
    wanted = {name: value for name, value in filters.items() if value}
    centres = _considered(by, wanted, segment)
    last = last_month()
    if last is None:
        raise NothingToRank
    figures = figures_of(centres, currency=currency, group=group.pk if group else None, last=last)
    ranked = rank(figures.by_name, weights=weights)
    if not ranked:
        raise NothingToRank
    inputs = _inputs(figures, currency=currency, group=group, considered=len(centres), ranked=len(ranked))
    about = {"filters": wanted, "weights": dict(weights), "inputs": inputs}
    about |= segment.kept() if segment else {}
    made = Shortlist(prospect=prospect, method=METHOD, by=by, at=at, **about)
    made.save()
    order = sorted(ranked, key=lambda key: (-ranked[key].score, centres[key].name, str(key)))[:size]
    rows = [_centre(made, centres[key], place, ranked[key], figures) for place, key in enumerate(order, 1)]
    ShortlistedCentre.objects.bulk_create(rows)
    record(made, "shortlist.frozen", by=by, plane=Plane.SPONSOR, prospect=prospect, centres=len(order))
    return made


def _considered(by: Person, wanted: Mapping[str, str], segment: Placed | None) -> dict[UUID, Account]:
    seen = Account.objects.visible_to(by).filter(merged_into=None, **wanted)
    if segment:
        placed = SegmentMembership.objects.visible_to(by).current().filter(key=segment.key)
        seen = seen.filter(id__in=placed.values("account_id"))
    return {account.pk: account for account in seen.only("id", "name")}


def _centre(
    made: Shortlist, account: Account, place: int, ranked: Ranked, figures: Figures
) -> ShortlistedCentre:
    return ShortlistedCentre(
        shortlist=made,
        account=account,
        position=place,
        standing=ranked.standing,
        score=ranked.score,
        **{name: figures.by_name[name].get(account.pk) for name in FIGURES},
    )


def _inputs(figures: Figures, **more: Any) -> dict[str, Any]:
    group = more.pop("group")
    return {
        **more,
        "product_group": str(group) if group else "",
        "first_month": f"{figures.first:%Y-%m}",
        "last_month": f"{figures.last:%Y-%m}",
        "told": {name: len(of) for name, of in figures.by_name.items()},
        "digest": figures.digest,
    }
