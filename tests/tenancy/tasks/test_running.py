"""The life of a task in the database: claimed once, counted, tried again, parked, cancelled."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from tenancy.people.person import Person
from tenancy.tasks.declaring import declared
from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import QueuedTask
from tenancy.tasks.running import run
from tenancy.tasks.work import TaskFailed, Work
from tenancy.wall.functions import call, call_rows
from tenancy.wall.refusals import NoScope, NotAllowed
from tenancy.wall.scope import Scope, acting_for, current_scope
from tests.cast import Cast
from tests.draining import drain

Acting = Callable[[str], AbstractContextManager[Scope]]
Declare = Callable[[Callable[..., None]], None]


@pytest.fixture(autouse=True)
def nothing_before(cast: Cast) -> None:
    """What the cast did is delivered first."""
    drain()


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Makes a function the task `test.do` for one test."""
    return lambda function: monkeypatch.setitem(declared, "test.do", function)


def row(acting: Acting, task: UUID) -> QueuedTask:
    """The rep's task as it is now."""
    with acting("rep"):
        return QueuedTask.objects.get(id=task)


def queued(acting: Acting, **options: Any) -> UUID:
    """A task of the rep."""
    with acting("rep"):
        return enqueue("test.do", **options)


def test_a_task_acts_for_who_queued_it_and_opens_no_transaction_itself(
    cast: Cast, acting: Acting, declare: Declare
) -> None:
    seen: list[Any] = []

    def do(work: Work) -> None:
        seen.append(current_scope())
        with work.acting() as scope:
            seen.append((scope.tenant_id, scope.person_id))

    declare(do)
    task = queued(acting)
    assert drain() == [("test.do", "done")]
    assert seen == [None, (cast.ardenne, cast.rep)]
    assert (row(acting, task).state, row(acting, task).progress) == ("done", 100)


def test_a_key_is_used_once_in_a_tenant(cast: Cast, acting: Acting, declare: Declare) -> None:
    declare(lambda work: None)
    first = queued(acting, key="month:2026-10")
    assert queued(acting, key="month:2026-10") == first
    assert len(drain()) == 1
    assert queued(acting, key="month:2026-10") == first
    assert drain() == []


def test_what_is_due_later_waits(cast: Cast, acting: Acting, declare: Declare) -> None:
    declare(lambda work: None)
    queued(acting, due_at=timezone.now() + timedelta(hours=1))
    assert drain() == []


def test_a_failing_task_is_tried_again_later_and_its_words_are_not_kept(
    cast: Cast, acting: Acting, declare: Declare
) -> None:
    def do(work: Work) -> None:
        raise ValueError("what somebody wrote")

    declare(do)
    task = queued(acting)
    assert drain() == [("test.do", "again")]
    left = row(acting, task)
    assert (left.state, left.attempts, left.error_kind) == ("queued", 1, "ValueError")
    assert left.due_at > timezone.now()


def test_what_cannot_succeed_is_tried_once(cast: Cast, acting: Acting, declare: Declare) -> None:
    def do(work: Work) -> None:
        raise TaskFailed

    declare(do)
    task = queued(acting)
    assert drain() == [("test.do", "failed")]
    assert row(acting, task).state == "failed"


def test_a_task_that_nobody_knows_is_not_lost(cast: Cast, acting: Acting) -> None:
    """F24."""
    task = queued(acting)
    call_rows("take_due_tasks", 10)
    call("note_unknown_task", task)
    assert (row(acting, task).state, row(acting, task).error_kind) == ("queued", "UnknownTask")


def test_a_cancelled_task_is_not_begun(cast: Cast, acting: Acting, declare: Declare) -> None:
    declare(lambda work: pytest.fail("it ran"))
    task = queued(acting)
    with acting("colleague"):
        assert not call("cancel_task", task)
    with acting("rep"):
        assert QueuedTask.objects.get(id=task).cancel()
    assert drain() == []
    assert run(cast.ardenne, task) == ""


def test_a_running_task_stops_at_its_next_report(cast: Cast, acting: Acting, declare: Declare) -> None:
    def do(work: Work) -> None:
        work.tell(40, "Reading")
        with acting("rep"):
            QueuedTask.objects.get(id=work.task).cancel()
        work.tell(50)
        pytest.fail("it went on")

    declare(do)
    task = queued(acting)
    assert drain() == [("test.do", "cancelled")]
    left = row(acting, task)
    assert (left.state, left.progress, left.message) == ("cancelled", 40, "Reading")


def test_no_task_is_promised_outside_a_scope(cast: Cast) -> None:
    """F06."""
    with pytest.raises(NoScope):
        enqueue("test.do")


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("take_due_tasks", [10]),
        ("return_tasks", [[]]),
        ("reap_tasks", [30]),
        ("purge_tasks", [30]),
        ("note_unknown_task", ["00000000-0000-0000-0000-000000000000"]),
        ("beat", ["dispatcher"]),
        ("start_period", ["test.do", timezone.now(), "default"]),
        ("every_tenant", []),
    ],
)
def test_what_reaches_across_tenants_answers_nobody_inside_one(
    cast: Cast, acting: Acting, function: str, arguments: list[Any]
) -> None:
    """The dispatcher's functions are no hole for a person's own connection."""
    with pytest.raises(NotAllowed), acting("rep"):
        call(function, *arguments)


@pytest.mark.parametrize("purpose", ["", "task:another"])
def test_nobody_but_its_own_worker_touches_a_task(cast: Cast, acting: Acting, purpose: str) -> None:
    task = queued(acting)
    with pytest.raises(NotAllowed), acting_for(cast.ardenne, cast.rep, purpose=purpose):
        call("claim_task", task, 30)


@pytest.mark.parametrize(
    ("who", "sees"), [("rep", 1), ("admin", 1), ("colleague", 0), ("operator", 0), ("rival", 0)]
)
def test_a_parked_task_is_shown_to_who_started_it_and_to_its_sides_administrator(
    cast: Cast, acting: Acting, declare: Declare, monkeypatch: pytest.MonkeyPatch, who: str, sees: int
) -> None:
    """F16."""
    monkeypatch.setattr("tenancy.tasks.running.PAUSES", (0, 0, 0))

    def do(work: Work) -> None:
        raise ValueError

    declare(do)
    queued(acting)
    assert drain() == [("test.do", "again")] * 3
    with acting(who):
        assert QueuedTask.objects.parked().count() == sees


def test_a_members_parked_task_tells_the_sponsor_nothing(
    cast: Cast, acting: Acting, declare: Declare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenancy.tasks.running.PAUSES", (0, 0, 0))

    def do(work: Work) -> None:
        raise ValueError

    declare(do)
    with acting("member"):
        enqueue("test.do", {"by": Person(id=cast.member).pk})
    drain()
    with acting("admin"):
        assert not QueuedTask.objects.exists()
    with acting("operator"):
        assert QueuedTask.objects.parked().count() == 1


def test_one_tenants_many_tasks_do_not_delay_anothers(cast: Cast, acting: Acting) -> None:
    """F23."""
    for number in range(8):
        queued(acting, key=f"many {number}")
    with acting("rival"):
        enqueue("test.do")
    tenants = [tenant for _, tenant, _, _ in call_rows("take_due_tasks", 2)]
    assert sorted(tenants, key=str) == sorted([cast.ardenne, cast.rivalis], key=str)
