"""Uplift reports in the worker."""

from uuid import UUID

from analytics.uplift.running import compute
from analytics.uplift.uplift_run import UpliftRun
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


@task("uplift.run_report")
def run_report(work: Work, *, run: str) -> None:
    """Computes one report; one that is done already is left as it is."""
    with work.acting():
        found = UpliftRun.objects.filter(id=UUID(run)).first()
    if found is not None and found.is_open:
        compute(found, acting=work.acting, tell=work.tell)
