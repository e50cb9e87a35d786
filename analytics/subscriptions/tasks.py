"""Tasks: finding out once a day whose report is due, and making one."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from analytics.subscriptions.making import keep, still_wanted, tables_of, uplift_run_for
from analytics.subscriptions.report_subscription import Report
from analytics.uplift.running import compute
from analytics.uplift.uplift_run import UpliftRun
from tenancy.tasks.declaring import task
from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import Queue
from tenancy.tasks.work import TaskFailed, Work
from tenancy.wall.functions import call_rows
from tenancy.wall.scope import acting_for

MAKE = "subscriptions.make"


class NotComputed(TaskFailed):
    """The data do not allow an uplift report."""


@task("subscriptions.run_day")
def run_day(work: Work, *, period: str) -> None:
    """Queues what is due, each in the name of its subscriber."""
    purpose = f"task:{work.task}"
    with acting_for(work.tenant, purpose=purpose):
        due = call_rows("due_subscriptions")
    for subscription, person, month in due:
        with acting_for(work.tenant, UUID(str(person)), purpose=purpose):
            key = f"report:{subscription}:{month}"
            enqueue(MAKE, {"subscription": subscription, "month": month}, queue=Queue.HEAVY, key=key)


@task(MAKE)
def make(work: Work, *, subscription: str, month: str) -> None:
    """Makes one report and stores the mail about it; one that was made already is left as it is."""
    period = date.fromisoformat(month)
    run, is_open = None, False
    with work.acting():
        wanted = still_wanted(UUID(subscription), period=period)
        if wanted is None:
            return
        if wanted.report == Report.UPLIFT:
            run, is_open = uplift_run_for(period)
    if run is not None and is_open:
        compute(run, acting=work.acting, tell=work.tell)
    with work.acting():
        tables = [] if run else tables_of(wanted)
        run = _finished(run) if run else None
        keep(wanted, period=period, at=timezone.now(), tables=tables, run=run)


def _finished(run: UpliftRun) -> UpliftRun:
    """The run if it came to an end, else the latest that did: a refused copy of a report is that report."""
    found = UpliftRun.objects.done().filter(id=run.id).first() or UpliftRun.objects.done().first()
    if found is None:
        raise NotComputed
    return found
