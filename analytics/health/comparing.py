"""Comparison with like communities: the middle half of them, never a rank and never a single one."""

from dataclasses import dataclass

from analytics.health.health_run import HealthRun
from analytics.releases.thresholds import FEWEST_COMMUNITIES
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import LEADING, acting_person, placed
from tenancy.people.person import Party
from tenancy.wall.functions import call_rows
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True)
class Band:
    """Where the middle half of `others` like communities lies."""

    low: float
    high: float
    others: int


def bands_of(request: ActedRequest, community: Community, run: HealthRun | None) -> dict[str, Band]:
    """The bands over the period of `run`, by indicator; for leader, deputy and operator, nothing for others.

    An indicator that fewer than ten other communities of this kind have is absent.
    """
    if run is None or community.kind == Kind.ARCHIVE or not _may_compare(request, community):
        return {}
    rows = call_rows("health_bands", community.id, run.first_day, run.last_day, FEWEST_COMMUNITIES)
    return {indicator: Band(low, high, others) for indicator, low, high, others in rows}


def _may_compare(request: ActedRequest, community: Community) -> bool:
    leads = placed(community).opens and placed(community).my_role in LEADING
    return leads or acting_person(request).party == Party.OPERATOR
