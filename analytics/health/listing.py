"""The latest check of each community that the reader may see something of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from analytics.health.health_finding import HealthFinding
from analytics.health.health_run import HealthRun, Word
from analytics.health.indicators import SUBJECT_OF_FINDING, WORDS
from analytics.health.periods import period_of
from analytics.health.subject import Section
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import acting_person
from tenancy.search.folding import fold
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

GRAVEST_FIRST = (Word.ACT, Word.WATCH, Word.UNKNOWN, Word.HEALTHY, "")


def checks_of(request: ActedRequest) -> list[dict[str, Any]]:
    """One line per community, those that call for action first. Three queries."""
    latest = latest_runs(request)
    reasons = _reasons(latest)
    communities = Community.objects.in_bulk([run.community_id for run in latest])
    lines = [
        {
            "community": communities[run.community_id],
            "url": address(request, "health", community=communities[run.community_id].slug),
            "word": run.word,
            "reason": reasons.get(run.id, ""),
            "period": period_of(run),
            "run": run,
        }
        for run in latest
        if run.community_id in communities
    ]
    return sorted(lines, key=lambda line: (GRAVEST_FIRST.index(line["word"]), line["community"].name))


def narrowed(lines: Iterable[dict[str, Any]], *, word: str, name: str) -> list[dict[str, Any]]:
    """The lines of that word and with that text in the name; an empty one narrows nothing."""
    wanted = fold(name)
    return [
        line
        for line in lines
        if (not word or line["word"] == word) and wanted in fold(line["community"].name)
    ]


def choices_of(lines: Sequence[dict[str, Any]], *, word: str) -> list[dict[str, Any]]:
    """What the list can be narrowed to, each word that occurs with how often it does."""
    counts = Counter(line["word"] for line in lines)
    words = [(value, Word(value).label) for value in GRAVEST_FIRST if value and counts[value]]
    return [
        {
            "label": label,
            "url": f"?word={value}" if value else "?",
            "count": counts[value] if value else len(lines),
            "current": value == word,
        }
        for value, label in [("", _("All")), *words]
    ]


def _reasons(runs: Iterable[HealthRun]) -> dict[UUID, str]:
    """By run the gravest finding on vitality that the reader may see, in words."""
    rows = HealthFinding.objects.filter(run_id__in=[run.id for run in runs]).order_by("run_id", "rank")
    found: dict[UUID, str] = {}
    for row in rows:
        subject = SUBJECT_OF_FINDING.get(row.code)
        if subject and subject.section == Section.VITALITY:
            found.setdefault(row.run_id, str(WORDS[row.code].title))
    return found


def latest_runs(request: ActedRequest) -> list[HealthRun]:
    """The latest finished run of each community that the wall shows to the reader, archives left out."""
    runs = HealthRun.objects.visible_to(acting_person(request)).done().exclude(kind=Kind.ARCHIVE)
    latest: dict[UUID, HealthRun] = {}
    for run in runs.order_by("community_id", "-last_day", "-created_at").distinct("community_id"):
        latest[run.community_id] = run
    return list(latest.values())
