"""The periods that are due: each community is checked over its own number of calendar months."""

from datetime import date, datetime, timedelta
from uuid import UUID

from analytics.health.health_default import HealthDefault
from analytics.health.health_rhythm import HealthRhythm, Months
from analytics.health.measuring import Period
from communities.community.community import Community
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for


def choose_rhythm(community: Community, *, months: Months | None) -> None:
    """For leader, deputy and operator; NotAllowed for others. The next period that ends is the first one.

    None goes by the tenant's default again.
    """
    call("choose_health_rhythm", community.id, None if months is None else int(months))


def choose_default(months: Months, *, by: Person, at: datetime) -> None:
    """The period of all communities that have not chosen their own, from the next one that ends."""
    chosen = HealthDefault(months=months, chosen_by_id=by.id, chosen_at=at)
    chosen.save()
    record(chosen, "health.default_chosen", by=by, plane=Plane.SPONSOR, months=int(months))


def default_rhythm(*, using: str = "default") -> Months:
    """The tenant's default: the latest choice, and the month before there is any."""
    rows = HealthDefault.objects.using(using).order_by("-chosen_at", "-id").values_list("months", flat=True)
    return Months(rows.first() or Months.MONTH)


def last_period(months: Months, *, today: date) -> Period | None:
    """The `months` calendar months before the one that `today` lies in, where a period of that length ends there."""
    last = today.replace(day=1) - timedelta(days=1)
    if last.month % months:
        return None
    return Period(date(last.year, last.month - months + 1, 1), last)


def communities_by_rhythm(tenant: UUID) -> tuple[dict[UUID, Months], Months]:
    """Communities that have chosen for themselves, and what counts for the others. Needs no open scope."""
    with acting_for(tenant, using="metrics", read_only=True):
        rows = HealthRhythm.objects.using("metrics").order_by().values_list("community_id", "months")
        chosen = {community: Months(months) for community, months in rows}
        return chosen, default_rhythm(using="metrics")
