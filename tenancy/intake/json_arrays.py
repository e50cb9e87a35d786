"""JSON lines of several kinds parsed as one array, with the proof that no line lost anything by it."""

from collections.abc import Sequence
from operator import itemgetter

import orjson

LONGEST = 1 << 20
Cells = Sequence[object]


class _Missing:
    """Stands for a name that a record does not hold, where null is something that it says."""


MISSING = _Missing()
PLAIN_CELLS = frozenset({str, int, type(None), _Missing})


def columns_of(lines: Sequence[bytes], names: Sequence[str], *, tells_given: bool) -> Sequence[Cells] | None:
    """The columns of many lines parsed as one array, with `tells_given` one more; None if anything is unusual.

    Proof that nothing is lost: one brace per line, at its ends, so records are lines; no escapes, so
    every quotation mark belongs to a key or a text, and their number shows that no key was overwritten.
    """
    records = _parsed_together(joined := b",\n".join(map(bytes.strip, lines)), number=len(lines))
    if records is None:
        return None
    columns = _cells_of(records, names)
    kinds = [list(map(type, column)) for column in columns]
    keys = sum(map(len, records))
    # As many names as records hold were found among the known ones, so there is no other.
    known = (
        sum(len(column) - found.count(_Missing) for column, found in zip(columns, kinds, strict=True)) == keys
    )
    plain = all(PLAIN_CELLS.issuperset(found) for found in kinds)
    texts = sum(found.count(str) for found in kinds)
    if not (plain and known and joined.count(b'"') == 2 * (keys + texts)):
        return None
    if tells_given:
        columns.append([",".join(record) for record in records])
    return columns


def _cells_of(records: Sequence[dict[str, object]], names: Sequence[str]) -> list[Cells]:
    """The records column by column, at once where every one of them tells the same fields."""
    if len(names) > 1:
        try:
            return list(zip(*map(itemgetter(*names), records), strict=True))
        except KeyError:
            pass
    return [[record.get(name, MISSING) for record in records] for name in names]


def _parsed_together(joined: bytes, *, number: int) -> list[dict[str, object]] | None:
    """The records of so many lines, joined by commas and newlines; None where they are not plainly one a line."""
    # No line holds a newline, so each of them stands between two lines.
    framed = joined.count(b"},\n{") == number - 1 and joined[:1] == b"{" and joined[-1:] == b"}"
    if not framed or len(joined) > LONGEST or b"\\" in joined or joined.count(b"{") != number:
        return None
    try:
        records: list[dict[str, object]] = orjson.loads(b"[" + joined + b"]")
    except orjson.JSONDecodeError:
        return None
    return records


def texts_of(cells: Cells) -> Sequence[str]:
    """A column as texts; most columns are of one type throughout."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return cells  # type: ignore[return-value]
    if kinds == {int}:
        return list(map(str, cells))
    return [cell if type(cell) is str else _text(cell) for cell in cells]


def _text(cell: object) -> str:
    """A number as text: `Decimal` keeps the digits as they were written."""
    return "" if cell is None or cell is MISSING else str(cell)
