"""Batches in PostgreSQL's COPY text format: `cursor.copy_expert("COPY … FROM STDIN", CopyStream(…))`."""

import io
from collections.abc import Callable, Iterable, Sequence

from tenancy.intake.batches import Batch, RowProblem

NULL = "\\N"


class CopyStream(io.RawIOBase):
    """A readable stream of COPY text (UTF-8): first the line number, then the batch's columns.

    `on_problems` hears of the refused rows of each batch as it passes; `rows` counts what went through.
    """

    def __init__(
        self, batches: Iterable[Batch], *, on_problems: Callable[[Sequence[RowProblem]], None] | None = None
    ) -> None:
        self._batches = iter(batches)
        self._on_problems = on_problems
        self._rest = memoryview(b"")
        self.rows = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; nothing at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        while not self._rest:
            batch = next(self._batches, None)
            if batch is None:
                return b""
            if batch.problems and self._on_problems is not None:
                self._on_problems(batch.problems)
            self.rows += len(batch)
            self._rest = memoryview(copy_text(batch).encode())
        part, self._rest = self._rest[:size], self._rest[size:]
        return bytes(part)


def copy_text(batch: Batch) -> str:
    """A batch in COPY's text format: tabs between cells, `\\N` for null, a newline behind each row."""
    if not batch.lines:
        return ""
    columns = [list(map(str, batch.lines)), *map(escaped, batch.columns)]
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def escaped(cells: Sequence[str | None]) -> Sequence[str]:
    """Escapes a whole column in one go; NUL can part the cells because no staged cell holds one."""
    has_null = None in cells
    texts = [cell or "" for cell in cells] if has_null else [cell for cell in cells if cell is not None]
    joined = "\0".join(texts)
    if "\\" in joined or "\t" in joined or "\n" in joined or "\r" in joined:
        joined = joined.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
        texts = joined.split("\0")
    if has_null:
        return [NULL if raw is None else text for raw, text in zip(cells, texts, strict=True)]
    return texts
