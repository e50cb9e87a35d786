"""Looking into a brought file: how it is written, its columns, its first rows before and after.

Nothing is stored and no transaction is open; the look ends after the first rows, so that a page may take it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from tenancy.intake.batches import INVALID
from tenancy.intake.columns import Column, ColumnMap, Kind, UnsuitableColumns, map_columns
from tenancy.intake.dialect import detect_dialect
from tenancy.intake.encodings import detect_encoding
from tenancy.intake.reading import Choices, Table
from tenancy.intake.records import Portion, Records
from tenancy.intake.shapes import Shape, detect_shape
from tenancy.intake.sources import Source

SHOWN_ROWS = 8
SAMPLES = 3
LONGEST_CELL = 80
CHOICES = ("encoding", "delimiter", "decimal", "date_order")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the preview: as it stands, as it is taken, and whether it can be taken."""

    original: str
    taken: str
    sound: bool

    @property
    def is_changed(self) -> bool:
        """Whether reading brings it to another form."""
        return self.sound and self.original.strip() != self.taken


@dataclass
class Look:
    """What was seen. `refused` is why nothing could be imported with this mapping; empty where it could."""

    encoding: str = ""
    delimiter: str = ""
    header_line: int = 1
    decimal: str = ""
    date_order: str = ""
    headings: list[str] = field(default_factory=list)
    samples: dict[str, str] = field(default_factory=dict)
    mapped: dict[str, str] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    refused: str = ""


class _FirstRows(Records):
    """Records that end with the first portion."""

    def batches(self, size: int) -> Any:
        return islice(super().batches(size), 1)


def choices_from(options: Mapping[str, Any]) -> Choices:
    """What a job's options say about the form of its file; whatever they do not say is found out."""
    said: dict[str, Any] = {name: options[name] for name in CHOICES if options.get(name)}
    return Choices(**said)


def look_into(
    place: Path, *, columns: Sequence[Column], mapping: Mapping[str, str], choices: Choices
) -> Look:
    """Opens the file with this mapping and these choices. Raises UnreadableFile with a sentence."""
    source = Source(place)
    try:
        encoding = detect_encoding(source, chosen=choices.encoding)
        dialect = detect_dialect(source, encoding, chosen=choices.delimiter)
        records = _FirstRows(source, encoding, dialect)
        look = Look(
            encoding=encoding.name,
            delimiter=dialect.delimiter,
            header_line=dialect.lines_before_header + 1,
            headings=[head.strip().strip("\ufeff")[:200] for head in records.header],
        )
        first: Portion = next(records.batches(SHOWN_ROWS), ([], [], []))
        look.samples = _samples(look.headings, first)
        _fit(look, records, columns=columns, mapping=mapping, choices=choices)
        return look
    finally:
        source.close()


def _samples(headings: Sequence[str], first: Portion) -> dict[str, str]:
    shown = [row for row in first[0] if row][:SAMPLES]
    return {
        heading: ", ".join(row[at][:40] for row in shown if at < len(row) and row[at])
        for at, heading in enumerate(headings)
    }


def _fit(
    look: Look,
    records: Records,
    *,
    columns: Sequence[Column],
    mapping: Mapping[str, str],
    choices: Choices,
) -> None:
    try:
        map_columns(records.header, columns, mapping=mapping)
    except UnsuitableColumns as unsuitable:
        look.refused = str(unsuitable)
    try:
        lenient = [replace(column, required=False) for column in columns]
        found = map_columns(records.header, lenient, mapping=mapping)
    except UnsuitableColumns:
        return
    shape = detect_shape(records, found, decimal=choices.decimal, date_order=choices.date_order)
    look.decimal, look.date_order, look.warnings = shape.numbers.decimal, shape.dates.order, shape.warnings()
    look.fields = [column.name for column in found.columns]
    look.mapped = {found.header[at]: name for at, name in zip(found.positions, look.fields, strict=True)}
    look.guessed = dict(found.suggestions)
    look.rows = _preview(records, found, shape, choices)


def _preview(records: Records, found: ColumnMap, shape: Shape, choices: Choices) -> list[list[Cell]]:
    if not found.columns:
        return []
    table = Table(records.source, records, found, shape, choices)
    batch = next(table.batches(SHOWN_ROWS), None)
    if batch is None:
        return []
    rows = dict(zip(*_numbered(records), strict=True))
    return [
        [
            _cell(rows[line][at] if at < len(rows[line]) else "", cells[row], column.kind)
            for at, cells, column in zip(found.positions, batch.columns, found.columns, strict=True)
        ]
        for row, line in enumerate(batch.lines)
    ]


def _numbered(records: Records) -> tuple[Sequence[int], list[list[str]]]:
    rows, lines, _ = next(records.batches(SHOWN_ROWS))
    return lines, rows


def _cell(original: str, taken: str | None, kind: Kind) -> Cell:
    sound = not (taken or "").startswith(INVALID) or original.startswith(INVALID)
    text = (taken or "")[:7] if kind is Kind.MONTH and sound else (taken or "")
    return Cell(original[:LONGEST_CELL], text[:LONGEST_CELL], sound)
