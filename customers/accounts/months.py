"""An account's sales by month, as its page draws them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils import formats
from django.utils.translation import gettext as _

from customers.accounts.account import Account
from customers.sales.currencies import in_major
from customers.sales.sales_fact import SalesFact
from tenancy.surfaces.numbers import written as number

GROUPED = {"use_l10n": True, "force_grouping": True}


@dataclass(frozen=True, slots=True)
class MonthOfSales:
    """One month in one currency, all products together."""

    month: date
    currency: str
    net_sales: Decimal
    units: Decimal | None


def months_of(account: Account) -> list[MonthOfSales]:
    """The months of the account and of what was merged into it, oldest first; untold months are not there."""
    own = Q(account=account) | Q(account__merged_into=account)
    sums = (
        SalesFact.objects.filter(own, tenant_id=account.tenant_id)
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


def figures_of(months: list[MonthOfSales], *, missing_is_zero: bool = False) -> list[dict[str, Any]]:
    """A chart with its table for each currency, the one with most months first; currencies are never added.

    A month that nobody told stays a gap, unless the source says that it means zero.
    """
    by_currency: dict[str, dict[date, MonthOfSales]] = {}
    for month in months:
        by_currency.setdefault(month.currency, {})[month.month] = month
    ranked = sorted(by_currency.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_figure(currency, told, missing_is_zero) for currency, told in ranked]


def _figure(currency: str, told: Mapping[date, MonthOfSales], missing_is_zero: bool) -> dict[str, Any]:
    axis = _axis(min(told), max(told))
    blank = 0.0 if missing_is_zero else None
    values = [float(told[day].net_sales) if day in told else blank for day in axis]
    return {
        "id": f"sales-{currency.lower()}",
        "title": _title(told, axis, currency),
        "unit": _("Net sales per month, {currency}").format(currency=_named(currency)),
        "data": {"x": [f"{day:%Y-%m}" for day in axis], "series": [{"name": currency, "values": values}]},
        "n": len(told),
        "table": {
            "columns": [
                {"label": _("Month")},
                {"label": _("Net sales"), "numeric": True},
                {"label": _("Units"), "numeric": True},
                {"label": _("Remark")},
            ],
            "rows": [_row(day, told.get(day), missing_is_zero) for day in reversed(axis)],
        },
    }


def _named(currency: str) -> str:
    return _("currency not told") if currency == "XXX" else currency


def _axis(first: date, last: date) -> list[date]:
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]


def _title(told: Mapping[date, MonthOfSales], axis: list[date], currency: str) -> str:
    recent = sum((told[day].net_sales for day in axis[-12:] if day in told), Decimal(0))
    amount = number(recent)
    return _("{amount} {currency} in the last {n} months on record").format(
        amount=amount, currency=_named(currency), n=min(12, len(axis))
    )


def _row(day: date, told: MonthOfSales | None, missing_is_zero: bool) -> dict[str, Any]:
    if told is None:
        remark = _("nothing told: zero") if missing_is_zero else _("not told")
        return {"cells": [f"{day:%Y-%m}", "0" if missing_is_zero else "–", "–", remark]}
    units = "–" if told.units is None else formats.number_format(told.units.normalize(), **GROUPED)
    remark = _("more returned than sold") if told.net_sales < 0 else ""
    return {"cells": [f"{day:%Y-%m}", formats.number_format(told.net_sales, **GROUPED), units, remark]}
