"""Health checks in the worker: one that somebody asked for, and every month's."""

from uuid import UUID

from django.utils import timezone

from analytics.health.checking import check_due, finish_check
from analytics.health.health_run import HealthRun
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


@task("health.run_check")
def run_check(work: Work, *, run: str) -> None:
    """Measures one community for its leader or operator."""
    work.tell(10, "measuring")
    with work.acting():
        found = HealthRun.objects.filter(id=UUID(run)).first()
    if found is not None:
        work.tell(30, "counting")
        finish_check(found, asked_at=timezone.now(), purpose=f"task:{work.task}")


@task("health.run_month")
def run_month(work: Work, *, period: str) -> None:
    """Measures the communities of the tenant over the periods that have ended, each once."""
    today = timezone.localdate()
    check_due(work.tenant, today=today, asked_at=timezone.now(), purpose=f"task:{work.task}")
