"""The periods that are due: each community is checked over its own number of calendar months."""

from datetime import date, timedelta
from uuid import UUID

from analytics.health.health_rhythm import HealthRhythm, Months
from analytics.health.measuring import Period
from communities.community.community import Community
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for


def choose_rhythm(community: Community, *, months: Months) -> None:
    """For leader, deputy and operator; NotAllowed for others. The next period that ends is the first one."""
    call("choose_health_rhythm", community.id, int(months))


def last_period(months: Months, *, today: date) -> Period | None:
    """The `months` calendar months before the one that `today` lies in, where a period of that length ends there."""
    last = today.replace(day=1) - timedelta(days=1)
    if last.month % months:
        return None
    return Period(date(last.year, last.month - months + 1, 1), last)


def communities_by_rhythm(tenant: UUID) -> dict[UUID, Months]:
    """Those that have chosen another period than the month. Needs no open scope."""
    with acting_for(tenant, using="metrics", read_only=True):
        rows = HealthRhythm.objects.using("metrics").order_by().values_list("community_id", "months")
        return {community: Months(months) for community, months in rows}
