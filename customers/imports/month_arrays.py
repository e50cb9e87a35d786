"""From numbers to what the database reads: an array per account, or rows again where rows must be judged."""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import numpy as np

from customers.imports.month_cells import BEGINNING, NOTHING, Marks, Numbers, decimal_text
from customers.imports.month_rows import (
    KNOWN,
    NEEDED,
    UNIT_PLACES,
    MonthRows,
    Rows,
    by_account,
    disputed,
    groups_of,
)
from customers.imports.unchanged_months import findings_of, unchanged_in
from customers.sales.currencies import places_of
from tenancy.intake.batches import Batch
from tenancy.intake.copying import escaped
from tenancy.slots.imports import Gathered

COLUMNS = ("source", "external_id", "code", "currency", "months", "net", "units", "versions", "lines")
TABLE = "staged_month"
NULL = "\\N"


class MonthArrays:
    """Monthly sales of a file on their way to `pg_temp.staged_month`."""

    def __init__(self, fields: Sequence[str], folder: Path, batches: int) -> None:
        self._fields = tuple(fields)
        self._rows = MonthRows(fields, folder, batches)
        self.take = self._rows.take
        self.close = self._rows.close
        self.counts = self._rows.counts
        self._last: tuple[int, Rows, Marks] | None = None

    def as_rows(self, at: int, *, every: bool) -> Batch:
        """What was kept of one batch and is disputed, or all of it, as rows."""
        rows, apart = self._sorted(at)
        return self._batch(rows if every else rows[apart])

    def gathered(self, at: int) -> Gathered:
        """The arrays of one batch, without those that the store holds already; needs the scope of the batch."""
        rows, apart = self._sorted(at)
        rows = rows[~apart]
        same = np.zeros(len(rows), bool)
        for begin, end in unchanged_in(rows, self._rows):
            same[begin:end] = True
        settled = findings_of(rows[same], self._rows) if same.any() else None
        text = "".join(self._lines(rows[~same]))
        return Gathered(TABLE, COLUMNS, _file(text) if text else None, settled)

    def _sorted(self, at: int) -> tuple[Rows, Marks]:
        """The rows of one batch by account, and which of them must be judged one by one."""
        if self._last is None or self._last[0] != at:
            rows = by_account(self._rows.rows_of(at))
            apart = np.fromiter(disputed(rows) | self._rows.unusual, np.int64)
            self._last = at, rows, np.isin(rows["key"], apart)
        return self._last[1:]

    def _lines(self, rows: Rows) -> Iterator[str]:
        ids, sources, codes, currencies = map(
            escaped,
            (self._rows.ids, self._rows.source_of, self._rows.products.texts, self._rows.currencies.texts),
        )
        months, net, lines = (_texts(rows[name]) for name in ("month", "net", "line"))
        units, versions = _units(rows["units"]), _nullable(rows["version"])
        keys, products, money = (rows[name].tolist() for name in ("key", "product", "currency"))
        for begin, end in groups_of(rows):
            key, product = keys[begin], products[begin]
            arrays = (
                _array(months, begin, end),
                _array(net, begin, end),
                _array(units, begin, end),
                _array(versions, begin, end),
                _array(lines, begin, end),
            )
            code = codes[product] if product >= 0 else NULL
            yield "\t".join((sources[key], ids[key], code, currencies[money[begin]], *arrays)) + "\n"

    def _batch(self, rows: Rows) -> Batch:
        """The rows as their reader gave them, amounts and months in their one form."""
        told = self._rows
        currencies = [told.currencies.texts[at] for at in rows["currency"].tolist()]
        cells: dict[str, Sequence[str | None]] = {
            "source": [told.source_of[key] for key in rows["key"].tolist()],
            "external_id": [told.ids[key] for key in rows["key"].tolist()],
            "month": [f"{month // 12:04d}-{month % 12 + 1:02d}-01" for month in rows["month"].tolist()],
            "net_sales": [
                decimal_text(net, places_of(currency))
                for net, currency in zip(rows["net"].tolist(), currencies, strict=True)
            ],
            "currency": currencies,
            "units": [None if n == NOTHING else decimal_text(n, UNIT_PLACES) for n in rows["units"].tolist()],
            "product": [None if at < 0 else told.products.texts[at] for at in rows["product"].tolist()],
            **self._versions(rows["version"]),
        }
        return Batch(rows["line"].tolist(), [cells[name] for name in self._fields])

    def _versions(self, numbers: Numbers) -> dict[str, Sequence[str | None]]:
        told = [None if number == NOTHING else number for number in numbers.tolist()]
        nothing = [None] * len(told)
        if "source_version" in self._fields:
            return {"source_version": [None if n is None else str(n) for n in told], "modified_at": nothing}
        instants = [None if n is None else (BEGINNING + timedelta(microseconds=n)).isoformat() for n in told]
        return {"source_version": nothing, "modified_at": instants}


def months_of(fields: Sequence[str], folder: Path, batches: int) -> MonthArrays | None:
    """For a file of monthly sales; None for lines, which are judged one by one."""
    return MonthArrays(fields, folder, batches) if NEEDED <= set(fields) <= KNOWN else None


def _file(text: str) -> BinaryIO:
    return io.BytesIO(text.encode())


def _texts(numbers: Numbers) -> list[str]:
    return list(map(str, numbers.tolist()))


def _nullable(numbers: Numbers) -> list[str] | None:
    if (numbers == NOTHING).all():
        return None
    return ["NULL" if number == NOTHING else str(number) for number in numbers.tolist()]


def _units(numbers: Numbers) -> list[str] | None:
    """Whole where all are, which most are."""
    if (numbers == NOTHING).all():
        return None
    if not (numbers % 10**UNIT_PLACES).any():
        return _texts(numbers // 10**UNIT_PLACES)
    return ["NULL" if n == NOTHING else decimal_text(n, UNIT_PLACES) for n in numbers.tolist()]


def _array(cells: Sequence[str] | None, begin: int, end: int) -> str:
    """An array's text; null where no element tells anything."""
    if cells is None:
        return NULL
    part = cells[begin:end]
    return NULL if part.count("NULL") == end - begin else f"{{{','.join(part)}}}"
