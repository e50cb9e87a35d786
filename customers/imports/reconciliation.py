"""The figures of a sales import, shown to add up: what was there, what the file brings, what is there now."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from customers.sales.currencies import written

Minor = int | Decimal  # minor units; a refused amount may have a fraction of one
Sums = dict[str, Minor]


class DoesNotAddUp(Exception):
    """The store does not hold what it held before plus what was taken; the import is undone."""


def reconciled(found: Mapping[str, Any]) -> dict[str, Any]:
    """The database's findings in minor units as `totals` by currency and `months`, amounts as decimal texts.

    Raises DoesNotAddUp unless after = before + moved + cleared for every currency.
    """
    months = _by_month(found)
    moved, cleared = found["moved"] or {}, found["cleared"] or {}
    totals = _totals(months)
    for currency, sums in totals.items():
        if sums["after"] - sums["before"] != moved.get(currency, 0) + cleared.get(currency, 0):
            raise DoesNotAddUp(f"{currency}: {sums}")
    kept = ("shape", "new", "changed", "unchanged", "replaced", "account_months")
    return {
        **{name: found[name] for name in kept},
        "totals": [{"currency": currency, **_texts(sums, currency)} for currency, sums in totals.items()],
        "months": [
            {"month": month[:7], "currency": currency, **_texts(sums, currency)}
            for (month, currency), sums in sorted(months.items())
            if sums["file"] or sums["rejected"] or sums["before"] != sums["after"]
        ],
    }


def _by_month(found: Mapping[str, Any]) -> dict[tuple[str, str], Sums]:
    months: dict[tuple[str, str], Sums] = defaultdict(
        lambda: {"before": 0, "file": 0, "rejected": 0, "rounding": 0, "after": 0}
    )
    for when in ("before", "after"):
        for month, currency, net in found[when]:
            months[month, currency][when] = net
    for month, currency, taken, stored, refused in found["file"]:
        months[month, currency]["file"] = Decimal(taken or 0) + Decimal(refused or 0)
        months[month, currency]["rejected"] = Decimal(refused or 0)
        months[month, currency]["rounding"] = Decimal(stored or 0) - Decimal(taken or 0)
    return months


def _totals(months: Mapping[tuple[str, str], Mapping[str, Minor]]) -> dict[str, Sums]:
    totals: dict[str, Sums] = {}
    for (_, currency), sums in sorted(months.items(), key=lambda item: item[0][1]):
        total = totals.setdefault(currency, dict.fromkeys(sums, 0))
        for name, amount in sums.items():
            total[name] += amount
    return totals


def _texts(sums: Mapping[str, Minor], currency: str) -> dict[str, str]:
    return {name: written(amount, currency) for name, amount in sums.items()}
