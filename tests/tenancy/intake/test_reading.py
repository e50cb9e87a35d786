"""Files of other systems are read as they were meant, and every row that cannot be is named (F18)."""

import gzip
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenancy.intake.batches import RowProblem
from tenancy.intake.columns import Column, Kind
from tenancy.intake.reading import Choices, Table, open_table
from tenancy.intake.records import LONGEST_CELL
from tenancy.intake.sources import UnreadableFile

ID = Column("external_id", required=True)
NAME = Column("name")
DETECT = Choices()
SALES = (ID, Column("month", Kind.MONTH), Column("net_sales", Kind.DECIMAL))


def table(
    content: str | bytes, *columns: Column, choices: Choices = DETECT, encoding: str = "utf-8"
) -> Table:
    raw = content.encode(encoding) if isinstance(content, str) else content
    return open_table(io.BytesIO(raw), columns=columns or (ID, NAME), choices=choices)


def rows(opened: Table, size: int = 1_000) -> list[tuple[str | None, ...]]:
    return [row for batch in opened.batches(size) for row in zip(*batch.columns, strict=True)]


def problems(opened: Table, size: int = 1_000) -> list[tuple[int, str]]:
    return [(found.line, found.code) for found in all_problems(opened, size)]


def all_problems(opened: Table, size: int = 1_000) -> Sequence[RowProblem]:
    return [found for batch in opened.batches(size) for found in batch.problems]


@pytest.mark.parametrize(
    ("encoding", "name", "seen"),
    [
        ("utf-8", "Świecie œ €", "utf-8"),
        ("utf-8-sig", "Świecie", "utf-8-sig"),
        ("utf-16", "Świecie", "utf-16"),
        ("cp1252", "œuvre à 5 € – l’été", "cp1252"),
        ("latin-1", "établi\x81", "latin-1"),
    ],
)
def test_the_encoding_is_detected_and_reported(encoding: str, name: str, seen: str) -> None:
    opened = table(f"external_id;name\n0001;{name}\n", encoding=encoding)
    assert rows(opened) == [("0001", name)]
    assert opened.seen()["encoding"] == seen


def test_a_byte_far_behind_still_decides_the_encoding() -> None:
    lines = b"external_id,name\n" + b"1,plain\n" * 300_000 + b"2,\x80\xe9\n"
    assert rows(table(lines))[-1] == ("2", "€é")


def test_a_damaged_byte_in_utf8_costs_its_row_only() -> None:
    opened = table("external_id,name\n1,é\n2,ü\n".encode() + b"3,\xff\n" + "4,ß\n".encode())
    assert [row[0] for row in rows(opened)] == ["1", "2", "4"]
    assert problems(opened) == [(4, "bad_encoding")]
    assert "not valid UTF-8" in opened.warnings()[0]
    all_problems(opened)[0].original[1].encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_detected(delimiter: str) -> None:
    text = f'external_id{delimiter}name{delimiter}note\n007{delimiter}"a, b; c|d\te"{delimiter}15\n'
    assert rows(table(text)) == [("007", "a, b; c|d\te")]


def test_a_line_that_announces_the_delimiter_is_believed() -> None:
    assert rows(table("sep=|\nexternal_id|name\n1|a,b\n")) == [("1", "a,b")]


def test_gzip_is_told_by_its_bytes_and_a_cut_archive_by_a_sentence() -> None:
    packed = gzip.compress(b"external_id,name\n" + b"1,a\n" * 50_000)
    assert len(rows(table(packed))) == 50_000
    with pytest.raises(UnreadableFile, match="cut short"):
        table(packed[: len(packed) // 2])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04" + b"x" * 50, "spreadsheet"),
        (b"\x00\x01\x02" * 999, "not a text file"),
        (b"external_id\n" + b"x" * (9 << 20), "longer than 8 MB"),
        ("external_id\n1\n".encode("utf-16")[:-1], "encoding"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        rows(table(content, ID))


def test_a_stream_that_cannot_seek_is_read_all_the_same() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert rows(open_table(Pipe(b"external_id,name\n1,a\n"), columns=(ID, NAME))) == [("1", "a")]


def test_null_words_blanks_and_leading_zeros() -> None:
    opened = table('external_id,name\n"010002228",\\N\n 0042 ,"  "\n000,NULL\n')
    assert rows(opened) == [("010002228", None), ("0042", None), ("000", "NULL")]


def test_letters_are_composed_alike() -> None:
    assert rows(table("external_id,name\n1,e\u0301\n")) == [("1", "é")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_through_quoted_newlines_and_blank_lines(end: str) -> None:
    text = end.join(["external_id,name", '1,"two', 'lines"', "", "2,x", ",", "3", "4,y", ""])
    opened = table(text)
    assert [(line, row) for batch in opened.batches(2) for line, row in
            zip(batch.lines, zip(*batch.columns, strict=True), strict=True)] == [
        (2, ("1", f"two{end}lines")), (5, ("2", "x")), (8, ("4", "y")),
    ]  # fmt: skip
    assert problems(opened, 2) == [(7, "ragged_row")]


def test_ragged_rows_are_named_and_trailing_delimiters_forgiven() -> None:
    opened = table("external_id,name,\n1,a,\n2,b\n3,c,,,\n4,d,e,f\n5\n")
    assert rows(opened) == [("1", "a"), ("2", "b"), ("3", "c")]
    assert problems(opened) == [(5, "ragged_row"), (6, "ragged_row")]


def test_nul_characters_cost_their_row_only() -> None:
    opened = table(b"external_id,name\n1,a\0b\n" + b"2,c\n" * 50)
    assert len(rows(opened)) == 50
    assert problems(opened) == [(2, "nul_character")]
    assert "\0" not in "".join(all_problems(opened)[0].original)


@pytest.mark.parametrize("size", [1, 2, 1_000])
def test_a_quote_that_never_closes_swallows_no_further_row(size: int) -> None:
    opened = table('external_id,name\n1,a\n2,"open\n3,c\n4,d\n', choices=Choices(delimiter=","))
    assert rows(opened, size) == [("1", "a"), ("3", "c"), ("4", "d")]
    assert problems(opened, size) == [(3, "broken_quotes")]


def test_an_overlong_cell_costs_its_row_only() -> None:
    opened = table(f'external_id,name\n1,a\n2,"{"x" * (LONGEST_CELL + 1)}"\n3,c\n')
    assert rows(opened) == [("1", "a"), ("3", "c")]
    assert problems(opened) == [(3, "cell_too_long")]


def test_many_open_quotes_do_not_take_for_ever() -> None:
    text = "external_id,name\n" + '1,"a\n2,b\n' * 2_000 + '3,"'
    opened = table(text)
    assert len(rows(opened)) + len(problems(opened)) > 20


@pytest.mark.parametrize(
    ("cells", "canonical"),
    [
        (["1.234,50", "95,5", "1.234"], ["1234.50", "95.5", "1234"]),
        (["1,234.50", "1,234", ".5"], ["1234.50", "1234", "0.5"]),
        (["1 234,5", "1\u202f234\u00a0567,1", "-0,10"], ["1234.5", "!1\u202f234\u00a0567,1", "-0.10"]),
        (["(1,234.50)", "12.5-", "-3"], ["-1234.50", "-12.5", "-3"]),
        (["1.5E+3", "1e2", "0012.50"], ["1500", "100", "12.50"]),
        (["12.5", "abc", "1.2.3"], ["12.5", "!abc", "!1.2.3"]),
        (
            ["12.5", "€5", "１２", "1" * 31, "--1", "NaN"],
            ["12.5", "!€5", "!１２", "!" + "1" * 31, "!--1", "!NaN"],
        ),
        (["12,5", "12.55", ""], ["12.5", "!12.55", None]),
    ],
)
def test_numbers_take_one_form_and_the_rest_is_marked(cells: list[str], canonical: list[str | None]) -> None:
    body = "".join(f'{at};2024-01;"{cell}"\n' for at, cell in enumerate(cells))
    assert [row[2] for row in rows(table("external_id;month;net_sales\n" + body, *SALES))] == canonical


def test_a_number_that_could_be_two_is_reported() -> None:
    opened = table('external_id,month,net_sales\n1,2024-01,"1,234"\n', *SALES)
    assert rows(opened) == [("1", "2024-01-01", "1234")]
    assert "decimal sign" in opened.warnings()[0]
    chosen = table('external_id,month,net_sales\n1,2024-01,"1,234"\n', *SALES, choices=Choices(decimal=","))
    assert rows(chosen)[0][2] == "1.234"
    assert chosen.warnings() == []


def test_a_decimal_sign_far_behind_still_decides() -> None:
    body = "".join(f"{at};2024-01;5\n" for at in range(12_000)) + "x;2024-01;1.234\ny;2024-01;2,5\n"
    found = rows(table("external_id;month;net_sales\n" + body, *SALES))
    assert [row[2] for row in found[-2:]] == ["1234", "2.5"]


@pytest.mark.parametrize(
    ("cells", "months"),
    [
        (["2024-03", "202403", "2024/3", "03/2024", "20240312", "2024-03-12T10:00:00Z"], ["2024-03-01"] * 6),
        (["31.12.2024", "01.02.2024"], ["2024-12-01", "2024-02-01"]),
        (["3/15/2024 2:30 PM", "4/5/2024 9:00 AM"], ["2024-03-01", "2024-04-01"]),
        (["15/3/2024", "4/5/2024"], ["2024-03-01", "2024-05-01"]),
        (["2024-13", "2024-02-30", "0024-01", "45363", "Mar 24"],
         ["!2024-13", "!2024-02-30", "!0024-01", "!45363", "!Mar 24"]),
    ],
)  # fmt: skip
def test_months_take_one_form(cells: list[str], months: list[str]) -> None:
    body = "".join(f"{at},{cell},1\n" for at, cell in enumerate(cells))
    assert [row[1] for row in rows(table("external_id,month,net_sales\n" + body, *SALES))] == months


def test_an_order_of_day_and_month_that_nothing_shows_is_reported() -> None:
    opened = table("external_id,month\n1,03/04/2024\n", ID, Column("month", Kind.DATE))
    assert rows(opened) == [("1", "2024-04-03")]
    assert "order of day and month" in opened.warnings()[0]
    chosen = table(
        "external_id,month\n1,03/04/2024\n", ID, Column("month", Kind.DATE), choices=Choices(date_order="MDY")
    )
    assert rows(chosen) == [("1", "2024-03-04")]


def test_the_last_row_of_a_long_file_may_settle_the_order() -> None:
    body = "".join(f"{at},03/04/2024\n" for at in range(12_000)) + "x,12/25/2024\n"
    opened = table("external_id,on\n" + body, ID, Column("on", Kind.DATE))
    assert rows(opened)[0] == ("0", "2024-03-04")
    assert opened.warnings() == []


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2011-08-17T00:00:00.000Z", "2011-08-17T00:00:00+00:00"),
        ("2018-06-26 14:38:45.097", "2018-06-26T14:38:45.097000+00:00"),
        ("2024-03-12T09:14:00+0200", "2024-03-12T07:14:00+00:00"),
        ("3/15/2024 12:05 AM", "2024-03-15T00:05:00+00:00"),
        ("20240312T101112", "2024-03-12T10:11:12+00:00"),
        ("2024-03-12", "2024-03-12T00:00:00+00:00"),
        ("2024-03-12 25:00", "!2024-03-12 25:00"),
        ("2024-03", "!2024-03"),
        ("yesterday", "!yesterday"),
    ],
)
def test_instants_are_brought_to_utc(cell: str, instant: str) -> None:
    opened = table(f"external_id;created_at\n1;{cell}\n", ID, Column("created_at", Kind.INSTANT))
    assert rows(opened) == [("1", instant)]


def test_the_untouched_rows_can_be_had_again() -> None:
    opened = table("external_id,name,x\n1, a ,9\n2,b\n3,c,8\n")
    assert list(opened.originals([2, 3])) == [(2, ["1", "a ", "9"]), (3, ["2", "b"])]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [b'"', b",", b";", b"\n", b"\r", b"\t", b"\0", b"\xff", b"\xc3\xa9", b" ", b"a", b"1,5"]
        )
    )
)
def test_any_bytes_are_read_or_refused_and_every_line_told_once(pieces: list[bytes]) -> None:
    opened = table(b"external_id,name\n" + b"1,a\n" * 200 + b"".join(pieces))
    lines = [line for batch in opened.batches(2) for line in batch.lines]
    told = [line for line, _ in problems(opened, 2)]
    assert len(set(lines + told)) == len(lines) + len(told)
