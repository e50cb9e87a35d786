"""The one way in for records in bulk: read, copy into a temporary table, judge and store set-wise.

Three phases: reading happens outside any transaction (into a spool file), copying and storing in one, so that
a file is taken as a whole or, in a dry run, not at all.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from tenancy.intake.batches import Batch, RowProblem
from tenancy.intake.copying import copy_text
from tenancy.intake.reading import Choices, open_table
from tenancy.slots.imports import ImportObject
from tenancy.wall.functions import call_rows
from tenancy.wall.scope import acting_for, current_scope
from tenancy.wall.staging import add_problems, copy_staged, make_staging

PURPOSE = "import"
MOST_ERRORS = 100_000
DETECT = Choices()


@dataclass(frozen=True, slots=True)
class Importer:
    """For whom an import runs: the tenant, and the person or nobody (the command line, a client)."""

    tenant: UUID
    person: UUID | None = None
    purpose: str = PURPOSE


@dataclass
class Spool:
    """Rows in COPY's text format on disk, and what reading refused."""

    file: BinaryIO
    fields: tuple[str, ...]
    rows: int = 0
    problems: list[RowProblem] = field(default_factory=list)


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
        report = import_rows(target, fields=table.fields, batches=table.batches(), by=by, dry_run=dry_run)
        return {**report, "read": table.seen()}
    finally:
        table.close()


def import_rows(
    target: ImportObject,
    *,
    fields: Sequence[str],
    batches: Iterable[Batch],
    by: Importer,
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> dict[str, Any]:
    """Imports normalised batches (of a file, or of an API call) in the open scope, or in one of its own.

    With `all_or_nothing` one bad row leaves the good ones unprocessed.
    """
    with tempfile.TemporaryFile() as file:
        spool = Spool(file, (*fields, *target.derived))
        _fill(spool, target, fields, batches)
        file.seek(0)
        with _importing(by):
            report = _store(target, spool)
            given_up = all_or_nothing and report["failed"] > 0
            if dry_run or given_up:
                transaction.set_rollback(True)
    if given_up:
        report |= {"successful": 0, "unprocessed": report["received"] - report["failed"]}
    return {"object": target.name, "dry_run": dry_run, **report}


def _importing(by: Importer) -> AbstractContextManager[object]:
    """A part of the open transaction that can be undone by itself, or a scope of its own."""
    if current_scope() is not None:
        return transaction.atomic()
    return acting_for(by.tenant, by.person, purpose=by.purpose)


def _fill(spool: Spool, target: ImportObject, fields: Sequence[str], batches: Iterable[Batch]) -> None:
    for batch in batches:
        spool.problems.extend(batch.problems)
        spool.rows += len(batch)
        spool.file.write(copy_text(_with_derived(target, fields, batch)).encode())


def _with_derived(target: ImportObject, fields: Sequence[str], batch: Batch) -> Batch:
    if target.derive is None:
        return batch
    derived = target.derive(dict(zip(fields, batch.columns, strict=True)))
    return Batch(batch.lines, [*batch.columns, *(derived[name] for name in target.derived)])


def _store(target: ImportObject, spool: Spool) -> dict[str, Any]:
    make_staging([*(column.name for column in target.columns), *target.derived])
    copy_staged(spool.file, columns=spool.fields)
    add_problems([(p.line, "", p.code, p.message, list(p.original)) for p in spool.problems])
    found = target.store()
    errors = list(_errors(target))
    received = spool.rows + len(spool.problems)
    failed = len({error["line"] for error in errors})
    return {
        "received": received,
        "successful": received - failed,
        "failed": failed,
        "unprocessed": 0,
        **found,
        "errors": errors[:MOST_ERRORS],
    }


def _errors(target: ImportObject) -> Iterator[dict[str, Any]]:
    names = ("line", "field", "code", "message", "original")
    for row in call_rows("staged_problems"):
        error = dict(zip(names, row, strict=True))
        if isinstance(error["original"], dict):
            error["original"] = {
                field: cell
                for field, cell in error["original"].items()
                if cell is not None and field not in target.derived
            }
        yield error
