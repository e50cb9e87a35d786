"""Periods of regular work: started once however often the clock ticks, and caught up if it did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tenancy.tasks.queued_task import Queue
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone

FIRST_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """A task that every tenant gets once in each period, with `period=<its start>`.

    Periods are `every` long and counted from a Monday 0:00 UTC plus `after`.
    """

    task: str
    every: timedelta
    after: timedelta = timedelta()
    queue: str = Queue.DEFAULT

    def period(self, *, now: datetime) -> datetime:
        """The start of the period that `now` lies in."""
        origin = FIRST_MONDAY + self.after
        return origin + (now - origin) // self.every * self.every


def start_due(jobs: Sequence[Job], *, now: datetime) -> int:
    """Queues each job whose current period has not been started yet; returns how many tasks that made."""
    with acting_for_everyone("the schedule starts jobs of all tenants"):
        return sum(call("start_period", job.task, job.period(now=now), str(job.queue)) for job in jobs)
