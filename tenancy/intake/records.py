"""The rows of a delimited file as they stand, with line numbers; what cannot be a row is told, never lost."""

import csv
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tenancy.intake.batches import RowProblem
from tenancy.intake.dialect import CsvReader, Dialect, rows_of
from tenancy.intake.encodings import Encoding
from tenancy.intake.sources import Source, UnreadableFile

LONGEST_CELL = 1_000_000
# After a quote that never closes the file is read again from the next line, at most this often.
MOST_RESTARTS = 25

Row = list[str]
Portion = tuple[list[Row], Sequence[int], list[RowProblem]]


@dataclass
class Records:
    """A file's rows. `header` is read at once; `batches` can be walked as often as needed."""

    source: Source
    encoding: Encoding
    dialect: Dialect
    header: Row = field(default_factory=list, init=False)
    first_line: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        csv.field_size_limit(LONGEST_CELL)
        with self.source.text(encoding=self.encoding.name, errors=self.encoding.errors) as stream:
            before = self.dialect.lines_before_header
            reader = rows_of(islice(stream, before, None), self.dialect.delimiter)
            try:
                self.header = next(reader)
            except (csv.Error, StopIteration) as problem:
                raise UnreadableFile("The first line is not a row of column names.") from problem
            self.first_line = before + reader.line_num + 1

    def batches(self, size: int) -> Iterator[Portion]:
        """Rows (blank lines as empty lists), the line each began on, and what could not be parsed."""
        # The limit is the process's, not the reader's: another reader may have changed it.
        csv.field_size_limit(LONGEST_CELL)
        resume: int | None = self.first_line
        restarts = 0
        while resume is not None:
            walk = self._walk(resume, size=size, may_restart=restarts < MOST_RESTARTS)
            resume = yield from walk
            restarts += 1

    def _walk(self, first: int, *, size: int, may_restart: bool) -> Generator[Portion, None, int | None]:
        """Yields from line `first` on; returns the line to start again from, or None at the end."""
        with self.source.text(encoding=self.encoding.name, errors=self.encoding.errors) as stream:
            reader = rows_of(islice(stream, first - 1, None), self.dialect.delimiter, strict=True)
            while True:
                begin = first + reader.line_num
                rows, problem = _take(reader, size)
                after = first + reader.line_num
                if problem is None:
                    if not rows:
                        return None
                    yield rows, _lines(rows, begin=begin, after=after), []
                    continue
                lines = _lines(rows, begin=begin, after=None)
                failed = lines[-1] + _height(rows[-1]) if rows else begin
                again = after - failed > 1 and may_restart
                yield rows, lines, [_unparsed(problem, failed, last=failed if again else after - 1)]
                if again:
                    return failed + 1


def _take(reader: CsvReader, size: int) -> tuple[list[Row], csv.Error | None]:
    """Up to `size` rows; after an error those before it are kept, and the reader goes on at the next line."""
    rows: list[Row] = []
    try:
        rows.extend(islice(reader, size))
    except csv.Error as problem:
        return rows, problem
    except UnicodeError:
        raise UnreadableFile("The file is not in the encoding it seems to be in. Save it as UTF-8.") from None
    return rows, None


def _lines(rows: Sequence[Row], *, begin: int, after: int | None) -> Sequence[int]:
    if after is not None and after - begin == len(rows):
        return range(begin, after)
    lines, at = [], begin
    for row in rows:
        lines.append(at)
        at += _height(row)
    return lines


def _height(row: Row) -> int:
    """How many physical lines a row takes up."""
    text = "\0".join(row)
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def _unparsed(problem: csv.Error, line: int, *, last: int) -> RowProblem:
    if "field limit" in str(problem):
        return RowProblem(
            line, "cell_too_long", f"A cell is longer than {LONGEST_CELL:,} characters.{_to(line, last)}"
        )
    return RowProblem(
        line,
        "broken_quotes",
        f"A quotation mark is not closed, or text follows a closing one.{_to(line, last)}",
    )


def _to(line: int, last: int) -> str:
    return f" Lines {line} to {last} were passed over." if last > line else ""
