"""Which arrays of months the store holds already, just as the file tells them: those need not be sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from customers.imports.month_cells import NOTHING, Numbers, decimal_text
from customers.imports.month_rows import UNIT_PLACES, MonthRows, Rows, groups_of
from customers.imports.reconciliation import COUNTS
from tenancy.wall.functions import call_rows

SAMPLE = 50
"""Arrays that are asked for first: where none of them is as it was, the others are not asked for."""
HALF = 1 << 20
"""Amounts are added up in two parts, for their sum may be larger than a number of numpy's."""
Array = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What was found of a batch: the import's findings of those rows, and how many each source told."""

    found: Mapping[str, Any]
    rows_of: Mapping[str, int]


def unchanged_in(rows: Rows, told: MonthRows) -> list[Array]:
    """Where arrays of sorted rows begin and end that are stored as they are; needs the scope of their batch.

    From the answer on nobody else changes sales until the transaction ends.
    """
    arrays = [(begin, end) for begin, end in groups_of(rows) if _without_gaps(rows, begin, end)]
    found = _known(rows, arrays[:SAMPLE], told)
    return found + _known(rows, arrays[SAMPLE:], told) if found else []


def findings_of(rows: Rows, told: MonthRows) -> Unchanged:
    """What is told of rows that change nothing: all of them are unchanged, and their sums stay."""
    texts = told.currencies.texts
    file = _sums(rows, rows["month"].astype(np.int64) * len(texts) + rows["currency"])
    same = _sums(rows, rows["currency"])
    found: dict[str, Any] = {
        **dict.fromkeys(COUNTS, 0),
        **dict.fromkeys(("refused", "roundings", "lines", "copies")),
        "unchanged": len(rows),
        "account_months": len(rows),
        "shape": "month",
        "file": [[_day(at // len(texts)), texts[at % len(texts)], str(net)] for at, net in file],
        "moved": [[texts[money], str(net), "0", "0"] for money, net in same],
    }
    counts: defaultdict[str, int] = defaultdict(int)
    for key, count in zip(*np.unique(rows["key"], return_counts=True), strict=True):
        counts[told.source_of[key]] += int(count)
    return Unchanged(found, counts)


def _without_gaps(rows: Rows, begin: int, end: int) -> bool:
    return int(rows["month"][end - 1] - rows["month"][begin]) == end - begin - 1


def _known(rows: Rows, arrays: Sequence[Array], told: MonthRows) -> list[Array]:
    if not arrays:
        return []
    asked = {"arrays": list(_asked(rows, arrays, told))}
    return [arrays[at] for (at,) in call_rows("unchanged_sales", asked)]


def _asked(rows: Rows, arrays: Sequence[Array], told: MonthRows) -> Iterator[list[Any]]:
    net = list(map(str, rows["net"].tolist()))
    units, versions = _units(rows["units"]), _versions(rows["version"])
    firsts, keys, products, money = (rows[name].tolist() for name in ("month", "key", "product", "currency"))
    for at, (begin, end) in enumerate(arrays):
        key, product = keys[begin], products[begin]
        text = "|".join(_text(cells, begin, end) for cells in (net, units, versions))
        code = told.products.texts[product] if product >= 0 else None
        digest = sha256(text.encode()).hexdigest()
        currency = told.currencies.texts[money[begin]]
        yield [at, told.source_of[key], told.ids[key], code, currency, firsts[begin], end - begin, digest]


def _text(cells: Sequence[str] | None, begin: int, end: int) -> str:
    """An array as the database writes it; nothing where no element tells anything."""
    part = () if cells is None else cells[begin:end]
    return "" if len(part) == part.count("NULL") else f"{{{','.join(part)}}}"


def _units(numbers: Numbers) -> list[str] | None:
    """As the database writes them, each distinct number once."""
    if (numbers == NOTHING).all():
        return None
    distinct, places = np.unique(numbers, return_inverse=True)
    texts = ["NULL" if n == NOTHING else decimal_text(n, UNIT_PLACES) for n in distinct.tolist()]
    return [texts[place] for place in places.tolist()]


def _versions(numbers: Numbers) -> list[str] | None:
    if (numbers == NOTHING).all():
        return None
    return ["NULL" if number == NOTHING else str(number) for number in numbers.tolist()]


def _sums(rows: Rows, by: Numbers) -> Iterator[tuple[int, int]]:
    """Net sales by these numbers, exactly."""
    keys, places = np.unique(by, return_inverse=True)
    high, low = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    np.add.at(high, places, rows["net"] // HALF)
    np.add.at(low, places, rows["net"] % HALF)
    for key, most, rest in zip(keys.tolist(), high.tolist(), low.tolist(), strict=True):
        yield key, most * HALF + rest


def _day(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}-01"
