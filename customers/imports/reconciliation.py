"""The figures of a sales import, shown to add up: what was there, what the file brings, what is there now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from customers.sales.currencies import written

Sums = dict[str, Decimal]
Booked = Iterable[Sequence[Any]]
NAMES = ("before", "file", "rejected", "duplicates", "older", "rounding", "replaced", "after")
COUNTS = ("new", "changed", "unchanged", "replaced", "older", "account_months", "lines_gone")


class DoesNotAddUp(Exception):
    """The store does not hold what it held before plus what was taken; the import is undone."""


def added(total: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """The findings of two batches as those of one; amounts are exact decimal texts."""
    if not total:
        return dict(found)
    sums: dict[str, Any] = {name: total[name] + found[name] for name in COUNTS}
    sums["shape"] = found["shape"] or total["shape"]
    for name, keys in (("file", 2), ("refused", 2), ("roundings", 2), ("moved", 1), ("copies", 1)):
        sums[name] = _added_rows([*(total[name] or ()), *(found[name] or ())], keys=keys)
    both = [counts for counts in (total["lines"], found["lines"]) if counts]
    sums["lines"] = {name: sum(counts[name] for counts in both) for name in both[0]} if both else None
    return sums


def _added_rows(rows: Iterable[Sequence[Any]], *, keys: int) -> list[list[Any]]:
    summed: dict[tuple[Any, ...], list[Decimal]] = {}
    for row in rows:
        amounts = [Decimal(amount) for amount in row[keys:]]
        known = summed.setdefault(tuple(row[:keys]), [Decimal(0)] * len(amounts))
        summed[tuple(row[:keys])] = [one + other for one, other in zip(known, amounts, strict=True)]
    return [[*key, *map(str, amounts)] for key, amounts in summed.items()]


def reconciled(found: Mapping[str, Any], *, before: Booked, after: Booked) -> dict[str, Any]:
    """The database's findings in minor units as `totals` by currency and `months`, amounts as decimal texts.

    after = before + file - rejected - duplicates - older + rounding - replaced, for each of them: `replaced`
    is what stood where the file's rows stand now, equal or not. `elsewhere` is what others changed meanwhile.
    Raises DoesNotAddUp unless what was taken is what the file told.
    """
    months = _by_month(found, before, after)
    moved = {row[0]: [Decimal(amount) for amount in row[1:]] for row in found["moved"] or ()}
    totals = {
        currency: _total(sums, moved.get(currency, [Decimal(0)] * 3), lines=found["shape"] == "line")
        for currency, sums in _by_currency(months).items()
    }
    report: dict[str, Any] = {name: found[name] for name in ("shape", *COUNTS)}
    if found["lines"]:
        report["lines"] = found["lines"]
        report["exact_duplicates"] = [
            {"currency": currency, "count": int(rows), **_texts({"sales": Decimal(amount)}, currency)}
            for currency, rows, amount in found["copies"] or ()
        ]
    return report | {
        "totals": [{"currency": c, **_texts(total, c)} for c, total in sorted(totals.items())],
        "months": [
            {"month": month[:7], "currency": currency, **_texts(sums, currency)}
            for (month, currency), sums in sorted(months.items())
            if sums["file"] or sums["rejected"] or sums["before"] != sums["after"]
        ],
    }


def without_change(after: Booked, *, before: Booked, now: Booked) -> list[list[str]]:
    """The store as it was, from how it is and from what some accounts had before and have now."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for sign, rows in ((1, after), (1, before), (-1, now)):
        for month, currency, net in rows:
            sums[str(month), currency] += sign * Decimal(net)
    return [[month, currency, str(net)] for (month, currency), net in sums.items()]


def _by_month(found: Mapping[str, Any], before: Booked, after: Booked) -> dict[tuple[str, str], Sums]:
    months: dict[tuple[str, str], Sums] = defaultdict(lambda: dict.fromkeys(NAMES, Decimal(0)))
    for when, booked in (("before", before), ("after", after)):
        for month, currency, net in booked:
            months[str(month), currency][when] = Decimal(net)
    for month, currency, taken, *others in found["file"] or ():
        sums = months[month, currency]
        sums["file"] += Decimal(taken)
        for name, amount in zip(("duplicates", "older"), others, strict=False):
            sums[name] += Decimal(amount)
    for month, currency, refused in found["refused"] or ():
        months[month, currency]["file"] += Decimal(refused)
        months[month, currency]["rejected"] += Decimal(refused)
    for month, currency, rounding in found["roundings"] or ():
        months[month, currency]["rounding"] += Decimal(rounding)
    for sums in months.values():
        came = sums["file"] - sums["rejected"] - sums["duplicates"] - sums["older"] + sums["rounding"]
        sums["replaced"] = sums["before"] + came - sums["after"]
    return months


def _by_currency(months: Mapping[tuple[str, str], Sums]) -> dict[str, Sums]:
    totals: dict[str, Sums] = defaultdict(lambda: dict.fromkeys(NAMES, Decimal(0)))
    for (_, currency), sums in months.items():
        for name, amount in sums.items():
            totals[currency][name] += amount
    return totals


def _total(sums: Sums, moved: Sequence[Decimal], *, lines: bool) -> Sums:
    """Checks the sums of one currency against what the store says it took, and names what others changed."""
    same, taken, gave_way = moved
    elsewhere = sums["after"] - sums["before"] - taken + gave_way
    if not lines:
        sums["older"] = sums["file"] - sums["rejected"] - same - taken
        sums["replaced"] = same + gave_way
    else:
        sums["replaced"] += elsewhere
    came = sums["file"] - sums["rejected"] - sums["duplicates"] - sums["older"] + sums["rounding"]
    if sums["after"] != sums["before"] + came - sums["replaced"] + elsewhere:
        raise DoesNotAddUp(str(sums))
    return {**sums, "elsewhere": elsewhere}


def _texts(sums: Sums, currency: str) -> dict[str, str]:
    """All places of the currency, and further ones only where they are not zero."""
    return {
        name: written(int(amount) if amount == amount.to_integral_value() else amount, currency)
        for name, amount in sums.items()
    }
