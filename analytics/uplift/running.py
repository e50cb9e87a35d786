"""Computing an open run: read, compute, store, each in its own phase. For workers and commands: numpy."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

from analytics.uplift.spec import InvalidInput, Spec
from analytics.uplift.store import assemble, fetch
from analytics.uplift.stored_report import code_version, stored_report
from analytics.uplift.uplift_run import UpliftRun
from tenancy.wall.functions import call

Acting = Callable[[], AbstractContextManager[object]]


def compute(run: UpliftRun, *, acting: Acting, tell: Callable[[int], None]) -> None:
    """Computes and stores the report of an open run; unusable input is stored as the run's problem.

    `acting` opens a short scope that may read sales and write results, `tell` is told the percentage done.
    """
    _advance(run.id, 10, acting=acting, tell=tell)
    with acting():
        rows = fetch()
    _advance(run.id, 40, acting=acting, tell=tell)
    report = digest = problem = ""
    try:
        spec = Spec.from_mapping(run.spec)
        inputs = assemble(rows, spec, until=run.until_month)
        digest, report = inputs.digest, stored_report(inputs, spec)
    except InvalidInput as error:
        problem = str(error)
    tell(95)
    with acting():
        call("store_uplift_run", run.id, report, digest, code_version(), problem)


def _advance(run: UUID, percent: int, *, acting: Acting, tell: Callable[[int], None]) -> None:
    tell(percent)
    with acting():
        call("advance_uplift_run", run, percent)
