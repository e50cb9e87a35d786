"""What the readers hand on, PostgreSQL takes: every cell that is not marked can be cast."""

import io

import pytest
from django.db import connection

from tenancy.intake.columns import Column, Kind
from tenancy.intake.copying import CopyStream
from tenancy.intake.reading import open_table

COLUMNS = (
    Column("external_id"),
    Column("name"),
    Column("month", Kind.MONTH),
    Column("created_at", Kind.INSTANT),
    Column("net_sales", Kind.DECIMAL),
)
CONTENT = (
    "external_id;name;month;created_at;net_sales\n"
    '007;"a\tb\\c\nd";03/2024;3/15/2024 2:30 PM;1.234,50\n'
    "008;\\N;2024-02;2024-03-12T09:14:00+02:00;(95,5)\n"
    "009;ŚŁ;2024-13;never;1,2,3\n"
)


@pytest.mark.django_db
def test_unmarked_cells_can_be_cast_and_marked_ones_named() -> None:
    stream = CopyStream(open_table(io.BytesIO(CONTENT.encode()), columns=COLUMNS).batches())
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE staged (line int, id text, name text, month text, at text, sales text)"
        )
        cursor.copy_expert("COPY staged FROM STDIN", stream)
        cursor.execute("SELECT * FROM staged WHERE left(month, 1) = '!'")
        assert cursor.fetchall() == [(5, "009", "ŚŁ", "!2024-13", "!never", "!1,2,3")]
        cursor.execute(
            "SELECT line, id, name, month::date::text, extract(epoch FROM at::timestamptz)::int,"
            " sales::numeric::text FROM staged WHERE left(month, 1) <> '!' ORDER BY line"
        )
        assert cursor.fetchall() == [
            (2, "007", "a\tb\\c\nd", "2024-03-01", 1_710_513_000, "1234.50"),
            (4, "008", None, "2024-02-01", 1_710_227_640, "-95.5"),
        ]
