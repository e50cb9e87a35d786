"""Health checks of twelve months and one uplift report, computed by the product's own functions."""

from contextlib import AbstractContextManager
from datetime import timedelta

from django.db.models import QuerySet

from analytics.health.checking import check_all, month_is_checked
from analytics.health.health_run import HealthRun
from analytics.health.measuring import Period
from analytics.uplift.running import compute
from analytics.uplift.runs import open_run
from analytics.uplift.uplift_run import UpliftRun
from communities.community.community import Community
from communities.community.kinds import Kind, PrivacyLevel
from communities.ledger.ledger_line import Crossing, LedgerLine
from config.demo.crossings import OPERATOR, note
from config.demo.place import Place
from config.demo.world import World
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for

MONTHS = 12
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
    """The word of the last three months, in the ledger of every circle whose level lets it out."""
    operator = world.people[OPERATOR]
    with loading([HealthRun, Community, LedgerLine]):
        circles = Community.objects.using(OWNER).filter(tenant_id=world.tenant, kind=Kind.CUSTOMER)
        open_ones = {c.id: c for c in circles.exclude(privacy_level=PrivacyLevel.CLOSED)}
        lines = LedgerLine.objects.using(OWNER).filter(tenant_id=world.tenant, crossing=Crossing.HEALTH_WORD)
        if lines.exists():
            return
        for run in _latest(world, 3):
            if run.community_id in open_ones:
                what = f"Health in {run.first_day:%B}: {run.word}"
                at = world.clock.noon(run.last_day + timedelta(days=12))
                place = Place(open_ones[run.community_id], [])
                note(
                    world, place, Crossing.HEALTH_WORD, what, by=operator, at=at,
                    receiver="steward, management", why="The circle saw it seven days earlier",
                )  # fmt: skip
        world.rows.write()


def _latest(world: World, months: int) -> "QuerySet[HealthRun]":
    runs = HealthRun.objects.using(OWNER).filter(tenant_id=world.tenant)
    return runs.filter(first_day__gte=world.clock.month(months))


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
