"""The sample records of real systems are read whole; counts and sums are those of their descriptions."""

from decimal import Decimal
from pathlib import Path

import pytest

from tenancy.intake.columns import Column, Kind
from tenancy.intake.reading import Table, open_table

ID = Column("external_id", required=True)
MONTH = Column("month", Kind.MONTH, required=True)
ACTIVITY = (
    Column("activity_id", required=True),
    Column("kind"),
    Column("created_at", Kind.INSTANT, required=True),
    Column("body_html"),
)
JOINED = (ID, Column("joined_on", Kind.DATE, required=True))


def column(opened: Table, name: str) -> list[str | None]:
    at = opened.fields.index(name)
    return [cell for batch in opened.batches() for cell in batch.columns[at]]


@pytest.mark.parametrize(
    ("file", "columns", "count"),
    [
        ("foresight_pharma/customers.csv.gz", (ID, Column("name")), 751),
        ("se_french_meta/customers.csv.gz", (ID, Column("type")), 1_703),
        ("se_french_meta/memberships.csv.gz", JOINED, 1_703),
        ("se_beer_meta/customers.csv.gz", (ID, Column("type")), 522),
        ("se_beer_meta/memberships.csv.gz", JOINED, 522),
        (
            "crm_shapes/ehpad_cnsa_2018_first300.raw.csv",
            (Column("finessEt"), Column("TARIF_GIR_12", Kind.DECIMAL)),
            300,
        ),
    ],
)
def test_every_row_is_read_and_fits(shared: Path, file: str, columns: tuple[Column, ...], count: int) -> None:
    opened = open_table(shared / "data" / file, columns=columns)
    cells = [cell for batch in opened.batches() for found in batch.columns for cell in found]
    assert len(column(opened, columns[0].name)) == count
    assert not [cell for cell in cells if cell and cell.startswith("!")]
    assert not [problem for batch in opened.batches() for problem in batch.problems]


def test_sales_and_lines_add_up_to_the_cent(shared: Path) -> None:
    folder = shared / "data" / "foresight_pharma"
    sales = open_table(folder / "sales.csv.gz", columns=(ID, MONTH, Column("net_sales", Kind.DECIMAL)))
    lines = open_table(folder / "lines.csv.gz", columns=(ID, MONTH, Column("sales", Kind.DECIMAL)))
    by_month = [Decimal(cell or 0) for cell in column(sales, "net_sales")]
    by_line = [Decimal(cell or 0) for cell in column(lines, "sales")]
    assert (len(by_month), len(by_line)) == (28_835, 254_082)
    assert sum(by_month) == round(sum(by_line), 2) == Decimal("11798987642.20")
    assert (sum(cell < 0 for cell in by_month), sum(cell < 0 for cell in by_line)) == (244, 2_633)


@pytest.mark.parametrize(
    ("community", "counts"),
    [
        ("se_french_meta", {"topic": 274, "reply": 1_792, "reaction": 4_349}),
        ("se_beer_meta", {"topic": 94, "reply": 508, "reaction": 1_211}),
    ],
)
def test_activity_is_read_whole(shared: Path, community: str, counts: dict[str, int]) -> None:
    opened = open_table(shared / "data" / community / "activity.csv.gz", columns=ACTIVITY)
    kinds = column(opened, "kind")
    assert {kind: kinds.count(kind) for kind in counts} == counts


def test_the_care_homes_keep_letters_zeros_and_commas(shared: Path) -> None:
    opened = open_table(
        shared / "data" / "crm_shapes" / "ehpad_cnsa_2018_first300.raw.csv",
        columns=(ID, Column("prixHebPermCs", Kind.DECIMAL), Column("AUTRE_PRESTATION_INCLUSE")),
        mapping={"finessEt": "external_id"},
    )
    first = [cells[0] for cells in next(opened.batches()).columns]
    assert first == ["010002228", "95.5", "prise en charge du blanchissage des sous-vêtements des résidants"]
    assert {"encoding": "cp1252", "delimiter": ";", "decimal": ","}.items() <= opened.seen().items()


@pytest.mark.parametrize(
    ("file", "suggested"),
    [
        ("salesforce_account_header.csv", {"AccountNumber": "external_id", "BillingCountry": "country"}),
        ("hubspot_contact_header.csv", {"Record ID": "external_id", "Country/Region": "country"}),
        ("rpps_header.utf8.psv", {"Identifiant PP": "external_id", "Raison sociale site": "name"}),
    ],
)
def test_headings_of_real_systems_are_recognised(shared: Path, file: str, suggested: dict[str, str]) -> None:
    columns = (Column("external_id"), Column("name"), Column("country"))
    opened = open_table(shared / "data" / "crm_shapes" / file, columns=columns)
    assert suggested.items() <= opened.column_map.suggestions.items()
