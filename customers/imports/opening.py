"""Opening the file of a job: CSV or JSON lines, one face for both."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from customers.imports.completing import SOURCE, Completed, Reader, values_of
from customers.imports.files import path_of
from customers.imports.import_job import Format, ImportJob
from tenancy.intake.columns import Column
from tenancy.intake.ndjson import RecordLines
from tenancy.intake.reading import Choices, open_table
from tenancy.intake.staging import wants_marks
from tenancy.slots.imports import ImportObject, objects

WHOLE_NUMBERS = "whole_numbers"
CURRENCIES = "currencies"
"""The option under which each source's usual currency is kept from when the job is handed over."""
CHOICES = ("encoding", "delimiter", "decimal", "date_order")


def open_reader(job: ImportJob) -> Reader:
    """The job's file, read as its options and its mapping say.

    Raises UnreadableFile or UnsuitableColumns with a sentence, FileNotFoundError where the file was removed.
    """
    target = objects[job.object]
    known = [column.name for column in target.columns]
    values, currencies = values_of(job.options, known=known), job.options.get(CURRENCIES, {})
    found = _records(job, target, values) if job.format == Format.NDJSON else _table(job, target, values)
    return Completed(found, values, currencies) if values or currencies else found


def _asked(target: ImportObject, values: Mapping[str, str]) -> list[Column]:
    """The columns to look for; one that has a usual value may be missing."""
    return [replace(column, required=False) if column.name in values else column for column in target.columns]


def _table(job: ImportJob, target: ImportObject, values: Mapping[str, str]) -> Reader:
    said: dict[str, Any] = {name: job.options[name] for name in CHOICES if job.options.get(name)}
    choices = Choices(whole_ids=job.options.get("ids") == WHOLE_NUMBERS, **said)
    place, columns = path_of(job.file_key), _asked(target, values)
    table = open_table(place, columns=columns, mapping=job.mapping, choices=choices)
    table.marked = wants_marks(target, table.fields)
    return table


def _records(job: ImportJob, target: ImportObject, values: Mapping[str, str]) -> Reader:
    lines = RecordLines(
        path_of(job.file_key),
        columns=_asked(target, values),
        tells_given="given" in target.derived,
        whole_ids=job.options.get("ids") == WHOLE_NUMBERS,
    )
    lines.narrow()
    return lines


__all__ = ["CURRENCIES", "SOURCE", "Reader", "open_reader"]
