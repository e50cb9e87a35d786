"""Doing what was queued, here and now, the way a worker does it but without broker and processes."""

from tenancy.tasks.declaring import load_tasks
from tenancy.tasks.running import run
from tenancy.wall.functions import call_rows
from tenancy.wall.scope import acting_for_everyone


def drain(*, once: bool = False) -> list[tuple[str, str]]:
    """Runs all tasks that are due, also (but for `once`) those that these queue; returns name and outcome of each."""
    load_tasks()
    ended = []
    while due := _due():
        ended += [(name, run(tenant, task)) for task, tenant, name, _queue in due]
        if once:
            break
    return ended


def _due() -> list[tuple]:  # type: ignore[type-arg]
    with acting_for_everyone("a test does what the dispatcher does"):
        return call_rows("take_due_tasks", 100)
