"""How a file parts its cells, judged on its first rows."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from tenancy.intake.encodings import Encoding
from tenancy.intake.sources import Source, UnreadableFile


class CsvReader(Protocol):
    """What csv.reader returns; the module does not name its type."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


DELIMITERS = (",", ";", "\t", "|")
SAMPLE_CHARACTERS = 1 << 18
SAMPLE_ROWS = 100


@dataclass(frozen=True)
class Dialect:
    """Delimiter of a file, and how many physical lines stand before its header."""

    delimiter: str
    lines_before_header: int = 0


def detect_dialect(source: Source, encoding: Encoding, *, chosen: str | None = None) -> Dialect:
    """The delimiter with which most of the first rows are as wide as the header; a `sep=;` line decides.

    Raises `UnreadableFile` when the file holds no row at all.
    """
    with source.text(encoding=encoding.name, errors=encoding.errors) as stream:
        try:
            sample = stream.read(SAMPLE_CHARACTERS)
        except UnicodeDecodeError:
            raise UnreadableFile(
                "The file is not in the encoding it seems to be in. Save it as UTF-8."
            ) from None
    lines = list(io.StringIO(sample, newline=""))
    before = next((at for at, line in enumerate(lines) if line.strip()), None)
    if before is None:
        raise UnreadableFile("The file is empty.")
    announced = lines[before].strip().lower().strip('"')
    if announced.startswith("sep=") and len(announced) in (4, 5):
        return Dialect(chosen or announced[4:] or "\t", before + 1)
    whole = lines if len(sample) < SAMPLE_CHARACTERS else lines[:-1] or lines
    return Dialect(chosen or max(DELIMITERS, key=lambda mark: _fitness(whole[before:], mark)), before)


def _fitness(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """How well a delimiter fits: tenths of rows as wide as the header, then that width."""
    try:
        rows = [row for row in islice(rows_of(lines, delimiter), SAMPLE_ROWS) if row]
    except csv.Error:
        return (0, 0)
    width = len(rows[0]) if rows else 0
    if width < 2:
        return (0, width)
    return (10 * sum(len(row) == width for row in rows) // len(rows), width)


def rows_of(lines: Iterable[str], delimiter: str, *, strict: bool = False) -> CsvReader:
    """The intake's csv reader; a strict one raises `csv.Error` for quotes that do not close."""
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t", strict=strict)
