"""A worker's turn at an import job: whether it may begin, what happens when it cannot go on."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone
from psycopg2.errors import DiskFull

from customers.imports.engine import Run, tell_end
from customers.imports.files import FULL
from customers.imports.import_job import ImportJob, State
from customers.imports.lifecycle import TASK
from customers.imports.sender import Sender
from tenancy.intake.columns import UnsuitableColumns
from tenancy.intake.sources import UnreadableFile
from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import Queue
from tenancy.tasks.work import Cancelled, LeaseLost, TaskFailed, Work
from tenancy.wall.functions import call
from tenancy.wall.refusals import NotAllowed

LAST_ATTEMPT = 3
PAUSE, LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)
"""How long a job waits between two looks whether the disk has room again, and in all."""
NO_ROOM = "There is no room on the disk. The job waits and goes on by itself as soon as there is."


class ImportFailed(TaskFailed):
    """The job says why."""


def carry_out(work: Work, job: UUID, *, client: UUID | None, wait: timedelta) -> None:
    """Runs the job if it is its turn; while another one of the tenant runs, comes back after `wait`."""
    by = Sender(work.tenant, person=work.person, client=client)
    with work.acting():
        turn = call("begin_import", job)
    if turn == "wait":
        _come_back(job, by=by, work=work, wait=wait)
    if turn != "begin":
        return
    with by.acting():
        row = ImportJob.objects.filter(id=job).first()
        if row is not None and row.reason:  # it waited for room, and goes on
            ImportJob.objects.filter(id=job, task=work.task).update(reason="")
    if row is None:
        _fail(work, job, "The client that sent the file may not do so any more.")
        return
    _run(Run(row, by, work))


def _run(run: Run) -> None:
    try:
        run.carry_out()
    except (UnreadableFile, UnsuitableColumns) as unsuitable:
        run.job.report = {"refused": str(unsuitable), "suggestions": getattr(unsuitable, "suggestions", {})}
        _end_unread(run, str(unsuitable))
    except FileNotFoundError:
        _end_unread(run, "The file of the job is not there any more.")
    except NotAllowed:
        _fail(run.work, run.job.id, "The sender may not store such records any more.")
        raise ImportFailed from None
    except Cancelled:
        _abort(run)
        raise
    except LeaseLost:
        raise
    except Exception as error:
        if is_full(error) and _waits_for_room(run):
            return
        if run.work.attempt >= LAST_ATTEMPT:
            _fail(
                run.work, run.job.id, f"It was tried three times ({type(error).__name__}). It can be resumed."
            )
        raise


def is_full(error: BaseException) -> bool:
    """Whether a disk took no more: that of the files or the database's."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error.__cause__, DiskFull)


def _waits_for_room(run: Run) -> bool:
    """Comes back in a minute, with all its attempts; false after a day, or where that cannot be noted either."""
    began = run.job.started_at or timezone.now()
    if timezone.now() - began > LONGEST_WAIT:
        return False
    with suppress(DatabaseError):
        _come_back(run.job.id, by=run.by, work=run.work, wait=PAUSE, reason=NO_ROOM)
        return True
    return False


def _come_back(job: UUID, *, by: Sender, work: Work, wait: timedelta, **noted: str) -> None:
    with by.acting():
        ids = {"job": job} | ({"client": by.client} if by.client else {})
        task = enqueue(TASK, ids, queue=Queue.INGEST, due_at=timezone.now() + wait)
        ImportJob.objects.filter(id=job, task=work.task).update(task=task, **noted)


def _end_unread(run: Run, why: str) -> None:
    with run.by.acting():
        mine = ImportJob.objects.filter(id=run.job.id, state=State.RUNNING, task=run.work.task)
        if mine.update(
            state=State.FAILED, reason=why[:500], report=run.job.report, finished_at=timezone.now()
        ):
            tell_end(run.job, State.FAILED, by=run.by)


def _abort(run: Run) -> None:
    with run.by.acting():
        mine = ImportJob.objects.filter(id=run.job.id, state=State.RUNNING, task=run.work.task)
        if mine.update(state=State.ABORTED, finished_at=timezone.now()):
            tell_end(run.job, State.ABORTED, by=run.by)


def _fail(work: Work, job: UUID, why: str) -> None:
    with work.acting():
        call("end_import", job, why)
