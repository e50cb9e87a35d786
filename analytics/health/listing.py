"""The latest check of each community that the reader may see something of."""

from typing import Any
from uuid import UUID

from analytics.health.health_run import HealthRun, Word
from analytics.health.periods import period_of
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import acting_person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

GRAVEST_FIRST = (Word.ACT, Word.WATCH, Word.UNKNOWN, Word.HEALTHY, "")


def checks_of(request: ActedRequest) -> list[dict[str, Any]]:
    """One line per community, those that call for action first. Two queries."""
    latest = latest_runs(request)
    communities = Community.objects.in_bulk([run.community_id for run in latest])
    lines = [
        {
            "community": communities[run.community_id],
            "url": address(request, "health", community=communities[run.community_id].slug),
            "word": run.word,
            "period": period_of(run),
        }
        for run in latest
        if run.community_id in communities
    ]
    return sorted(lines, key=lambda line: (GRAVEST_FIRST.index(line["word"]), line["community"].name))


def latest_runs(request: ActedRequest) -> list[HealthRun]:
    """The latest finished run of each community that the wall shows to the reader, archives left out."""
    runs = HealthRun.objects.visible_to(acting_person(request)).done().exclude(kind=Kind.ARCHIVE)
    latest: dict[UUID, HealthRun] = {}
    for run in runs.order_by("community_id", "-last_day", "-created_at").distinct("community_id"):
        latest[run.community_id] = run
    return list(latest.values())
