"""The manager's subscriptions, and what was made for him this month: the mails lie in the outbox."""

from datetime import timedelta
from uuid import UUID

from analytics.subscriptions.made_report import MadeReport
from analytics.subscriptions.making import keep, tables_of
from analytics.subscriptions.report_subscription import Report, ReportSubscription, Rhythm
from analytics.subscriptions.subscribing import subscribe as subscribe_to
from analytics.uplift.uplift_run import UpliftRun
from config.demo.world import World
from tenancy.wall.scope import acting_for

SUBSCRIBED = {
    Report.PROGRAMME: Rhythm.MONTHLY,
    Report.UPLIFT: Rhythm.QUARTERLY,
    Report.HEALTH: Rhythm.MONTHLY,
}
# Days after the first of the month.
MADE_AFTER = 4


def subscribe(world: World) -> None:
    """All of it, once; needs a finished uplift report."""
    manager, period = world.people["marchand"], world.clock.month(0)
    with acting_for(world.tenant, manager.id, purpose="task:demo"):
        if MadeReport.objects.exists():
            return
        run = UpliftRun.objects.done().first()
        for report, months in SUBSCRIBED.items():
            held: UUID = subscribe_to(report, months=months)
            wanted = ReportSubscription.objects.select_related("person").get(id=held)
            is_uplift = report == Report.UPLIFT
            tables = [] if is_uplift else tables_of(wanted)
            made_at = world.clock.now if is_uplift else world.clock.noon(period + timedelta(days=MADE_AFTER))
            keep(wanted, period=period, at=made_at, tables=tables, run=run if is_uplift else None)
