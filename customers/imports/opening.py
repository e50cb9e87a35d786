"""Opening the file of a job: CSV or JSON lines, one face for both."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from customers.imports.files import path_of
from customers.imports.import_job import Format, ImportJob
from tenancy.intake.batches import Batch
from tenancy.intake.ndjson import RecordLines
from tenancy.intake.reading import Choices, open_table
from tenancy.intake.staging import wants_marks
from tenancy.slots.imports import ImportObject, objects

WHOLE_NUMBERS = "whole_numbers"
SOURCE = "source"
CHOICES = ("encoding", "delimiter", "decimal", "date_order")


class Reader(Protocol):
    """A file of records, readable as often as needed, always with the same result."""

    @property
    def fields(self) -> tuple[str, ...]: ...
    @property
    def header(self) -> tuple[str, ...]: ...
    def batches(self, *, originals: bool = False) -> Iterator[Batch]: ...
    def seen(self) -> dict[str, object]: ...
    def close(self) -> None: ...


def open_reader(job: ImportJob) -> Reader:
    """The job's file, read as its options and its mapping say.

    Raises UnreadableFile or UnsuitableColumns with a sentence, FileNotFoundError where the file was removed.
    """
    target = objects[job.object]
    found = _records(job, target) if job.format == Format.NDJSON else _table(job, target)
    source = job.options.get(SOURCE, "")
    has_source = any(column.name == SOURCE for column in target.columns) and SOURCE not in found.fields
    return OfOneSource(found, source) if source and has_source else found


@dataclass(frozen=True, slots=True)
class OfOneSource:
    """A file without a column for the source, all of whose rows come from one."""

    reader: Reader
    source: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Those of the file, and the source."""
        return (*self.reader.fields, SOURCE)

    @property
    def header(self) -> tuple[str, ...]:
        """That of the file."""
        return self.reader.header

    def batches(self, *, originals: bool = False) -> Iterator[Batch]:
        """The rows with their source."""
        for batch in self.reader.batches(originals=originals):
            yield replace(batch, columns=[*batch.columns, [self.source] * len(batch)])

    def seen(self) -> dict[str, object]:
        """What was found out about the file."""
        return self.reader.seen()

    def close(self) -> None:
        """Closes the file."""
        self.reader.close()


def _table(job: ImportJob, target: ImportObject) -> Reader:
    said: dict[str, Any] = {name: job.options[name] for name in CHOICES if job.options.get(name)}
    choices = Choices(whole_ids=job.options.get("ids") == WHOLE_NUMBERS, **said)
    table = open_table(path_of(job.file_key), columns=target.columns, mapping=job.mapping, choices=choices)
    table.marked = wants_marks(target, table.fields)
    return table


def _records(job: ImportJob, target: ImportObject) -> Reader:
    lines = RecordLines(
        path_of(job.file_key),
        columns=target.columns,
        tells_given="given" in target.derived,
        whole_ids=job.options.get("ids") == WHOLE_NUMBERS,
    )
    lines.narrow()
    return lines
