"""The monthly release, once a day asked whether something is due."""

from datetime import timedelta

from django.utils import timezone

from analytics.health.checking import last_month
from analytics.releases.preparing import cross_due, freeze_cohorts, store_month
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


@task("releases.run_day")
def run_day(work: Work, *, period: str) -> None:
    """Freezes the group of the running month, stores the last one, and lets cross what was previewed long enough.

    A month that nobody froze in time is frozen late: the group is that of its first day all the same.
    """
    now, today = timezone.now(), timezone.localdate()
    purpose = f"task:{work.task}"
    last = last_month(today=today)
    freeze_cohorts(work.tenant, last.first, purpose=purpose)
    store_month(work.tenant, last, asked_at=now, purpose=purpose)
    freeze_cohorts(work.tenant, last.last + timedelta(days=1), purpose=purpose)
    cross_due(work.tenant, at=now, purpose=purpose)
