"""The one way in for records in bulk: read, copy into a temporary table, judge and store set-wise.

Three phases: reading happens outside any transaction (into spool files), copying and storing in one per batch,
so that a batch is taken as a whole or, in a dry run, not at all.
"""

import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from tenancy.intake.batches import Batch
from tenancy.intake.reading import Choices, open_table
from tenancy.intake.spooling import Spool
from tenancy.slots.imports import ImportObject
from tenancy.wall.functions import call_rows
from tenancy.wall.scope import acting_for, current_scope
from tenancy.wall.staging import add_problems, copy_staged, copy_working, make_staging

PURPOSE = "import"
MOST_ERRORS = 100_000
MANY = 5_000
"""Rows from which on statistics are worth their while."""
DETECT = Choices()
AS_ROWS = "as_rows"


@dataclass(frozen=True, slots=True)
class Importer:
    """For whom an import runs: the tenant, and the person or nobody (the command line, a client)."""

    tenant: UUID
    person: UUID | None = None
    purpose: str = PURPOSE


def import_file(
    target: ImportObject,
    origin: Path | str | BinaryIO,
    *,
    by: Importer,
    mapping: Mapping[str, str] | None = None,
    choices: Choices = DETECT,
    dry_run: bool = False,
) -> dict[str, Any]:
    """Imports a CSV file, plain or gzipped, and returns the reconciliation; bad rows do not raise.

    Raises `UnreadableFile` or `UnsuitableColumns` with a sentence when nothing of it can be read.
    """
    table = open_table(origin, columns=target.columns, mapping=mapping, choices=choices)
    try:
        table.marked = wants_marks(target, table.fields)
        target = target.of_mended_rows() if table.comes_back else target
        report = import_rows(target, fields=table.fields, batches=table.batches(), by=by, dry_run=dry_run)
        return {**report, "read": table.seen()}
    finally:
        table.close()


def wants_marks(target: ImportObject, fields: Sequence[str]) -> bool:
    """Whether copies of whole rows are looked for: in lines, not in rows that tell a month."""
    return "mark" in target.derived and "net_sales" not in fields


def import_rows(
    target: ImportObject,
    *,
    fields: Sequence[str],
    batches: Iterable[Batch],
    by: Importer,
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> dict[str, Any]:
    """Imports normalised batches (of a file, or of an API call) in one transaction; opens its own scope.

    With `all_or_nothing` one bad row leaves the good ones unprocessed.
    """
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder), target, fields, batches=1)
        received = max(spool.take(batches), default=0)
        if received > MANY and current_scope() is None:
            with acting_for(by.tenant, by.person, purpose=by.purpose):
                target.prepare()
        with _scope(by):
            opening = target.opening()
            found = store_batch(target, spool, 0, problems=list(spool.problems()))
            errors = list(errors_of(target))
            report = target.closing(found, opening)
            failed = len({error["line"] for error in errors})
            given_up = all_or_nothing and failed > 0
            if dry_run or given_up:
                transaction.set_rollback(True)
    successful = 0 if given_up else received - failed
    return {
        "object": target.name,
        "dry_run": dry_run,
        "received": received,
        "successful": successful,
        "failed": failed,
        "unprocessed": received - successful - failed,
        **report,
        "errors": errors[:MOST_ERRORS],
    }


@contextmanager
def _scope(by: Importer) -> Iterator[None]:
    """A scope of its own, or a savepoint in the open one (an address of the interface answers in one)."""
    if current_scope() is None:
        with acting_for(by.tenant, by.person, purpose=by.purpose):
            yield
    else:
        with transaction.atomic():
            yield


def store_batch(
    target: ImportObject,
    spool: Spool,
    at: int,
    *,
    problems: Sequence[tuple[int, str, str, str, list[str]]] = (),
    patient: bool = False,
) -> dict[str, Any]:
    """Judges and stores the rows of one batch in the open scope; returns what the store says of it."""
    settled = _stage(target, spool, at, patient=patient)
    if problems:
        add_problems(problems)
    found = target.store()
    if AS_ROWS in found:
        _stage(target, spool, at, patient=patient, as_rows=True)
        return target.store()
    return found if settled is None else target.with_settled(found, settled)


def _stage(target: ImportObject, spool: Spool, at: int, *, patient: bool, as_rows: bool = False) -> Any:
    """Returns what the gatherer has settled by itself."""
    make_staging(
        [*(column.name for column in target.columns), *target.derived],
        working=target.working,
        patient=patient,
    )
    gatherer = spool.gatherer
    with spool.opened(at) as rows:
        others = [io.BytesIO(spool.text_of(gatherer.as_rows(at, every=as_rows)).encode())] if gatherer else []
        copy_staged([rows, *others], columns=spool.columns)
    if gatherer is None or as_rows:
        return None
    gathered = gatherer.gathered(at)
    if gathered.text:
        copy_working(gathered.text, table=gathered.table, columns=gathered.columns)
    return gathered.settled


def errors_of(target: ImportObject) -> Iterator[dict[str, Any]]:
    """What was refused in the batch just stored, by line; `original` as it was staged."""
    names = ("line", "field", "code", "message", "original")
    for row in call_rows("staged_problems"):
        error = dict(zip(names, row, strict=True))
        if isinstance(error["original"], dict):
            error["original"] = {
                field: cell
                for field, cell in error["original"].items()
                if cell is not None and field not in target.derived and field != "place"
            }
        yield error
