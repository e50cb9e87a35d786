"""Health checks of twelve months and one uplift report, computed by the product's own functions."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.utils import timezone

from analytics.health.checking import check_all, month_is_checked
from analytics.health.health_run import HealthRun
from analytics.health.measuring import Period
from analytics.releases.preparing import cross_due, freeze_cohorts, store_month
from analytics.releases.release import Release
from analytics.releases.released_figure import ReleasedFigure
from analytics.releases.thresholds import PREVIEW
from analytics.uplift.running import compute
from analytics.uplift.runs import open_run
from analytics.uplift.uplift_run import UpliftRun
from communities.ledger.ledger_line import LedgerLine
from config.demo.world import World
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for

MONTHS = 12
RELEASED_MONTHS = 3
COMMAND = "command"


def check_health(world: World) -> None:
    """Every month's check of every community, as if each had run on the fifth of the month after it."""
    for back in range(MONTHS, 0, -1):
        next_month = world.clock.month(back - 1)
        period = Period(world.clock.month(back), next_month - timedelta(days=1))
        if not month_is_checked(world.tenant, period, purpose=COMMAND):
            asked_at = world.clock.noon(next_month + timedelta(days=4))
            check_all(world.tenant, period=period, asked_at=asked_at)
    _date_back(world)
    _release(world)


def _release(world: World) -> None:
    """The released figures of the last three months, each in the night after its month and a week later."""
    if _is_released(world):
        return
    for back in range(RELEASED_MONTHS, 0, -1):
        next_month = world.clock.month(back - 1)
        month = Period(world.clock.month(back), next_month - timedelta(days=1))
        stored_at = world.clock.noon(next_month)
        freeze_cohorts(world.tenant, month.first, purpose=COMMAND)
        store_month(world.tenant, month, asked_at=stored_at, purpose=COMMAND)
        if stored_at + PREVIEW <= world.clock.now:
            begun = timezone.now()
            cross_due(world.tenant, at=stored_at + PREVIEW, purpose=COMMAND)
            _date_crossing(world, since=begun, at=stored_at + PREVIEW)


def _is_released(world: World) -> bool:
    with loading([Release]):
        return Release.objects.using(OWNER).filter(tenant_id=world.tenant).exists()


def _date_crossing(world: World, *, since: datetime, at: datetime) -> None:
    ours = {"tenant_id": world.tenant}
    with loading([ReleasedFigure, LedgerLine]):
        ReleasedFigure.objects.using(OWNER).filter(crossed_at__gte=since, **ours).update(crossed_at=at)
        LedgerLine.objects.using(OWNER).filter(at__gte=since, by_id=None, **ours).update(at=at)


def _date_back(world: World) -> None:
    with loading([HealthRun]):
        for run in HealthRun.objects.using(OWNER).filter(tenant_id=world.tenant):
            run.created_at = run.finished_at = world.clock.noon(run.last_day + timedelta(days=5))
            run.save(using=OWNER, update_fields=["created_at", "finished_at"])


def report_uplift(world: World) -> None:
    """The manager's latest report."""
    manager = world.people["marchand"].id

    def acting() -> AbstractContextManager[object]:
        return acting_for(world.tenant, purpose=COMMAND)

    with acting_for(world.tenant, manager):
        if UpliftRun.objects.done().exists():
            return
        run = UpliftRun.objects.get(id=open_run(until=world.clock.today))
    compute(run, acting=acting, tell=lambda _percent: None)
