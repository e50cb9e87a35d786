"""Carrying out an import job in the worker: read, share out, store batch by batch, say how it adds up.

Reading opens no transaction. Each batch is one: its rows and the job's checkpoint are committed together, so a
worker that dies leaves a job that the next one takes up behind the last batch.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from customers.imports import findings
from customers.imports.files import path_of
from customers.imports.import_job import ImportJob, State
from customers.imports.opening import Reader, open_reader
from customers.imports.sender import Sender
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.intake.spooling import Spool
from tenancy.intake.staging import errors_of, store_batch
from tenancy.people.person import Person
from tenancy.slots.imports import ImportObject, objects
from tenancy.tasks.work import LeaseLost, Work

MOST_BATCHES = 256
PACKED = 8
"""How many times larger a gzipped file is taken to be."""
TELLING = 1.0
"""Seconds between two notes of progress while reading."""
ERRORS_SHOWN = 100
MENDED = "The file has error_line, so it is taken for refused rows that were mended: other lines of the same days stay."


class Aborted(Exception):
    """Somebody has given the job up; what is stored stays."""


def _batches(job: ImportJob) -> int:
    """How many batches a file of this size is stored in; a packed one is taken for `PACKED` times as large."""
    with path_of(job.file_key).open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    size = job.size * (PACKED if packed else 1)
    return max(1, min(MOST_BATCHES, -(-size // settings.INGEST_BATCH_BYTES)))


@dataclass
class Run:
    """One attempt at a job by the worker that has its task."""

    job: ImportJob
    by: Sender
    work: Work
    told: float = field(default_factory=time.monotonic)
    mended: bool = False
    """Whether the file holds refused rows of an earlier one, and does not say otherwise itself."""

    @property
    def target(self) -> ImportObject:
        """What the file holds, with the options of the job."""
        target = objects[self.job.object].with_options(self.job.options)
        return target.of_mended_rows() if self.mended else target

    def carry_out(self) -> None:
        """Brings the job to its end, from its beginning or behind its last batch."""
        reader = open_reader(self.job)
        self.mended = reader.comes_back and "days" not in self.job.options
        try:
            folder = findings.begin(self.job.file_key)
            if not self.job.batches_done:
                self.job.batches = 1 if self.target.whole else _batches(self.job)
            count = self.job.batches
            spool = Spool(folder / "spool", self.target, reader.fields, batches=count, gathers=True)
            try:
                self._read(reader, spool)
                with self.by.acting():
                    self.target.prepare()
                self._store(spool)
            except Aborted:
                with self.by.acting():
                    report = self._closed(self.job.report.get("found", {}))
                # Whoever resumes the job goes on adding to what was found so far.
                self._end(State.ABORTED, {**self.job.report, **report})
        finally:
            reader.close()
            findings.drop_spool(self.job.file_key)

    def _read(self, reader: Reader, spool: Spool) -> None:
        """Everything that can be told without the store; the same at each attempt."""
        seen = 0
        for seen in spool.take(reader.batches()):
            if time.monotonic() - self.told > TELLING:
                self._tell(seen)
        findings.write(self.job.file_key, findings.READING, map(_named, spool.problems()))
        self.job.rows_read = seen
        if self.job.batches_done:
            return
        self.job.received, self.job.failed = seen, spool.refused
        self.job.successful, self.job.unprocessed = 0, seen - spool.refused
        self.job.read, self.job.columns = self._seen(reader), [name[:200] for name in reader.header]
        with self.by.acting():
            self.job.report = {"found": {}, "opening": self.target.opening()}
            self._note(expected=0)

    def _seen(self, reader: Reader) -> dict[str, Any]:
        seen: dict[str, Any] = reader.seen()
        if self.mended and self.job.object == "sales":
            seen["warnings"] = [*seen["warnings"], MENDED]
        return seen

    def _tell(self, rows: int) -> None:
        self.told = time.monotonic()
        self.work.tell(min(49, rows * 50 // max(rows, self.job.received or 10 * rows)), "")
        with self.by.acting():
            mine = ImportJob.objects.filter(id=self.job.id, task=self.work.task)
            mine.update(rows_read=rows)
            if mine.values_list("abort_asked", flat=True).first():
                self.job.abort_asked = True

    def _store(self, spool: Spool) -> None:
        if self.job.dry_run:
            self._try_out(spool)
            return
        for at in range(self.job.batches_done, self.job.batches):
            self._stop_if_asked()
            with self.by.acting():
                found = self._batch(spool, at)
                report = self.job.report
                report["found"] = self.target.added(report["found"], found) if found else report["found"]
                self._note(expected=at)
            self.work.tell(50 + 50 * (at + 1) // self.job.batches)
        self._stop_if_asked()
        with self.by.acting():
            report = self._closed(self.job.report["found"])
        self._end(State.COMPLETE, report)

    def _try_out(self, spool: Spool) -> None:
        """All batches in one transaction that is rolled back: exact, and nothing is visible to anybody."""
        total: dict[str, Any] = {}
        with self.by.acting():
            for at in range(self.job.batches):
                if found := self._batch(spool, at):
                    total = self.target.added(total, found)
            report = self._closed(total)
            transaction.set_rollback(True)
        with self.by.acting():
            self._note(expected=0)
        self._end(State.COMPLETE, report)

    def _closed(self, found: Mapping[str, Any]) -> dict[str, Any]:
        return self.target.closing(found, self.job.report["opening"]) if found else {}

    def _batch(self, spool: Spool, at: int) -> dict[str, Any]:
        """Stores the rows of one batch and counts them; what was refused is on disk before it is committed."""
        rows, name = spool.rows[at], findings.batch_name(at)
        found = store_batch(self.target, spool, at, patient=True) if rows else {}
        refused = findings.write(self.job.file_key, name, map(_brief, errors_of(self.target)) if rows else ())
        self.job.batches_done = at + 1
        self.job.failed += refused
        self.job.successful += rows - refused
        self.job.unprocessed -= rows
        return found

    def _note(self, *, expected: int) -> None:
        """The checkpoint; raises LeaseLost where another worker has set one, and all of the batch is undone."""
        names = ("received", "successful", "failed", "unprocessed", "rows_read", "batches", "batches_done")
        kept = {name: getattr(self.job, name) for name in (*names, "report", "read", "columns")}
        mine = ImportJob.objects.filter(
            id=self.job.id, task=self.work.task, state=State.RUNNING, batches_done=expected
        )
        if not mine.update(**kept):
            raise LeaseLost
        self.job.abort_asked = bool(mine_asked(self.job))

    def _stop_if_asked(self) -> None:
        if self.job.abort_asked or mine_asked(self.job, by=self.by):
            raise Aborted

    def _end(self, state: str, report: Mapping[str, Any]) -> None:
        errors = first_errors(self.job)
        changes = {
            "state": state,
            "report": {**report, "errors": errors},
            "finished_at": timezone.now(),
            "reason": "",
        }
        with self.by.acting():
            if ImportJob.objects.filter(id=self.job.id, state=State.RUNNING, task=self.work.task).update(
                **changes
            ):
                tell_end(self.job, state, by=self.by)


def mine_asked(job: ImportJob, *, by: Sender | None = None) -> bool:
    """Whether somebody wants the job to stop; needs an open scope, or opens one for `by`."""
    if by is not None:
        with by.acting():
            return mine_asked(job)
    return bool(ImportJob.objects.filter(id=job.id).values_list("abort_asked", flat=True).first())


def first_errors(job: ImportJob) -> list[dict[str, Any]]:
    """The first refused rows, for whoever looks at the job."""
    found: list[dict[str, Any]] = []
    for _line, problems in findings.refused(job.file_key, batches=job.batches_done):
        found.extend(problems)
        if len(found) >= ERRORS_SHOWN:
            break
    return found[:ERRORS_SHOWN]


ENDINGS = {State.COMPLETE: "job.completed", State.FAILED: "job.failed", State.ABORTED: "job.aborted"}


def tell_end(job: ImportJob, state: str, *, by: Sender) -> None:
    """The event of a job's end, with its counts; needs the sender's open scope."""
    person = Person.objects.filter(id=by.person).first() if by.person else None
    counts = {name: getattr(job, name) for name in ("received", "successful", "failed", "unprocessed")}
    kind: dict[str, Any] = {"object": job.object, "operation": job.operation, "dry_run": job.dry_run}
    record(job, ENDINGS[State(state)], by=person, plane=Plane.SPONSOR, **kind, **counts)
    if job.object == "sales" and job.successful and not job.dry_run:
        record(job, "sales.imported", by=person, plane=Plane.SPONSOR, **counts)


def _brief(error: Mapping[str, Any]) -> dict[str, Any]:
    """A problem of a staged row; the row itself stands in the file."""
    return {name: error[name] for name in ("line", "field", "code", "message")}


def _named(problem: tuple[int, str, str, str, list[str]]) -> dict[str, Any]:
    return dict(zip(("line", "field", "code", "message", "original"), problem, strict=True))
