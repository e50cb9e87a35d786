"""Computing an open run: read, compute, store, each in its own phase. For workers and commands: numpy."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from analytics.uplift.spec import InvalidInput, Spec
from analytics.uplift.stages import STAGES
from analytics.uplift.store import Inputs, assemble, fetch
from analytics.uplift.stored_report import code_version, refuse_near_copies, stored_report, written
from analytics.uplift.uplift_run import UpliftRun
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call, call_rows
from tenancy.wall.scope import current_scope

Acting = Callable[[], AbstractContextManager[object]]
Tell = Callable[[int], None]
READ, ASSEMBLED, STORED = 5, 20, 95


def compute(run: UpliftRun, *, acting: Acting, tell: Tell) -> None:
    """Computes and stores the report of an open run; unusable input is stored as the run's problem.

    `acting` opens a short scope that may read sales and write results, `tell` is told the percentage done.
    Each finished stage is kept: whoever takes the run up after an interruption goes on from there.
    """
    _advance(run, READ, acting=acting, tell=tell)
    with acting():
        fetched = fetch(run.until_month)
    report = digest = problem = ""
    try:
        spec = Spec.from_mapping(run.spec)
        inputs = assemble(fetched, spec, until=run.until_month)
        digest = inputs.digest
        _advance(run, ASSEMBLED, acting=acting, tell=tell)
        report = _computed(run, inputs, spec, acting=acting, tell=tell)
    except InvalidInput as error:
        problem = str(error)
    tell(STORED)
    with acting():
        call("store_uplift_run", run.id, report, digest, code_version(), problem)
        call("clear_uplift_stages", run.id)
        if not problem:
            _announce(run)


def _announce(run: UpliftRun) -> None:
    scope = current_scope()
    by = Person.objects.filter(id=scope.person_id).first() if scope and scope.person_id else None
    record(run, "report.ready", by=by, plane=Plane.SPONSOR, kind="uplift")


def give_up(run: UpliftRun, *, acting: Acting) -> None:
    """Ends a run that was withdrawn, so that another one may begin."""
    with acting():
        call("clear_uplift_stages", run.id)
        call("store_uplift_run", run.id, "", "", code_version(), "cancelled")


def _computed(run: UpliftRun, inputs: Inputs, spec: Spec, *, acting: Acting, tell: Tell) -> str:
    key = f"{inputs.digest}:{code_version()}"
    with acting():
        earlier = [tuple(members) for (members,) in call_rows("uplift_member_sets")]
        kept = dict(call_rows("kept_uplift_stages", run.id, key))
    refuse_near_copies(inputs.members, earlier)
    names = list(STAGES)

    def keep(name: str, outcome: str) -> None:
        with acting():
            call("keep_uplift_stage", run.id, name, key, outcome)
        share = (names.index(name) + 1) / len(names)
        _advance(run, ASSEMBLED + int((STORED - ASSEMBLED) * share), acting=acting, tell=tell)

    report = stored_report(inputs, spec, kept=kept, keep=keep)
    with acting():
        call("keep_uplift_stage", run.id, "members", key, written(inputs.members))
    return report


def _advance(run: UpliftRun, percent: int, *, acting: Acting, tell: Tell) -> None:
    tell(percent)
    with acting():
        call("advance_uplift_run", run.id, percent)
