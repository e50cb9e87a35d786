"""JSON lines are read strictly, exactly, and line by line."""

import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenancy.intake.columns import Column, Kind
from tenancy.intake.ndjson import LONGEST_LINE, RecordLines

COLUMNS = (Column("external_id"), Column("name"), Column("net_sales", Kind.DECIMAL))
GOOD = b'{"external_id":"1","net_sales":"5.00"}\n'


def read(content: bytes) -> tuple[list[tuple[str | None, ...]], list[tuple[int, str]]]:
    batches = list(RecordLines(io.BytesIO(content), columns=COLUMNS).batches(3))
    rows = [row for batch in batches for row in zip(*batch.columns, strict=True)]
    return rows, [(found.line, found.message) for batch in batches for found in batch.problems]


def test_numbers_keep_their_digits() -> None:
    rows, problems = read(
        b'{"external_id": 7, "net_sales": 12345678901234567890.10}\n'
        b'{"external_id": "\\u0041\\"", "name": null, "net_sales": "0.10"}\n\n'
        b'{"external_id":"x","net_sales":-3}'
    )
    assert rows == [("7", None, "12345678901234567890.10"), ('A"', None, "0.10"), ("x", None, "-3")]
    assert problems == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"external_id":"1","external_id":"2"}', "occurs twice"),
        (b'{"external_id":"1","external_id" :null}', "occurs twice"),
        (b'{"external_id":"1","colour":"red"}', "no field “colour”"),
        (b'{"external_id":"1","colour":null}', "no field “colour”"),
        (b'{"external_id":["1"]}', "text or a number"),
        (b'{"external_id":true}', "text or a number"),
        (b'{"external_id":NaN}', "NaN"),
        (b'{"external_id":"\\u0000"}', "NUL"),
        (b'{"external_id":"\\ud800"}', "Unicode"),
        (b'{"external_id":"\xff"}', "Unicode"),
        (b'{"external_id":' + b"9" * 5000 + b"}", "40 digits"),
        (b'{"external_id":"1"},{"external_id":"2"}', "not valid JSON"),
        (b'["1"]', "one JSON object"),
        (b'{"external_id":"1"', "not valid JSON"),
        (b'{"a":' * 100_000, "deeper"),
        (b'{"external_id":"' + b"x" * LONGEST_LINE + b'"}', "longer than"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_kept(line: bytes, reason: str) -> None:
    rows, problems = read(GOOD + line + b"\n" + GOOD)
    assert rows == [("1", None, "5.00")] * 2
    assert [number for number, _ in problems] == [2]
    assert reason in problems[0][1]


def test_records_that_only_join_to_json_across_lines_are_refused() -> None:
    rows, problems = read(b'{"external_id":[{}\n{}]}\n{},{}\n')
    assert rows == []
    assert len(problems) == 3


def test_gzip_and_a_byte_order_mark_are_fine() -> None:
    assert read(gzip.compress(b"\xef\xbb\xbf" + GOOD))[0] == [("1", None, "5.00")]


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["external_id", "name"]), st.none() | st.text(max_size=6)), max_size=9
    )
)
def test_the_quick_way_and_the_slow_way_agree(records: list[dict[str, str | None]]) -> None:
    plain = "\n".join(json.dumps(record) for record in records).encode()
    escaped = plain + b'\n{"name":"\\u0041"}'
    rows, problems = read(plain)
    again, problems_again = read(escaped)
    assert again[:-1] == rows
    assert problems == problems_again
