"""Running one task that was promised: claim it, do it, say how it ended."""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from tenancy.tasks.declaring import declared
from tenancy.tasks.work import Cancelled, LeaseLost, TaskFailed, Work
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for

log = logging.getLogger("tenancy.tasks")

PAUSES = (5, 20, 60)
"""Seconds before the second attempt, and so on."""


def run(tenant: UUID, task: UUID) -> str:
    """Does the task unless another worker has it or had it; returns how it ended, "" where it was not ours.

    The attempt is counted before it begins: a task that kills its worker is parked after three (F16).
    """
    with _scope(tenant, task):
        held = call("claim_task", task, settings.TASK_LEASE_SECONDS)
    if held is None:
        return ""
    person = UUID(held["person"]) if held["person"] else None
    work = Work(tenant=tenant, task=task, person=person, attempt=held["attempt"])
    outcome, error = _attempt(work, held["name"], held["kwargs"])
    if outcome != "lost":
        pause = PAUSES[min(work.attempt, len(PAUSES)) - 1]
        with _scope(tenant, task):
            call("finish_task", task, work.attempt, outcome, error, pause)
    return outcome


def _attempt(work: Work, name: str, kwargs: dict[str, Any]) -> tuple[str, str]:
    """The outcome and the kind of error of one attempt."""
    try:
        with _kept_alive(work):
            declared[name](work, **kwargs)
    except Cancelled:
        return "cancelled", ""
    except LeaseLost:
        return "lost", ""
    except TaskFailed as error:
        return "failed", type(error).__name__
    except Exception as error:
        # Places, not messages: what went wrong may quote what people wrote.
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("task %s %s: %s in\n%s", name, work.task, type(error).__name__, places)
        return "again", type(error).__name__
    return "done", ""


@contextmanager
def _kept_alive(work: Work) -> Iterator[None]:
    """Renews the lease from a thread of its own while the task computes."""
    ended = threading.Event()
    thread = threading.Thread(target=_renew, args=(work, ended), name=f"lease {work.task}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _renew(work: Work, ended: threading.Event) -> None:
    try:
        while not ended.wait(settings.TASK_LEASE_SECONDS / 3):
            try:
                work.tell()
            except (Cancelled, LeaseLost):
                return
            except Exception:
                log.warning("the lease of task %s could not be renewed", work.task)
    finally:
        connections.close_all()


def _scope(tenant: UUID, task: UUID) -> Any:
    return acting_for(tenant, purpose=f"task:{task}")
