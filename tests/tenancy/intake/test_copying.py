"""What goes into COPY comes out of PostgreSQL as it was."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tenancy.intake.batches import Batch, RowProblem
from tenancy.intake.copying import CopyStream, copy_text

CELLS = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\\\": "\\"}


def parsed(text: str) -> list[list[str | None]]:
    """COPY's text format, read by its rules."""
    return [
        [
            None if cell == "\\N" else re.sub(r"\\.", lambda m: ESCAPES[m[0]], cell)
            for cell in line.split("\t")
        ]
        for line in text.split("\n")[:-1]
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=20))
def test_every_cell_survives(rows: list[tuple[str | None, str | None]]) -> None:
    columns = list(zip(*rows, strict=True)) or [(), ()]
    text = copy_text(Batch(range(2, 2 + len(rows)), columns))
    assert parsed(text) == [[str(line), *row] for line, row in enumerate(rows, start=2)]


def test_the_stream_gives_any_portion_and_tells_problems() -> None:
    heard: list[RowProblem] = []
    problem = RowProblem(4, "ragged_row", "The row has 1 cells.")
    batches = [
        Batch([2, 3], [["a", "é"], [None, "\\"]]),
        Batch([], [(), ()], [problem]),
        Batch([5], [["x"], ["y"]]),
    ]
    stream = CopyStream(iter(batches), on_problems=heard.extend)
    read = b"".join(iter(lambda: stream.read(3), b""))
    assert read.decode() == "2\ta\t\\N\n3\té\t\\\\\n5\tx\ty\n"
    assert heard == [problem]
    assert stream.rows == 3
