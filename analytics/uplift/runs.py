"""Asking for uplift reports. Knows nothing of the engine: the web process loads this."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenancy.slots.rules import words
from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import Queue
from tenancy.wall.functions import call

RUN_REPORT = "uplift.run_report"
# Few adjustments, fixed in advance: with many, small cohorts find nobody to be compared with.
STANDARD_SPEC: Mapping[str, Any] = {
    "control_group": "notyet",
    "est_method": "dr",
    "covariates": ["log_early_sales", "segment"],
    "missing": "pairs",
    "seed": 1,
}
words["uplift_under_way"] = _("A report is being computed already. Look again in a minute.")


def open_run(*, until: date, spec: Mapping[str, Any] = STANDARD_SPEC) -> UUID:
    """A waiting run over the complete months before `until`.

    RuleBroken("uplift_under_way") where one is open; NotAllowed for others than management and office.
    """
    return UUID(str(call("open_uplift_run", dict(spec), until.replace(day=1))))


def start_run(
    *, until: date, result_url: Callable[[UUID], str], spec: Mapping[str, Any] = STANDARD_SPEC
) -> UUID:
    """Opens a run and queues its task, one at a time in a tenant; `result_url` says where its page is."""
    run = open_run(until=until, spec=spec)
    enqueue(
        RUN_REPORT,
        {"run": run},
        queue=Queue.HEAVY,
        key=f"uplift:{run}",
        label="Uplift report",
        result_url=result_url(run),
    )
    return run
