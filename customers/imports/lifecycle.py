"""The life of an import job: opened, sent, queued, given up, taken up again.

Every function opens the short scopes it needs; none is open while a body is read or a file is written.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from customers.imports.files import keep
from customers.imports.import_job import Format, ImportJob, State
from customers.imports.opening import CURRENCIES
from customers.imports.sender import Sender
from customers.sources.configuring import usual_currencies
from tenancy.slots.imports import objects
from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import Queue

TASK = "imports.run_job"
UPSERT = "upsert"


class WrongState(Exception):
    """The job does not stand where this could be done to it; the message is a sentence (HTTP 409)."""


def open_job(
    by: Sender,
    object_name: str,
    *,
    at: datetime,
    operation: str = UPSERT,
    format: str = Format.CSV,
    dry_run: bool = False,
    options: Mapping[str, Any] | None = None,
    mapping: Mapping[str, str] | None = None,
    file_name: str = "",
) -> ImportJob:
    """An Open job that waits for its file; `object_name` is one of `tenancy.slots.imports.objects`."""
    assert object_name in objects
    job = ImportJob(
        tenant_id=by.tenant,
        object=object_name,
        operation=operation,
        format=format,
        dry_run=dry_run,
        options=dict(options or {}),
        mapping=dict(mapping or {}),
        file_name=file_name[:200],
        file_key=uuid4(),
        created_by_id=by.person,
        client_id=by.client,
        created_at=at,
    )
    with by.acting():
        job.save()
    return job


def keep_upload(job: ImportJob, chunks: Iterable[bytes], *, by: Sender, at: datetime) -> None:
    """Streams the file of an Open job to disk; a second upload takes the first one's place.

    Raises WrongState, TooLarge (413) or NoSpace (507); then the job is as it was before.
    """
    if job.state != State.OPEN:
        raise WrongState("Only an open job takes a file.")
    kept = keep(chunks, key=job.file_key)
    job.size, job.sha256, job.uploaded_at = kept.size, kept.sha256, at
    with by.acting():
        _require(job, State.OPEN, size=kept.size, sha256=kept.sha256, uploaded_at=at)


def upload_complete(job: ImportJob, *, by: Sender) -> None:
    """Queues the job; a worker takes it when no other job of the tenant is running. Raises WrongState."""
    if job.uploaded_at is None:
        raise WrongState("The job has no file yet.")
    _queue(job, State.OPEN, by=by, options=dict(job.options))


def run_again(
    job: ImportJob,
    *,
    by: Sender,
    dry_run: bool,
    mapping: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> None:
    """Runs the file of a finished dry run (or of one that could not be read) once more, from its beginning:
    with other columns or options, or for good. Raises WrongState.
    """
    unread = job.state == State.FAILED and not job.batches
    if not (job.state == State.COMPLETE and job.dry_run) and not unread:
        raise WrongState("Only a finished dry run can be run again.")
    anew: dict[str, Any] = {
        "dry_run": dry_run,
        "mapping": dict(job.mapping if mapping is None else mapping),
        "options": dict(job.options if options is None else options),
        **dict.fromkeys(("received", "successful", "failed", "unprocessed", "rows_read"), 0),
        "batches": 0,
        "batches_done": 0,
        "report": {},
        "read": {},
        "reason": "",
        "abort_asked": False,
        "started_at": None,
        "finished_at": None,
    }
    _queue(job, job.state, by=by, **anew)


def abort(job: ImportJob, *, by: Sender, at: datetime) -> None:
    """Gives the job up: at once where it waits, after the running batch where it runs. What was stored stays
    stored and counted; the rest is `unprocessed`. Ended jobs raise WrongState.
    """
    with by.acting():
        waiting = ImportJob.objects.filter(id=job.id, state__in=(State.OPEN, State.UPLOADED))
        if waiting.update(state=State.ABORTED, finished_at=at):
            job.state, job.finished_at = State.ABORTED, at
            return
        if ImportJob.objects.filter(id=job.id, state=State.RUNNING).update(abort_asked=True):
            job.abort_asked = True
            return
    raise WrongState("The job has ended already.")


def resume(job: ImportJob, *, by: Sender) -> None:
    """Takes up an aborted or failed job behind its last batch, with the same file. Raises WrongState."""
    if job.state not in (State.ABORTED, State.FAILED) or job.uploaded_at is None:
        raise WrongState("Only a job that was given up or failed can be resumed.")
    _queue(job, job.state, by=by, abort_asked=False, reason="", finished_at=None)


def _queue(job: ImportJob, expected: str, *, by: Sender, **changes: Any) -> None:
    """Promises the work in the same transaction in which the job says so.

    What a source's amounts are counted in is kept with the job, so that each attempt reads the same.
    """
    with by.acting():
        if "options" in changes and job.object == "sales" and (usual := usual_currencies()):
            changes["options"][CURRENCIES] = usual
        ids = {"job": job.id} | ({"client": by.client} if by.client else {})
        task = enqueue(TASK, ids, queue=Queue.INGEST)
        _require(job, expected, state=State.UPLOADED, task=task, **changes)


def _require(job: ImportJob, expected: str, **changes: Any) -> None:
    """Changes the row if it still stands as expected; the open scope is rolled back otherwise."""
    if not ImportJob.objects.filter(id=job.id, state=expected).update(**changes):
        raise WrongState("The job has moved on meanwhile.")
    for name, value in changes.items():
        setattr(job, name, value)
