"""The health of one's own community on the home page."""

from typing import Any

from analytics.health.health_run import HealthRun
from analytics.health.page import findings_of, reason_of
from analytics.health.periods import period_of
from communities.community.community import Community
from communities.community.kinds import MemberState
from communities.community.membership import Membership
from communities.community.standing import LEADING, acting_person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

SHOWN = 3


def led_pulse(request: ActedRequest) -> dict[str, Any] | None:
    """The latest word of each community that the reader leads, with its gravest finding; None without any."""
    person = acting_person(request)
    seats = Membership.objects.filter(person=person, state=MemberState.ACTIVE, role__in=LEADING)
    led = {seat.community_id: seat.community for seat in seats.select_related("community")[:SHOWN]}
    runs = HealthRun.objects.visible_to(person).done().filter(community__in=led)
    latest = runs.order_by("community_id", "-last_day", "-created_at").distinct("community_id")
    lines = [_line(request, led[run.community_id], run) for run in latest]
    return {"lines": lines} if lines else None


def _line(request: ActedRequest, community: Community, run: HealthRun) -> dict[str, Any]:
    findings = findings_of(run)
    return {
        "community": community,
        "url": address(request, "health", community=community.slug),
        "word": run.word,
        "period": period_of(run),
        "reason": reason_of(run, findings),
        "finding": next((one for one in findings if not one["is_performance"]), None),
    }
