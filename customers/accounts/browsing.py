"""Reading accounts for pages: a page of the list, and one account's months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.utils import formats
from django.utils.translation import gettext as _

from customers.accounts.account import Account, AccountQuerySet
from customers.sales.currencies import in_major
from customers.sales.sales_fact import SalesFact
from tenancy.people.person import Person

PAGE = 50
FILTERS = ("segment", "country")


def found_accounts(person: Person, *, asked: Mapping[str, str]) -> AccountQuerySet:
    """The accounts that this person sees, narrowed by the words `q`, `segment` and `country`."""
    found = Account.objects.visible_to(person).matching(asked.get("q", "")[:100])
    for name in FILTERS:
        if value := asked.get(name):
            found = found.filter(**{name: value})
    return found


def page_after(accounts: AccountQuerySet, last: UUID | None) -> tuple[list[Account], UUID | None]:
    """Up to PAGE accounts by name behind the one with this id, and the id to go on from."""
    if last is not None and (before := accounts.model.objects.filter(id=last).first()) is not None:
        accounts = accounts.filter(Q(name__gt=before.name) | Q(name=before.name, id__gt=before.id))
    rows = list(accounts.order_by("name", "id")[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def choices(person: Person) -> dict[str, list[str]]:
    """The values that the filters offer."""
    visible = Account.objects.visible_to(person)
    return {
        name: list(visible.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()[:200])
        for name in FILTERS
    }


@dataclass(frozen=True, slots=True)
class MonthOfSales:
    """One month in one currency, all products together."""

    month: date
    currency: str
    net_sales: Decimal
    units: Decimal | None


def months_of(account: Account) -> list[MonthOfSales]:
    """The account's months, oldest first; months without a row are not there."""
    sums = (
        SalesFact.objects.filter(tenant_id=account.tenant_id, account=account)
        .values("month", "currency")
        .annotate(net=Sum("net_sales"), pieces=Sum("units"))
        .order_by("currency", "month")
    )
    return [
        MonthOfSales(
            row["month"],
            row["currency"],
            in_major(int(row["net"]), row["currency"]) or Decimal(0),
            row["pieces"],
        )
        for row in sums
    ]


def figure_of(months: list[MonthOfSales]) -> dict[str, Any] | None:
    """The chart of the currency that has most months, gaps left open, with its table; None without sales."""
    if not months:
        return None
    currencies = [month.currency for month in months]
    currency = max(set(currencies), key=lambda code: (currencies.count(code), code))
    told = {month.month: month for month in months if month.currency == currency}
    axis = _axis(min(told), max(told))
    values = [float(told[day].net_sales) if day in told else None for day in axis]
    return {
        "title": _title(told, axis, currency),
        "unit": _("Net sales per month, {currency}").format(currency=currency),
        "data": {"x": [f"{day:%Y-%m}" for day in axis], "series": [{"name": currency, "values": values}]},
        "n": len(told),
        "table": {
            "columns": [
                {"label": _("Month")},
                {"label": _("Net sales"), "numeric": True},
                {"label": _("Currency")},
                {"label": _("Units"), "numeric": True},
            ],
            "rows": [{"cells": _cells(month)} for month in reversed(months)],
        },
    }


def _axis(first: date, last: date) -> list[date]:
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]


def _title(told: Mapping[date, MonthOfSales], axis: list[date], currency: str) -> str:
    recent = sum((told[day].net_sales for day in axis[-12:] if day in told), Decimal(0))
    amount = formats.number_format(recent, decimal_pos=0, use_l10n=True, force_grouping=True)
    return _("{amount} {currency} in the last {n} months on record").format(
        amount=amount, currency=currency, n=min(12, len(axis))
    )


def _cells(month: MonthOfSales) -> list[str]:
    grouped = {"use_l10n": True, "force_grouping": True}
    units = "" if month.units is None else formats.number_format(month.units.normalize(), **grouped)
    return [f"{month.month:%Y-%m}", formats.number_format(month.net_sales, **grouped), month.currency, units]
