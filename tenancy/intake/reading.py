"""A delimited file, told apart and brought to one form: `open_table(file, columns=...)`, then `batches()`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from tenancy.intake.batches import ERROR_FIELDS, Batch, RowProblem
from tenancy.intake.columns import Column, ColumnMap, map_columns
from tenancy.intake.dialect import Dialect, detect_dialect
from tenancy.intake.encodings import detect_encoding
from tenancy.intake.records import Records, Row
from tenancy.intake.rows import RowRules
from tenancy.intake.shapes import Shape, detect_shape
from tenancy.intake.sheets import unguarded
from tenancy.intake.sources import Source
from tenancy.intake.transforms import FLOATED_ID, NULL_WORDS, Transform, transform_for, whole_ids

# Small batches stay in the processor cache: 1,000 rows pass 2.5 times as fast as 10,000.
BATCH_ROWS = 1_000
MARK = ("mark",)
IDS = frozenset({"external_id", "account_external_id", "parent_external_id"})


@dataclass(frozen=True)
class Choices:
    """What the sender says about the file; whatever is None is detected."""

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    date_order: str | None = None
    zone: tzinfo = UTC
    null_words: frozenset[str] = NULL_WORDS
    whole_ids: bool = False
    """Whether ids like “17850.0” are read as 17850."""


class Table:
    """An opened file whose form is known. Memory stays at one batch, however long the file is."""

    def __init__(
        self, source: Source, records: Records, column_map: ColumnMap, shape: Shape, choices: Choices
    ) -> None:
        self.source = source
        self.records = records
        self.column_map = column_map
        self.shape = shape
        self._choices = choices
        self.marked = False
        """Whether batches end with a further column `mark`, equal for rows that are the same in every cell."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the file fills, in the order in which batches hold their columns."""
        return tuple(column.name for column in self.column_map.columns) + (MARK if self.marked else ())

    def batches(self, size: int = BATCH_ROWS, *, originals: bool = False) -> Iterator[Batch]:
        """Normalised rows, column by column; blank lines are left out, refused rows are `problems`."""
        transforms = [self._transform(column) for column in self.column_map.columns]
        rules = RowRules.of(self.records.header, self.records.encoding)
        for rows, lines, unparsed in self.records.batches(size):
            if self.comes_back:
                rows = [[unguarded(cell) for cell in row] for row in rows]
            kept, numbers, refused = rules.sift(rows, lines)
            cells = list(zip(*kept, strict=True)) if kept else []
            columns = [
                transform(cells[position]) if cells else ()
                for transform, position in zip(transforms, self.column_map.positions, strict=True)
            ]
            if self.marked:
                columns.append(self._marks(kept))
            yield Batch(numbers, columns, [*refused, *unparsed], kept if originals else ())

    def _marks(self, rows: Sequence[Row]) -> Sequence[str]:
        told = itemgetter(*self._own_columns) if len(self._own_columns) > 1 else tuple
        return [
            blake2b("\0".join(told(row)).encode("utf-8", "replace"), digest_size=12).hexdigest()
            for row in rows
        ]

    @property
    def comes_back(self) -> bool:
        """Whether this is a file of refused rows that was mended."""
        return ERROR_FIELDS[0] in self.header

    @cached_property
    def _own_columns(self) -> list[int]:
        return [at for at, head in enumerate(self.column_map.header) if head not in ERROR_FIELDS]

    def _transform(self, column: Column) -> Transform:
        words = self._choices.null_words
        found = transform_for(
            column.kind, numbers=self.shape.numbers, dates=self.shape.dates, null_words=words
        )
        return whole_ids(found) if self._choices.whole_ids and column.name in IDS else found

    def originals(self, lines: Collection[int]) -> Iterator[tuple[int, list[str]]]:
        """The untouched rows that began on these lines, in the file's order: for the file of failed rows."""
        wanted = set(lines)
        for rows, numbers, _ in self.records.batches(BATCH_ROWS):
            yield from ((line, row) for line, row in zip(numbers, rows, strict=True) if line in wanted)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of all columns as they stand."""
        return tuple(self.column_map.header)

    def seen(self) -> dict[str, object]:
        """What was found out, for the dry run: plain values that go into JSON."""
        return {
            "encoding": self.records.encoding.name,
            "gzip": self.source.gzipped,
            "delimiter": {"\t": "tab"}.get(self.records.dialect.delimiter, self.records.dialect.delimiter),
            "decimal": self.shape.numbers.decimal,
            "date_order": self.shape.dates.order,
            "columns": {
                self.column_map.header[position]: column.name
                for position, column in zip(self.column_map.positions, self.column_map.columns, strict=True)
            },
            "ignored": list(self.column_map.ignored),
            "suggestions": dict(self.column_map.suggestions),
            "warnings": self.warnings(),
        }

    def warnings(self) -> list[str]:
        """Sentences for whatever had to be guessed."""
        damaged = self.records.encoding.damaged
        harm = [f"{damaged} bytes are not valid UTF-8; their rows are refused."] if damaged else []
        return [*harm, *self.shape.warnings(), *self._floated()]

    def _floated(self) -> list[str]:
        """Ids that all look as if a spreadsheet had turned them into numbers."""
        if self._choices.whole_ids or "external_id" not in self.fields:
            return []
        at = self.column_map.positions[self.fields.index("external_id")]
        for rows, _, _ in islice(self.records.batches(BATCH_ROWS), 1):
            ids = [row[at].strip() for row in rows if len(row) > at and row[at].strip()]
            if ids and all(map(FLOATED_ID.fullmatch, ids)):
                return [
                    f"All ids look like numbers with decimals (“{ids[0]}”) and were taken as they are written. "
                    "Choose ids=whole_numbers to read them without."
                ]
        return []

    def close(self) -> None:
        """Closes the file if it was opened here."""
        self.source.close()


def open_table(
    origin: Path | str | BinaryIO,
    *,
    columns: Sequence[Column],
    mapping: Mapping[str, str] | None = None,
    adopt_suggestions: bool = False,
    choices: Choices = Choices(),
) -> Table:
    """Opens a CSV-like file, plain or gzipped, finds out how it is written, and finds its columns.

    Raises `UnreadableFile` or `UnsuitableColumns` with a sentence for the sender; bad rows do not raise.
    """
    source = Source(origin)
    encoding = detect_encoding(source, chosen=choices.encoding)
    dialect: Dialect = detect_dialect(source, encoding, chosen=choices.delimiter)
    records = Records(source, encoding, dialect)
    column_map = map_columns(records.header, columns, mapping=mapping, adopt_suggestions=adopt_suggestions)
    shape = detect_shape(
        records, column_map, decimal=choices.decimal, date_order=choices.date_order, zone=choices.zone
    )
    return Table(source, records, column_map, shape, choices)


__all__ = ["Batch", "Choices", "Column", "RowProblem", "Table", "open_table"]
