"""What can be imported into the sponsor's plane: accounts, contacts and sales, with their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from customers.imports.reconciliation import reconciled
from tenancy.intake.columns import Column, Kind, UnsuitableColumns
from tenancy.search.folding import fold
from tenancy.slots.imports import Cells, ImportObject


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
    if "net_sales" not in cells and "sales" not in cells:
        raise UnsuitableColumns(
            "The file has neither a column “net_sales” (monthly rows) nor “sales” (single lines)."
        )
    shape = ("month" if "net_sales" in cells else "line") + ("+" if "currency" in cells else "")
    return {"shape": [shape] * len(cells["external_id"])}


@dataclass(frozen=True, slots=True)
class SalesImport(ImportObject):
    """Sales; their reconciliation has totals by currency and by month."""

    def store(self) -> dict[str, Any]:
        """Judges and stores the staged rows; raises DoesNotAddUp before anything becomes visible."""
        # super() without arguments does not work in a dataclass with slots.
        return reconciled(ImportObject.store(self))


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
        Column("product"),
    ),
    function="store_sales",
    derived=("shape",),
    derive=_sales_shape,
)
