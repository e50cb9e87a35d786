"""A real dispatcher, real workers and a real broker, killed and frozen."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
import redis

from config.health import FRESH_SECONDS
from tenancy.tasks.broker import make_app
from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import QueuedTask
from tenancy.wall.functions import call_rows
from tenancy.wall.scope import Scope
from tests.cast import Cast
from tests.tenancy.tasks.installation import DISPATCHER, WORKER, Installation, until

Acting = Callable[[str], AbstractContextManager[Scope]]
pytestmark = pytest.mark.processes


@pytest.fixture
def state_of(acting: Acting) -> Callable[[UUID], str]:
    """The state of a task of the rep."""

    def read(task: UUID) -> str:
        with acting("rep"):
            return QueuedTask.objects.get(id=task).state

    return read


@pytest.fixture
def promise(acting: Acting) -> Callable[..., UUID]:
    """Queues a task for the rep."""

    def queue(name: str, **kwargs: object) -> UUID:
        with acting("rep"):
            return enqueue(name, kwargs)

    return queue


def age_of(process: str) -> float:
    """Seconds since a part was last seen."""
    return float(dict(call_rows("heartbeats"))[process])


Promise = Callable[..., UUID]
StateOf = Callable[[UUID], str]


def test_a_promised_task_is_done_once_however_many_messages_there_are(
    installation: Installation, promise: Promise, state_of: StateOf, cast: Cast, settings: object
) -> None:
    """F03: the row is claimed once; a message without its tenant is refused (F06)."""
    settings.REDIS_URL = installation.broker.url  # type: ignore[attr-defined]
    task = promise("sample.note", word="hello")
    app = make_app()
    app.send_task("sample.note", task_id=str(task), queue="default")
    for _ in range(10):
        app.send_task(
            "sample.note", task_id=str(task), headers={"tenant": str(cast.ardenne)}, queue="default"
        )
    installation.start(WORKER)
    installation.start(DISPATCHER)
    later = promise("sample.note", word="later")
    until(lambda: state_of(later) == "done")
    assert state_of(task) == "done"
    assert sorted(installation.noted()) == ["hello", "later"]


def test_what_a_killed_worker_held_is_done_by_another(
    installation: Installation, promise: Promise, state_of: StateOf
) -> None:
    """F02, I5."""
    installation.start(DISPATCHER)
    first = installation.start(WORKER)
    task = promise("sample.sleep", word="long")
    until(lambda: installation.noted() == ["long begins"])
    installation.kill(first)
    installation.start(WORKER)
    until(lambda: state_of(task) == "done")
    assert installation.noted() == ["long begins", "long begins", "long ends"]


def test_a_task_that_kills_its_process_is_tried_three_times_and_parked(
    installation: Installation, promise: Promise, state_of: StateOf
) -> None:
    """F16: the attempt was counted before it began; the worker goes on with other tasks."""
    installation.start(DISPATCHER)
    installation.start(WORKER)
    poison, unlucky = promise("sample.die", times=9), promise("sample.die", times=1)
    until(lambda: state_of(poison) == "parked" and state_of(unlucky) == "done")
    assert installation.noted().count("dying") == 5
    assert installation.noted().count("survived") == 1


def test_a_frozen_broker_slows_nobody_down_and_nothing_is_lost(
    installation: Installation, promise: Promise, state_of: StateOf
) -> None:
    """F04: promising takes no longer than before; what was promised meanwhile is done by itself.

    The dispatcher itself stays well by the measure of /healthz, which names the broker alone.
    """
    installation.start(DISPATCHER)
    installation.start(WORKER)
    before = promise("sample.note", word="before")
    until(lambda: state_of(before) == "done")
    assert installation.broker.child is not None
    frozen = installation.broker.child.process.pid
    os.kill(frozen, signal.SIGSTOP)
    began = time.monotonic()
    meanwhile = promise("sample.note", word="meanwhile")
    assert time.monotonic() - began < 0.3
    until(lambda: age_of("broker") > FRESH_SECONDS)
    assert age_of("dispatcher") < FRESH_SECONDS
    assert state_of(meanwhile) in ("queued", "sent")
    os.kill(frozen, signal.SIGCONT)
    until(lambda: state_of(meanwhile) == "done")
    assert installation.noted() == ["before", "meanwhile"]


def test_what_the_broker_forgot_is_sent_again(
    installation: Installation, promise: Promise, state_of: StateOf
) -> None:
    """F05: Redis is a hint, the row is the truth."""
    installation.start(DISPATCHER)
    task = promise("sample.note", word="again")
    until(lambda: state_of(task) == "sent")
    redis.Redis.from_url(installation.broker.url).flushall()
    installation.start(WORKER)
    until(lambda: state_of(task) == "done")
    assert installation.noted() == ["again"]
