"""Checking communities: measure, judge, store. Each phase has a short scope of its own."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from analytics.health.health_rhythm import Months
from analytics.health.health_run import HealthRun
from analytics.health.indicators import DEFINITIONS_VERSION
from analytics.health.judging import judge
from analytics.health.measuring import Period, measure
from analytics.health.rhythm import communities_by_rhythm, last_period
from analytics.health.storing import Checked, store
from communities.community.community import Community
from tenancy.tasks.enqueuing import enqueue
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for

RUN_CHECK = "health.run_check"


def last_month(*, today: date) -> Period:
    """The calendar month before the one that `today` lies in."""
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def last_days(*, today: date, days: int = 30) -> Period:
    """The `days` days that end with `today`."""
    return Period(today - timedelta(days=days - 1), today)


def start_check(community: Community, *, period: Period, result_url: str = "") -> UUID:
    """Opens a run and queues its task; returns the run's id, that of the open run where one is under way.

    For its leader, deputy or the operator (an archive's: the tenant's administrator); NotAllowed otherwise.
    """
    run = call("open_health_run", community.id, period.first, period.last, DEFINITIONS_VERSION)
    key = f"health:{run}"
    enqueue(RUN_CHECK, {"run": run}, key=key, label="Health check", result_url=result_url)
    return UUID(str(run))


def finish_check(run: HealthRun, *, asked_at: datetime, purpose: str) -> None:
    """Measures and stores an open run; a run that is done already is left as it is. Needs no open scope."""
    period = Period(run.first_day, run.last_day)
    measured = measure(run.tenant_id, period=period, asked_at=asked_at, community=run.community_id)
    checked = [
        Checked(community, run.kind, figures, judge(figures, kind=run.kind), run.id)
        for community, figures in measured.items()
    ]
    store(run.tenant_id, checked, period=period, purpose=purpose)


def check_due(tenant: UUID, *, today: date, asked_at: datetime, purpose: str) -> int:
    """Checks each community whose period has ended, its own or else the tenant's default; returns how many.

    Asked again on any later day of the month it does nothing.
    """
    chosen, usual = communities_by_rhythm(tenant)
    checked = 0
    for months in Months:
        period = last_period(months, today=today)
        is_wanted = months == usual or months in chosen.values()
        if period and is_wanted and not month_is_checked(tenant, period, purpose=purpose):
            due = partial(_is_due, months=months, chosen=chosen, usual=usual)
            checked += check_all(tenant, period=period, asked_at=asked_at, purpose=purpose, due=due)
    return checked


def check_all(
    tenant: UUID,
    *,
    period: Period,
    asked_at: datetime,
    purpose: str = "command",
    due: Callable[[UUID], bool] = lambda _community: True,
) -> int:
    """Checks every community of the tenant that is `due` in one pass and stores the runs; returns how many."""
    measured = measure(tenant, period=period, asked_at=asked_at)
    with acting_for(tenant, using="metrics", read_only=True):
        kinds = dict(Community.objects.using("metrics").order_by().values_list("id", "kind"))
    checked = (
        Checked(community, kinds[community], figures, judge(figures, kind=kinds[community]))
        for community, figures in measured.items()
        if figures["members"] and due(community)
    )
    return store(tenant, checked, period=period, purpose=purpose)


def month_is_checked(tenant: UUID, month: Period, *, purpose: str) -> bool:
    """Whether the communities of the tenant have been checked together over these days already."""
    with acting_for(tenant, purpose=purpose):
        return bool(call("health_is_checked", month.first, month.last))


def _is_due(community: UUID, *, months: Months, chosen: Mapping[UUID, Months], usual: Months) -> bool:
    return chosen.get(community, usual) == months
