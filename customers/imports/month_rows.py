"""Sound rows of monthly sales as numbers, sorted to one array per account before the database sees them.

Whatever is in any way unusual goes the way of rows, where the database judges each: cells of another form, the
same month twice, a total beside products. All rows of an account go that way with it, for the rules look at
rows of one account together.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from customers.imports.month_cells import NOTHING, Marks, month_number, scaled, version_number
from customers.sales.currencies import places_of
from tenancy.intake.batches import Batch
from tenancy.intake.places import USUAL_SOURCE, Places

NEEDED = frozenset({"external_id", "month", "net_sales"})
KNOWN = NEEDED | {"source", "currency", "units", "product", "source_version", "modified_at"}
MOST_KEYS = 300_000
"""Accounts, and products, that are remembered; rows of further ones go the usual way."""
TOO_MUCH, TOO_MANY, UNIT_PLACES = 10**15, 10**15, 3
NO_CURRENCY = "XXX"
"""ISO 4217's own code for no currency: what a row counts as that tells none, as in the staging functions."""
NUMBERS = ("line", "net", "units", "version")
NAMES = ("key", "month", "currency", "product")
ROW = np.dtype([*((name, "<i4") for name in NAMES), *((name, "<i8") for name in NUMBERS)])
Rows = NDArray[np.void]


class Numbered(dict[str | None, int]):
    """Texts by numbers of their own: the next one for a new text, -1 for one that does not suit."""

    def __init__(self, suits: Callable[[str], bool], texts: list[str]) -> None:
        super().__init__()
        self._suits = suits
        self.texts = texts

    def __missing__(self, text: str | None) -> int:
        if text is None or len(self.texts) >= MOST_KEYS or not self._suits(text):
            return -1
        self[text] = len(self.texts)
        self.texts.append(text)
        return self[text]

    def of(self, cells: Sequence[str | None]) -> NDArray[np.int32]:
        """The numbers of a column; most columns of few values have one."""
        if cells.count(cells[0]) == len(cells):
            return np.full(len(cells), self[cells[0]], np.int32)
        return np.fromiter(map(self.__getitem__, cells), np.int32, len(cells))


class MonthRows:
    """One file of numbers per batch of the import, beside the spool's of texts."""

    def __init__(self, fields: Sequence[str], folder: Path, batches: int) -> None:
        self._fields = tuple(fields)
        self._paths = [folder / f"{at:05d}.months" for at in range(batches)]
        self._parts: list[BinaryIO] = [path.open("wb") for path in self._paths]
        self.counts = [0] * batches
        self.ids: list[str] = []
        self.source_of: list[str] = []
        self._places = Places()
        self._part_of = np.zeros(1 << 10, np.int32)
        self._keys: dict[str, Numbered] = {}
        self._months: dict[str | None, int] = {}
        self.currencies = Numbered(lambda text: len(text) == 3 and text.isascii() and text.isupper(), [])
        self.products = Numbered(lambda text: len(text) <= 200 and text.isprintable(), [])
        self.unusual: set[int] = set()

    def take(self, batch: Batch) -> Sequence[bool]:
        """Keeps the rows that are sound by themselves, and says which."""
        cells = dict(zip(self._fields, batch.columns, strict=True))
        rows = np.empty(len(batch), ROW)
        rows["line"] = batch.lines
        rows["key"] = self._keys_of(cells)
        sound = rows["key"] >= 0
        sound &= self._take_months(rows, cells["month"])
        sound &= self._take_amounts(rows, cells)
        sound &= self._take_units(rows, cells.get("units"))
        sound &= self._take_products(rows, cells.get("product"))
        sound &= _take_versions(rows, cells.get("source_version"), cells.get("modified_at"))
        if not sound.all():
            self.unusual.update(rows["key"][~sound].tolist())
            rows = rows[sound]
        self._write(rows)
        taken: list[bool] = sound.tolist()
        return taken

    def _keys_of(self, cells: dict[str, Sequence[str | None]]) -> Sequence[int] | NDArray[np.int32]:
        ids = cells["external_id"]
        sources = cells.get("source") or [USUAL_SOURCE]
        if sources.count(sources[0]) == len(sources):
            return self._of_source(sources[0]).of(ids)
        return [self._of_source(source)[key] for source, key in zip(sources, ids, strict=True)]

    def _of_source(self, source: str | None) -> Numbered:
        name = source or USUAL_SOURCE
        if name not in self._keys:
            below = self._places.below(name) if "source" in self._fields else self._places
            self._keys[name] = Numbered(lambda text: self._told(name, below[text]), self.ids)
        return self._keys[name]

    def _told(self, source: str, place: int) -> bool:
        """Notes the source of the next id, and its batch; false where the source itself does not suit."""
        if len(source) > 60:
            return False
        key = len(self.source_of)
        self.source_of.append(source)
        if key == len(self._part_of):
            self._part_of = np.concatenate([self._part_of, np.zeros(key, np.int32)])
        self._part_of[key] = place % len(self._parts)
        return True

    def _take_months(self, rows: Rows, cells: Sequence[str | None]) -> Marks:
        known = self._months
        if len(known) > MOST_KEYS:
            known.clear()
        known.update((cell, month_number(cell)) for cell in {*cells} - known.keys())
        rows["month"] = np.fromiter(map(known.__getitem__, cells), np.int32, len(cells))
        found: Marks = rows["month"] >= 0
        return found

    def _take_amounts(self, rows: Rows, cells: dict[str, Sequence[str | None]]) -> Marks:
        rows["currency"] = self.currencies.of(cells.get("currency") or [NO_CURRENCY] * len(rows))
        places = np.array([*map(places_of, self.currencies.texts), 0])[rows["currency"]]
        most = int(places.max(initial=0))
        numbers, sound = scaled(cells["net_sales"], places=most)
        sound &= (numbers != NOTHING) & (rows["currency"] >= 0)
        if (places != most).any():
            apart = 10 ** (most - places)
            sound &= numbers % apart == 0
            numbers //= apart
        rows["net"] = numbers
        sound &= np.abs(numbers) < TOO_MUCH
        return sound

    def _take_units(self, rows: Rows, cells: Sequence[str | None] | None) -> Marks:
        if cells is None:
            rows["units"] = NOTHING
            return np.ones(len(rows), bool)
        rows["units"], sound = scaled(cells, places=UNIT_PLACES)
        sound &= (rows["units"] == NOTHING) | (np.abs(rows["units"]) < TOO_MANY)
        return sound

    def _take_products(self, rows: Rows, cells: Sequence[str | None] | None) -> Marks:
        if cells is None:
            rows["product"] = -1
            return np.ones(len(rows), bool)
        rows["product"] = self.products.of(cells)
        sound = np.array([cell is None for cell in cells], bool)
        sound |= rows["product"] >= 0
        return sound

    def _write(self, rows: Rows) -> None:
        parts = self._part_of[rows["key"]]
        order = np.argsort(parts, kind="stable")
        ends = np.searchsorted(parts[order], np.arange(len(self._parts) + 1))
        for at, (begin, end) in enumerate(pairwise(ends.tolist())):
            if end > begin:
                self._parts[at].write(rows[order[begin:end]].tobytes())
                self.counts[at] += end - begin

    def rows_of(self, at: int) -> Rows:
        """The rows of one batch."""
        return np.frombuffer(self._paths[at].read_bytes(), ROW)

    def close(self) -> None:
        """Everything was taken."""
        for part in self._parts:
            part.close()


def _take_versions(
    rows: Rows, versions: Sequence[str | None] | None, instants: Sequence[str | None] | None
) -> Marks:
    if versions is None and instants is None:
        rows["version"] = NOTHING
        return np.ones(len(rows), bool)
    nothing: Sequence[None] = [None] * len(rows)
    found = [version_number(*told) for told in zip(versions or nothing, instants or nothing, strict=True)]
    rows["version"] = [NOTHING if number is None else number for number in found]
    return np.array([number is not None for number in found], bool)


def by_account(rows: Rows) -> Rows:
    """The rows of each account, currency and product together, month by month."""
    sorted_rows: Rows = rows[np.lexsort((rows["month"], rows["product"], rows["currency"], rows["key"]))]
    return sorted_rows


def disputed(rows: Rows) -> set[int]:
    """Keys of sorted rows that tell a month twice, or a product beside a total."""
    same = np.ones(max(0, len(rows) - 1), bool)
    for name in ("key", "currency", "product", "month"):
        same &= rows[name][1:] == rows[name][:-1]
    whole, parted = rows["key"][rows["product"] < 0], rows["key"][rows["product"] >= 0]
    beside = np.intersect1d(whole, parted) if len(whole) and len(parted) else whole[:0]
    return {*rows["key"][1:][same].tolist(), *beside.tolist()}


def groups_of(rows: Rows) -> Iterator[tuple[int, int]]:
    """Where the arrays of sorted rows begin and end."""
    if not len(rows):
        return
    other = np.zeros(len(rows) - 1, bool)
    for name in ("key", "currency", "product"):
        other |= rows[name][1:] != rows[name][:-1]
    bounds = [0, *(np.flatnonzero(other) + 1).tolist(), len(rows)]
    yield from pairwise(bounds)
