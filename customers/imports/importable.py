"""What can be imported into the sponsor's plane: accounts, contacts and sales, with their columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

from customers.imports.reconciliation import added, reconciled, without_change
from tenancy.intake.columns import Column, Kind, UnsuitableColumns
from tenancy.search.folding import fold
from tenancy.slots.imports import Cells, Gatherer, ImportObject
from tenancy.wall.functions import call, call_rows


def _account_cells(cells: Mapping[str, Cells]) -> Mapping[str, Cells]:
    return {**_search_names(cells), **_given(cells)}


def _search_names(cells: Mapping[str, Cells]) -> Mapping[str, Cells]:
    names = cells.get("name") or [None] * len(cells["external_id"])
    return {"search_name": [name and fold(name) for name in names]}


def _given(cells: Mapping[str, Cells]) -> Mapping[str, Cells]:
    """Which fields the file tells: an empty cell clears a field, a missing column leaves it alone."""
    return {"given": [",".join(cells)] * len(cells["external_id"])}


def _sales_shape(cells: Mapping[str, Cells]) -> Mapping[str, Cells]:
    """Months have `net_sales`; lines have `sales` and are added up; "+" says that currencies are told."""
    if "month" not in cells and "date" not in cells:
        raise UnsuitableColumns("The file has neither a column “month” nor a column “date”.")
    by_price = "quantity" in cells and "price" in cells
    if "net_sales" not in cells and "sales" not in cells and not by_price:
        raise UnsuitableColumns(
            "The file has neither a column “net_sales” (monthly rows) nor “sales” (single lines),"
            " nor “quantity” and “price”."
        )
    lines = "net_sales" not in cells
    shape = ("line" if lines else "month") + ("+" if "currency" in cells else "")
    rows = len(cells["external_id"])
    return {"shape": [shape] * rows, "mark": _marks(cells) if lines else [None] * rows}


def _marks(cells: Mapping[str, Cells]) -> Cells:
    """One for each row, equal for rows that say the same in every column."""
    if "mark" in cells:
        return cells["mark"]
    told = [column for name, column in cells.items() if name in LINE_FIELDS]
    return [
        blake2b(
            "\0".join(["\1" if cell is None else cell for cell in row]).encode(), digest_size=12
        ).hexdigest()
        for row in zip(*told, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class SalesImport(ImportObject):
    """Sales; their reconciliation has totals by currency and by month.

    `told` are the ids, as (source, external id), of all that is imported where that is little: then the whole
    store is summed once instead of twice.
    """

    told: tuple[tuple[str, str], ...] | None = None

    def with_options(self, options: Mapping[str, Any]) -> "SalesImport":
        """`exact_duplicates: "skip"` takes the first of equal lines alone; `days: "partial"` keeps a day's others."""
        return replace(
            self, arguments=(options.get("exact_duplicates") == "skip", options.get("days") == "partial")
        )

    def of_mended_rows(self) -> "SalesImport":
        """Rows of days whose other lines are stored: those stay."""
        return replace(self, arguments=(self.arguments[0], True))

    def prepare(self) -> None:
        """Statistics of what keys are looked for in."""
        call("gather_statistics")

    def opening(self) -> list[list[str]]:
        """The months of the whole store, by currency, or of the accounts that are told."""
        return _booked() if self.told is None else self._booked_of_told()

    def with_settled(self, found: Mapping[str, Any], settled: Any) -> dict[str, Any]:
        """Months that are stored already count as unchanged, and as seen in the feeds of their sources."""
        rows = settled.rows_of
        call("note_unchanged_sales", list(rows), list(rows.values()))
        return added(settled.found, found)

    def added(self, total: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
        """The findings of several batches as those of one."""
        return added(total, found)

    def closing(self, found: Mapping[str, Any], opening: Any) -> dict[str, Any]:
        """Totals by currency and by month; raises DoesNotAddUp."""
        after = _booked()
        if self.told is not None:
            opening = without_change(after, before=opening, now=self._booked_of_told())
        return reconciled(found, before=opening, after=after)

    def _booked_of_told(self) -> list[list[str]]:
        sources, ids = zip(*(self.told or ()), strict=True) if self.told else ((), ())
        return _texts(call_rows("sales_booked_of", list(sources), list(ids)))


def _months_of(fields: Sequence[str], folder: Path, batches: int) -> Gatherer | None:
    """The gatherer of monthly sales; only workers ever load it, for it brings numpy with it."""
    found: Gatherer | None = import_module("customers.imports.month_arrays").months_of(
        fields, folder, batches
    )
    return found


def _booked() -> list[list[str]]:
    return _texts(call_rows("sales_booked"))


def _texts(rows: Iterable[Sequence[Any]]) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]


# How a source dates its own records; older ones than what is known change nothing.
VERSION = (Column("source_version"), Column("modified_at", Kind.INSTANT))
REQUIRED_ID = Column("external_id", required=True)
ACCOUNTS = ImportObject(
    name="accounts",
    columns=(
        REQUIRED_ID,
        *map(Column, ("source", "name", "type", "segment", "region", "country", "city", "postal_code")),
        Column("parent_external_id"),
        *VERSION,
    ),
    function="store_accounts",
    derived=("search_name", "given"),
    derive=_account_cells,
)
# Records of the interface say row by row which fields they tell.
ACCOUNT_RECORDS = replace(
    ACCOUNTS, columns=(*ACCOUNTS.columns, Column("given")), derived=("search_name",), derive=_search_names
)
CONTACTS = ImportObject(
    name="contacts",
    columns=(
        REQUIRED_ID,
        *map(
            Column,
            ("source", "type", "account_external_id", "name", "email", "profession", "segment", "country"),
        ),
        *VERSION,
    ),
    function="store_contacts",
    derived=("given",),
    derive=_given,
    whole=False,
)
SALES = SalesImport(
    name="sales",
    columns=(
        REQUIRED_ID,
        Column("source"),
        Column("month", Kind.MONTH),
        Column("date", Kind.DATE),
        Column("net_sales", Kind.DECIMAL),
        Column("sales", Kind.DECIMAL),
        Column("currency"),
        Column("units", Kind.DECIMAL),
        Column("quantity", Kind.DECIMAL),
        Column("price", Kind.DECIMAL),
        Column("product"),
        Column("document"),
        Column("line_id"),
        *VERSION,
    ),
    function="store_sales",
    derived=("shape", "mark"),
    derive=_sales_shape,
    whole=False,
    working=("staged_line", "staged_month"),
    arguments=(False, False),
    gatherer=_months_of,
)
LINE_FIELDS = frozenset(column.name for column in SALES.columns)
