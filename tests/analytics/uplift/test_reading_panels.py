"""Files that can be read in any honest shape, and files that are refused with row and reason."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from analytics.uplift import reading
from analytics.uplift.panel import NEVER
from analytics.uplift.reading import read_panel
from analytics.uplift.report import run_panel
from analytics.uplift.spec import InvalidInput, Spec
from tests.analytics.uplift.conftest import HEADER, WriteFile

SHAPES: dict[str, Callable[[str], bytes]] = {
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "no last line end": lambda text: text.rstrip().encode(),
    "blank lines at the end": lambda text: (text + "\n\n").encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "quotes": lambda text: "".join(
        f'"{line.replace(",", chr(34) + "," + chr(34))}"\n' for line in text.split()
    ).encode(),
    "months without days": lambda text: text.replace("-01,", ",").encode(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_panel_reads_the_same_in_every_shape(rows: list[str], write: WriteFile, shape: str) -> None:
    path = write(rows)
    expected = read_panel(path, Spec())
    path.write_bytes(SHAPES[shape](path.read_text()))
    panel = read_panel(path, Spec())
    np.testing.assert_array_equal(panel.sales, expected.sales)
    np.testing.assert_array_equal(panel.first_treated, expected.first_treated)
    assert panel.months == ("2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-06")


def test_blocks_and_the_order_of_rows_do_not_matter(
    rows: list[str], write: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run_panel(write(rows), {})
    monkeypatch.setattr(reading, "BLOCK_BYTES", 100)
    assert run_panel(write(rows), {}) == expected
    by_month = sorted(rows, key=lambda row: row.split(",")[1])
    assert run_panel(write(by_month), {}) == expected


def test_values_are_read_to_the_last_bit(write: WriteFile) -> None:
    values = ["0.1", "-17.250", "8.461469042643875", "1e-300", "123456789012345.67", ""]
    panel = read_panel(write([f"C{i},2020-01,,{value}" for i, value in enumerate(values)]), Spec())
    np.testing.assert_array_equal(panel.sales[:, 0], [*map(float, values[:-1]), np.nan])
    assert panel.first_treated.tolist() == [NEVER] * 6


def test_a_missing_row_and_an_empty_value_are_both_missing(rows: list[str], write: WriteFile) -> None:
    without = read_panel(write([*rows[:5], *rows[6:]]), Spec())
    empty = read_panel(write([*rows[:5], "C0,2020-06-01,,", *rows[6:]]), Spec())
    np.testing.assert_array_equal(without.sales, empty.sales)
    assert np.isnan(without.sales).sum() == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("C0,2020-05-01,,1", "row 7: this customer already has a row for this month"),
        ("C0,2020-06-01,2020-05-01,1", "row 7: first_joined_month differs from the customer's first row"),
        ("C0,2020-06-01,,inf", "row 7: net_sales is not a finite number"),
        ("C0,2020-06-01,,-1e999", "row 7: net_sales is not a finite number"),
        ("C0,2020-06-01,,nan", "row 7: net_sales is not a finite number"),
        ("C0,2020-06-01,,many", "row 7: net_sales is not a number"),
        ("C0,2020-06-01,,1_000", "row 7: net_sales is not a number"),
        ('C0,2020-06-01,,"1,000"', "row 7: net_sales is not a number"),
        ("C0,2020-06-01,," + "9" * 5000, "row 7: net_sales is longer than 200 bytes"),
        ("C0,2020-13-01,,1", "row 7: month is not a date of the form YYYY-MM-DD"),
        ("C0,2020-02-30,,1", "row 7: month is not a date of the form YYYY-MM-DD"),
        ("C0,June 2020,,1", "row 7: month is not a date of the form YYYY-MM-DD"),
        ("C0,2020-06-01,soon,1", "row 7: first_joined_month is not a date of the form YYYY-MM-DD"),
        ("C0,,,1", "row 7: month is empty"),
        (",2020-06-01,,1", "row 7: customer_id is empty"),
        ("C0,2020-06-01,1", "row 7: 3 fields where the header has 4"),
        ("C0,2020-06-01,,1,2", "row 7: 5 fields where the header has 4"),
        ("", "row 7: 1 fields where the header has 4"),
        ("C0,2020-06-01,,1\0", "row 7: a NUL character"),
        ('C0,2020-06-01,,"1', "row 7: unexpected end of data"),
        ("C0,9999-06-01,,1", "row 7: more than 1200 months in one panel"),
        ("C0,2020-08-01,,1", "row 7: nobody has a value in month 2020-07"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(rows: list[str], write: WriteFile, row: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        run_panel(write([*rows[:5], row, *rows[6:]]), {})
    assert str(refusal.value) == reason


def test_a_month_that_nobody_has_is_refused(rows: list[str], write: WriteFile) -> None:
    gap = [row for row in rows if "2020-03" not in row]
    with pytest.raises(InvalidInput, match=r"^row 4: nobody has a value in month 2020-03$"):
        run_panel(write(gap), {})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "row 1: the file is empty"),
        (b"\n\n", "row 1: the file is empty"),
        (HEADER.encode(), "row 1: no rows follow the header"),
        (b"customer_id,month,net_sales\nC,2020-01,1\n", "row 1: column first_joined_month is missing"),
        (HEADER.encode() + b",month\n", "row 1: column month appears twice"),
    ],
)
def test_a_file_without_rows_or_columns_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "panel.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as refusal:
        run_panel(path, {})
    assert str(refusal.value) == reason


def test_a_cut_off_archive_or_no_file_is_refused(rows: list[str], write: WriteFile) -> None:
    path = write(rows)
    path.write_bytes(gzip.compress(path.read_bytes())[:-20])
    for wrong in (path, path.parent, path.parent / "nowhere.csv"):
        with pytest.raises(InvalidInput):
            run_panel(wrong, {})


def test_other_separators_and_numbers_beyond_all_bounds_are_named(rows: list[str], write: WriteFile) -> None:
    with pytest.raises(
        InvalidInput, match=r"^row 1: columns are separated by semicolons; they must be by commas$"
    ):
        read_panel(write(rows, header=HEADER.replace(",", ";")), Spec())
    rows[3] = rows[3].rpartition(",")[0] + ",1e200"
    with pytest.raises(InvalidInput, match=r"^row 5: net_sales is larger than can be computed with$"):
        read_panel(write(rows), Spec())
