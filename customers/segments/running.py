"""Applying the published rules to all accounts: on demand and every month."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.segments.segment_run import SegmentRun
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.tasks.enqueuing import enqueue
from tenancy.wall.functions import call
from tenancy.wall.staging import give_time

RUN = "segments.run"
Acting = Callable[[], AbstractContextManager[object]]
words["segments_under_way"] = _("A run is under way already. Look again in a minute.")
words["no_segment_rules"] = _("No rules are published yet. Publish a version first.")


def start_run(*, until: date, by: Person, result_url: str) -> UUID:
    """Opens a run over the complete months before `until` and queues it; one at a time in a tenant.

    RuleBroken: `segments_under_way`, `no_segment_rules`; NotAllowed for others than editors.
    """
    run = UUID(str(call("open_segment_run", until)))
    enqueue(
        RUN,
        {"run": run},
        key=f"segments:{run}",
        label="Segments",
        result_url=result_url,
    )
    record(SegmentRun(id=run), "segments.run_started", by=by, plane=Plane.SPONSOR)
    return run


def place_accounts(run: UUID, *, today: date) -> bool:
    """Places all accounts in the database, in a worker's scope; False for a run that is done or gone."""
    give_time()
    return bool(call("run_segments", run, today))


def run_month(acting: Acting, *, today: date) -> bool:
    """This month's run, once; False where it was made before or no rules are published."""
    month = today.replace(day=1)
    with acting():
        if call("segment_month_is_run", month):
            return False
        return place_accounts(UUID(str(call("open_segment_run", month))), today=today)
