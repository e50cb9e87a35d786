"""Promising work, in the same transaction as its cause."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from uuid import UUID

from tenancy.tasks.queued_task import Queue
from tenancy.wall.functions import call


def enqueue(
    task: str,
    kwargs: Mapping[str, object] | None = None,
    *,
    queue: str = Queue.DEFAULT,
    key: str | None = None,
    due_at: datetime | None = None,
    label: str = "",
    result_url: str = "",
) -> UUID:
    """Queues `task` for the acting person and returns its id; nothing talks to the broker here.

    `kwargs` are ids and plain metadata. A `key` is used once in a tenant: the same key again returns the task
    that has it. `label` and `result_url` are what its page of progress says and links to when it is done.
    Raises NoScope outside acting_for().
    """
    plain = {name: _plain(value) for name, value in (kwargs or {}).items()}
    return cast(UUID, call("enqueue_task", task, plain, str(queue), key, due_at, str(label), result_url))


def _plain(value: object) -> object:
    return value if isinstance(value, (int, bool, list, type(None))) else str(value)
