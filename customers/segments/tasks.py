"""Segment runs in the worker."""

from uuid import UUID

from django.utils import timezone

from customers.segments.running import place_accounts, run_month
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


@task("segments.run")
def run(work: Work, *, run: str) -> None:
    """Applies the published rules; a run that is done already is left as it is."""
    work.tell(10, "placing")
    with work.acting():
        place_accounts(UUID(run), today=timezone.localdate())


@task("segments.run_month")
def run_of_month(work: Work, *, period: str) -> None:
    """Every month's run, asked for daily: the first time it has not been made, it is."""
    run_month(work.acting, today=timezone.localdate())
