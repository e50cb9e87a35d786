"""What a task's function is given: in whose name it acts, and how it reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from tenancy.wall.functions import call
from tenancy.wall.scope import Scope, acting_for


class Cancelled(Exception):
    """Whoever started the task has withdrawn it; nothing more is to be done."""


class LeaseLost(Exception):
    """This worker was taken for dead and another one has the task now."""


class TaskFailed(Exception):
    """The task cannot succeed, however often it is tried. The message is not kept, the class' name is."""


@dataclass(frozen=True, slots=True)
class Work:
    """One attempt at one task. `person` is who started it, None for the schedule's own."""

    tenant: UUID
    task: UUID
    person: UUID | None
    attempt: int

    @contextmanager
    def acting(
        self, *, purpose: str = "", using: str = "default", read_only: bool = False
    ) -> Iterator[Scope]:
        """A short scope in the name of who started the task: no more rights than that person has.

        Slow work stands between two scopes, never inside one. Without a purpose of its own the scope says
        which task it serves.
        """
        said = purpose or f"task:{self.task}"
        with acting_for(self.tenant, self.person, purpose=said, using=using, read_only=read_only) as scope:
            yield scope

    def tell(self, percent: int | None = None, message: str = "") -> None:
        """Reports progress (0 to 100) outside of a scope, and that the worker lives.

        Raises Cancelled or LeaseLost when there is nothing left to work for.
        """
        with acting_for(self.tenant, purpose=f"task:{self.task}"):
            state = call(
                "tell_task", self.task, self.attempt, settings.TASK_LEASE_SECONDS, percent, message or None
            )
        if state == "cancelled":
            raise Cancelled
        if state != "running":
            raise LeaseLost
