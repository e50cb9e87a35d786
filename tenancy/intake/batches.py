"""What readers yield: columns of text cells with the line of each row, and the rows that were refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

# Stands before a cell that is no number, date or month of the file's form; no valid cell begins with it.
INVALID = "!"
# Columns of a file of failed rows; whoever sends it again need not take them out.
ERROR_FIELDS = ("error_line", "error_field", "error_code", "error_message")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be staged: where it began, why, and the row itself as far as it could be read."""

    line: int
    code: str
    message: str
    original: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """Some rows, column by column, and the problems met on the way to them."""

    lines: Sequence[int]
    columns: Sequence[Sequence[str | None]]
    problems: Sequence[RowProblem] = field(default=())
    originals: Sequence[Any] = field(default=())
    """The rows as they stood, where they were asked for: lists of cells, or the bytes of a JSON line."""

    def __len__(self) -> int:
        return len(self.lines)
