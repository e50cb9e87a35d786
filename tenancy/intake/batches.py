"""What readers yield: columns of text cells with the line of each row, and the rows that were refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field

# Stands before a cell that is no number, date or month of the file's form; no valid cell begins with it.
INVALID = "!"


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

    def __len__(self) -> int:
        return len(self.lines)
