"""Uplift reports in the worker."""

from uuid import UUID

from analytics.uplift.running import compute, give_up
from analytics.uplift.uplift_run import UpliftRun
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Cancelled, Work


@task("uplift.run_report")
def run_report(work: Work, *, run: str) -> None:
    """Computes one report; one that is done already is left as it is, a withdrawn one ends."""
    with work.acting():
        found = UpliftRun.objects.filter(id=UUID(run)).first()
    if found is None or not found.is_open:
        return
    try:
        compute(found, acting=work.acting, tell=work.tell)
    except Cancelled:
        give_up(found, acting=work.acting)
        raise
