"""Brings a column of raw cells to its one form, each distinct value once.

Decided here: normalisation is Python's (cached by value, whole columns at a time), judgement is SQL's. A cell
that fits no form of its kind is handed on as `!` + the raw text, so that SQL can name it
(`left(cell, 1) = '!'`). Cells that pass are safe to cast: `::numeric`, `::date`, `::timestamptz`.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from tenancy.intake.batches import INVALID
from tenancy.intake.columns import Kind
from tenancy.intake.dates import DateForm, canonical_date, canonical_instant, canonical_month
from tenancy.intake.numbers import PLAIN_COLUMN, NumberForm, canonical_number, number_pattern

FLOATED_ID, FLOATED = re.compile(r"[0-9]{1,18}[.,]0+"), re.compile(r"[.,]0+\Z")
NULL_WORDS = frozenset({"", "\\N"})
MOST_REMEMBERED = 100_000

Transform = Callable[[Sequence[str]], Sequence[str | None]]


class _Remembered(dict[str, str | None]):
    """Canonical cells by raw cell."""

    def __init__(self, canonical: Callable[[str], str | None], null_words: frozenset[str]) -> None:
        super().__init__()
        self._canonical = canonical
        self._null_words = null_words

    def __missing__(self, raw: str) -> str | None:
        cell = raw.strip()
        found = None if cell in self._null_words else self._canonical(cell) or INVALID + cell
        self[raw] = found
        return found

    def of(self, cells: Sequence[str]) -> Sequence[str | None]:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        return list(map(self.__getitem__, cells))


def whole_ids(transform: Transform) -> Transform:
    """Ids that a spreadsheet turned into numbers, as they were: “17850.0” is 17850. Others stay as they are."""

    def of(cells: Sequence[str]) -> Sequence[str | None]:
        return [
            cell if cell is None else FLOATED.sub("", cell) if FLOATED_ID.fullmatch(cell) else cell
            for cell in transform(cells)
        ]

    return of


def transform_for(
    kind: Kind, *, numbers: NumberForm, dates: DateForm, null_words: frozenset[str] = NULL_WORDS
) -> Transform:
    """The transform of a column of this kind; text is stripped and composed (NFC), nothing else."""
    if kind is Kind.TEXT:
        return lambda cells: _texts(cells, null_words)
    if kind is Kind.DECIMAL:
        one_by_one = _Remembered(_canonical(kind, numbers=numbers, dates=dates), null_words).of
        return lambda cells: _plain_numbers(cells, numbers) or one_by_one(cells)
    return _Remembered(_canonical(kind, numbers=numbers, dates=dates), null_words).of


def _canonical(kind: Kind, *, numbers: NumberForm, dates: DateForm) -> Callable[[str], str | None]:
    if kind is Kind.DECIMAL:
        pattern = number_pattern(numbers)
        return lambda cell: canonical_number(cell, pattern=pattern)
    by_kind = {Kind.DATE: canonical_date, Kind.MONTH: canonical_month, Kind.INSTANT: canonical_instant}
    read = by_kind[kind]
    return lambda cell: read(cell, form=dates)


def _plain_numbers(cells: Sequence[str], form: NumberForm) -> Sequence[str | None] | None:
    """The column at once if all of its numbers are plain (amounts rarely repeat); None if one is not."""
    joined = "\0".join(cells)
    if form.decimal == ",":
        if "." in joined:
            return None
        joined = joined.replace(",", ".")
    if not cells or PLAIN_COLUMN.fullmatch(joined) is None:
        return None
    parts = joined.split("\0") if form.decimal == "," else cells
    return [part or None for part in parts] if "" in parts else parts


def _texts(cells: Sequence[str], null_words: frozenset[str]) -> Sequence[str | None]:
    if cells and cells.count(cells[0]) == len(cells):
        return _texts_of(cells[:1], null_words) * len(cells)
    return _texts_of(cells, null_words)


def _texts_of(cells: Sequence[str], null_words: frozenset[str]) -> list[str | None]:
    joined = "\0".join(cells)
    if not joined.isascii():
        cells = [unicodedata.normalize("NFC", cell) for cell in cells]
    elif len(joined.split(None, 1)) == 1 and "\\" not in joined and "" not in cells:
        # Nothing to strip, and no null word, which are empty or begin with a backslash.
        return list(cells)
    return [None if cell in null_words else cell for cell in map(str.strip, cells)]
