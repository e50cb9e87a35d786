"""What an import refused: counted by kind, shown page by page with the rows as they stood."""

import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from customers.imports import findings
from customers.imports.files import path_of
from customers.imports.import_job import ImportJob
from customers.imports.opening import Reader, open_reader
from customers.imports.words import advice
from tenancy.intake.batches import ERROR_FIELDS
from tenancy.intake.columns import UnsuitableColumns
from tenancy.intake.sources import UnreadableFile

PAGE = 50
FIRST_LINES = 3
LOOKING_SECONDS = 2.0
"""A page does not read a long file to its end for the sake of a row on its last line."""
LONGEST_ROW = 300


def kinds_of(job: ImportJob) -> list[dict[str, Any]]:
    """Each kind of refusal with how often it occurs and its first lines, the most frequent first."""
    counted = _counted(job.file_key, job.batches_done, str(job.finished_at))
    first = [error for _code, _count, errors in counted for error in errors]
    rows = _originals(job, first)
    return [
        {
            "code": code,
            "count": count,
            "advice": advice(code),
            "first": [_line(job, error, rows) for error in errors],
        }
        for code, count, errors in counted
    ]


def page_of_errors(job: ImportJob, *, code: str, after: int) -> tuple[list[dict[str, Any]], int]:
    """The page behind the first `after` refusals of this kind ("" for any); then where the next begins, or 0."""
    wanted = (error for error in _errors(job.file_key, job.batches_done) if not code or error["code"] == code)
    found = list(islice(wanted, after, after + PAGE + 1))
    rows = _originals(job, found[:PAGE])
    return [_line(job, error, rows) for error in found[:PAGE]], after + PAGE if len(found) > PAGE else 0


def _errors(key: UUID, batches: int) -> Iterator[dict[str, Any]]:
    for _row, problems in findings.refused(key, batches=batches):
        yield from problems


@lru_cache(maxsize=64)
def _counted(key: UUID, batches: int, _ended: str) -> list[tuple[str, int, list[dict[str, Any]]]]:
    """Counted once for a job that has ended; `_ended` tells its runs apart."""
    counts: dict[str, int] = {}
    first: dict[str, list[dict[str, Any]]] = {}
    for error in _errors(key, batches):
        counts[error["code"]] = counts.get(error["code"], 0) + 1
        shown = first.setdefault(error["code"], [])
        if len(shown) < FIRST_LINES:
            shown.append(error)
    return [(code, counts[code], first[code]) for code in sorted(counts, key=lambda code: -counts[code])]


def _originals(job: ImportJob, errors: Iterable[dict[str, Any]]) -> dict[int, list[str]]:
    """The rows of these errors as they stand in the file, as far as they are found soon."""
    told = {error["line"]: list(map(str, error["original"])) for error in errors if "original" in error}
    wanted = {error["line"] for error in errors} - set(told)
    if not wanted or job.format != "csv" or not path_of(job.file_key).exists():
        return told
    try:
        reader = open_reader(job)
    except (UnreadableFile, UnsuitableColumns):
        return told
    try:
        return told | dict(_found(reader, wanted))
    finally:
        reader.close()


def _found(reader: Reader, wanted: set[int]) -> Iterator[tuple[int, list[str]]]:
    began, last = time.monotonic(), max(wanted)
    for batch in reader.batches(originals=True):
        for line, row in zip(batch.lines, batch.originals, strict=True):
            if line in wanted:
                yield line, list(row)
        if time.monotonic() - began > LOOKING_SECONDS or (batch.lines and batch.lines[-1] >= last):
            return


def _line(job: ImportJob, error: dict[str, Any], rows: dict[int, list[str]]) -> dict[str, Any]:
    row = rows.get(error["line"], [])
    cells = dict(zip(job.columns, row, strict=False))
    heading = next((h for h, f in job.read.get("columns", {}).items() if f == error["field"]), "")
    own = [cell for name, cell in cells.items() if name not in ERROR_FIELDS] if cells else row
    return {
        "line": error["line"],
        "field": error["field"],
        "value": cells.get(heading, ""),
        "message": error["message"],
        "original": " · ".join(cell for cell in own if cell)[:LONGEST_ROW],
    }
