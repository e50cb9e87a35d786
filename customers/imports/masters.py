"""What can be imported beside accounts, contacts and sales: the things that they are looked at by."""

from collections.abc import Mapping

from customers.imports.importable import REQUIRED_ID, VERSION
from tenancy.intake.columns import Column, Kind
from tenancy.slots.imports import Cells, ImportObject


def given(cells: Mapping[str, Cells]) -> Mapping[str, Cells]:
    """Which fields the file tells: an empty cell clears a field, a missing column leaves it alone."""
    return {"given": [",".join(cells)] * len(next(iter(cells.values())))}


PRODUCTS = ImportObject(
    name="products",
    columns=(REQUIRED_ID, *map(Column, ("source", "name", "product_group", "product_class")), *VERSION),
    function="store_products",
    derived=("given",),
    derive=given,
)
TERRITORIES = ImportObject(
    name="territories",
    columns=(
        REQUIRED_ID,
        *map(Column, ("source", "name", "level", "parent_external_id", "country", "time_zone", "is_active")),
        *VERSION,
    ),
    function="store_territories",
    derived=("given",),
    derive=given,
)
ASSIGNMENTS = ImportObject(
    name="assignments",
    columns=(
        *map(
            Column, ("source", "account_external_id", "territory_external_id", "person", "role", "is_primary")
        ),
        Column("since", Kind.DATE, required=True),
        Column("until", Kind.DATE),
    ),
    function="store_assignments",
)
AFFILIATIONS = ImportObject(
    name="affiliations",
    columns=(
        REQUIRED_ID,
        Column("source"),
        Column("account_external_id", required=True),
        Column("role"),
        Column("since", Kind.DATE),
        Column("until", Kind.DATE),
    ),
    function="store_affiliations",
)
POTENTIALS = ImportObject(
    name="potentials",
    columns=(
        REQUIRED_ID,
        Column("source"),
        Column("account_source"),
        Column("product_group"),
        Column("from_month", Kind.MONTH, required=True),
        Column("to_month", Kind.MONTH, required=True),
        Column("potential", Kind.DECIMAL, required=True),
        Column("currency"),
        Column("told_on", Kind.DATE),
    ),
    function="store_potentials",
)
ATTRIBUTES = ImportObject(
    name="attributes",
    columns=(
        REQUIRED_ID,
        *map(Column, ("source", "account_source")),
        Column("attribute", required=True),
        Column("value"),
    ),
    function="store_attributes",
)
# Which programme an account was invited to or opened in, and when: the treatment of the uplift report.
PARTICIPATIONS = ImportObject(
    name="participations",
    columns=(
        REQUIRED_ID,
        *map(Column, ("source", "account_source")),
        Column("programme", required=True),
        Column("arm"),
        Column("invited_on", Kind.DATE),
        Column("opened_on", Kind.DATE),
    ),
    function="store_participations",
)
IDENTIFIERS = ImportObject(
    name="identifiers",
    columns=(
        REQUIRED_ID,
        Column("source"),
        Column("account_external_id", required=True),
        Column("account_source"),
    ),
    function="store_identifiers",
)
MASTERS = (
    IDENTIFIERS, PRODUCTS, TERRITORIES, ASSIGNMENTS, AFFILIATIONS, POTENTIALS, ATTRIBUTES, PARTICIPATIONS,
)  # fmt: skip
