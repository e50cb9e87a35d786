"""The rows of a job by what became of them, streamed from its file: successful, failed, unprocessed.

Nothing is stored twice: the file lies where it was uploaded, and beside it only which lines were refused.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from customers.imports import findings
from customers.imports.import_job import Format, ImportJob, State
from customers.imports.opening import Reader, open_reader
from tenancy.intake.batches import ERROR_FIELDS, Batch
from tenancy.intake.places import Places, places_of
from tenancy.intake.sheets import guarded
from tenancy.slots.imports import objects

Original = Any
CHUNK = 1 << 16
# What an earlier file of failed rows wrote before a record.
TOLD = re.compile(
    r'"error_line": [0-9]+, "error_field": "(?:[^"\\]|\\.)*", "error_code": "(?:[^"\\]|\\.)*", '
    r'"error_message": "(?:[^"\\]|\\.)*"(?:, )?'
)


def successful(job: ImportJob) -> Iterator[bytes]:
    """The rows that were taken (in a dry run: would be), as they were sent."""
    return _written(job, _rows(job, taken=True))


def unprocessed(job: ImportJob) -> Iterator[bytes]:
    """The sound rows behind the last batch of a job that did not come to its end, as they were sent."""
    return _written(job, _rows(job, taken=False))


def failed(job: ImportJob) -> Iterator[bytes]:
    """The refused rows with what is wrong with them, to be mended and sent again as they are.

    CSV: cells that a spreadsheet would take for a formula begin with an apostrophe, which is taken off again when
    the file comes back; NDJSON: the record with the four error members before its own.
    """
    return _chunked(_failed(job))


def _rows(job: ImportJob, *, taken: bool) -> Iterator[Original]:
    if not job.batches:
        return
    target, known = objects[job.object], Places()
    reader = open_reader(job)
    refused = (line for line, _ in findings.refused(job.file_key, batches=job.batches_done))
    skip = next(refused, None)
    try:
        for batch in reader.batches(originals=True):
            ended = _ended(job, places_of(target, reader.fields, batch, known))
            for line, original, done in zip(batch.lines, batch.originals, ended, strict=True):
                while skip is not None and skip < line:
                    skip = next(refused, None)
                if line != skip and done == taken:
                    yield original
    finally:
        reader.close()


def _ended(job: ImportJob, places: Sequence[int]) -> Sequence[bool]:
    if job.batches_done >= job.batches:
        return [True] * len(places)
    return [place % job.batches < job.batches_done for place in places]


def _written(job: ImportJob, rows: Iterator[Original]) -> Iterator[bytes]:
    if job.format == Format.NDJSON:
        return _chunked(row.decode("utf-8", "replace").rstrip("\r\n") + "\n" for row in rows)
    return _chunked(_lines_of_csv(job, rows))


def _lines_of_csv(job: ImportJob, rows: Iterator[Sequence[str]]) -> Iterator[str]:
    delimiter = {"tab": "\t"}.get(job.read.get("delimiter", ","), job.read.get("delimiter", ","))
    yield _row(job.columns, delimiter)
    for row in rows:
        yield _row(row, delimiter)


def _row(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _failed(job: ImportJob) -> Iterator[str]:
    if not job.batches and job.state != State.COMPLETE:
        return
    reader = open_reader(job)
    as_csv = job.format == Format.CSV
    own = [at for at, name in enumerate(reader.header) if name not in ERROR_FIELDS]
    delimiter = {"tab": "\t"}.get(job.read.get("delimiter", ","), job.read.get("delimiter", ","))
    try:
        if as_csv:
            yield _row([*ERROR_FIELDS, *(reader.header[at] for at in own)], delimiter)
        for told, original in _with_originals(job, reader):
            if as_csv:
                cells = [original[at] if at < len(original) else "" for at in own]
                yield _row([*map(guarded, map(str, told.values())), *map(guarded, cells)], delimiter)
            else:
                yield _record(told, original)
    finally:
        reader.close()


def _with_originals(job: ImportJob, reader: Reader) -> Iterator[tuple[dict[str, Any], Original]]:
    """Each refused line: its errors in one, and the row as it was sent as far as it could be read."""
    rows = _by_line(reader.batches(originals=True))
    at: tuple[int, Original] | None = next(rows, None)
    for line, problems in findings.refused(job.file_key, batches=job.batches_done):
        while at is not None and at[0] < line:
            at = next(rows, None)
        found = at[1] if at is not None and at[0] == line else problems[0].get("original", [])
        first = problems[0]
        said = " ".join(dict.fromkeys(problem["message"] for problem in problems))
        yield dict(zip(ERROR_FIELDS, (line, first["field"], first["code"], said), strict=True)), found


def _by_line(batches: Iterator[Batch]) -> Iterator[tuple[int, Original]]:
    for batch in batches:
        yield from zip(batch.lines, batch.originals, strict=True)


def _record(told: dict[str, Any], original: Original) -> str:
    """A JSON line: the errors, then the record exactly as it was written; text that is no record as `original`."""
    errors = json.dumps(told, ensure_ascii=False)[:-1]
    if isinstance(original, bytes):
        own = TOLD.sub("", original.decode("utf-8", "replace").strip()[1:].lstrip(), count=1)
        return f"{errors}, {own}\n" if own != "}" else f"{errors}}}\n"
    return f'{errors}, "original": {json.dumps("".join(original), ensure_ascii=False)}}}\n'


def _chunked(lines: Iterator[str]) -> Iterator[bytes]:
    """Portions of a size that is worth sending."""
    kept: list[str] = []
    size = 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if size >= CHUNK:
            yield "".join(kept).encode("utf-8", "replace")
            kept, size = [], 0
    yield "".join(kept).encode("utf-8", "replace")
