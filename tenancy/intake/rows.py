"""Which rows of a file can be staged at all: of the right width, without bytes that no text column takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenancy.intake.batches import RowProblem
from tenancy.intake.encodings import Encoding

Row = list[str]
MOST_SHOWN = 50


@dataclass(frozen=True)
class RowRules:
    """The header's width; `named` is the last column with a heading, what lies behind it may be missing."""

    width: int
    named: int
    wary: bool

    @classmethod
    def of(cls, header: Sequence[str], encoding: Encoding) -> "RowRules":
        """The rules for a file; cells are looked into only when its bytes give a reason."""
        named = max((at + 1 for at, head in enumerate(header) if head.strip()), default=0)
        return cls(len(header), named, encoding.has_nul or encoding.damaged > 0)

    def sift(
        self, rows: list[Row], lines: Sequence[int]
    ) -> tuple[list[Row], Sequence[int], list[RowProblem]]:
        """The rows to stage, padded to the width, with their lines; and the refused; blank rows vanish."""
        if not self.wary and set(map(len, rows)) <= {self.width} and all(map(any, rows)):
            return rows, lines, []
        kept: list[Row] = []
        numbers: list[int] = []
        refused: list[RowProblem] = []
        for row, line in zip(rows, lines, strict=True):
            if not any(map(str.strip, row)):
                continue
            problem = self._problem(row, line)
            if problem is not None:
                refused.append(problem)
                continue
            kept.append([*row[: self.width], *[""] * (self.width - len(row))])
            numbers.append(line)
        return kept, numbers, refused

    def _problem(self, row: Row, line: int) -> RowProblem | None:
        if len(row) < self.named or any(row[self.width :]):
            sentence = f"The row has {len(row)} cells, the header has {self.width}."
            return RowProblem(line, "ragged_row", sentence, _printable(row))
        if self.wary and any("\0" in cell for cell in row):
            return RowProblem(line, "nul_character", "The row holds a NUL character.", _printable(row))
        if self.wary and any(map(_is_damaged, row)):
            return RowProblem(
                line, "bad_encoding", "The row holds bytes that are not valid UTF-8.", _printable(row)
            )
        return None


def _is_damaged(cell: str) -> bool:
    return not cell.isascii() and any("\ud800" <= character <= "\udfff" for character in cell)


def _printable(row: Row) -> tuple[str, ...]:
    """The row such that PostgreSQL can keep it: what it cannot hold becomes U+FFFD."""
    cells = (cell.replace("\0", "\ufffd") for cell in row[:MOST_SHOWN])
    return tuple(cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for cell in cells)
