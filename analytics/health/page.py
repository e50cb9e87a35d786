"""The values of the health pages: what of a check its reader sees, over the stored runs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from analytics.health.comparing import bands_of
from analytics.health.health_figure import HealthFigure
from analytics.health.health_finding import HealthFinding
from analytics.health.health_rhythm import Months, rhythm_of
from analytics.health.health_run import HealthRun, RunState, Word
from analytics.health.indicators import PEOPLE
from analytics.health.parts import parts_of
from analytics.health.periods import period_of
from analytics.health.plotting import plots_of
from analytics.health.rhythm import default_rhythm
from analytics.health.tabling import tables_of
from analytics.health.wording import worded
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import LEADING, acting_person, community_of, placed
from tenancy.people.person import Party
from tenancy.permissions.roles import Role
from tenancy.slots.community_tabs import community_tabs
from tenancy.surfaces.addresses import address
from tenancy.tasks.queued_task import QueuedTask
from tenancy.tasks.views import progress_of
from tenancy.wall.middleware import ActedRequest

PLOTTED_RUNS = 13


def checked_community(request: ActedRequest, slug: str) -> Community:
    """The community; Http404 where the reader sees nothing of its check."""
    found = community_of(request, slug)
    if not may_see(request, found):
        raise Http404
    return found


def may_see(request: ActedRequest, community: Any) -> bool:
    """Whether the wall shows anything of this community's checks to the reader; runs no query."""
    office = Role.PROGRAMME_OFFICE in request.actor.roles and community.kind == Kind.INDUCED_COP
    return bool(community.opens or acting_person(request).party == Party.OPERATOR or office)


def may_run(request: ActedRequest, community: Community) -> bool:
    """Whether the reader may ask for a check of it."""
    if community.kind == Kind.ARCHIVE:
        return placed(community).opens
    leads = placed(community).opens and placed(community).my_role in LEADING
    return leads or acting_person(request).party == Party.OPERATOR


def health_page(request: ActedRequest, community: Community) -> dict[str, Any]:
    """The chosen check (the latest unless `?run=` names one) with its figures, findings and development."""
    runs = stored_runs(request, community)
    chosen = next((run for run in runs if str(run.id) == request.GET.get("run")), runs[0] if runs else None)
    values = figures_of(runs)
    before = runs[runs.index(chosen) + 1 :][:1] if chosen else []
    bands = bands_of(request, community, chosen)
    findings = findings_of(chosen) if chosen else []
    tables = tables_of(chosen, before, values, bands) if chosen else []
    return {
        "community": community,
        "tabs": community_tabs(request, community, current="health"),
        "crumbs": [
            {"label": _("Health checks"), "url": address(request, "health_checks")},
            {"label": community.name, "url": address(request, "community", community=community.slug)},
        ],
        "run": chosen,
        "period": period_of(chosen) if chosen else "",
        "earlier": before[0] if before else None,
        "findings": findings,
        "reason": reason_of(chosen, findings) if chosen else "",
        "runs": [chosen, *(run for run in runs if run != chosen)] if chosen else [],
        "tables": tables,
        "others": max((band.others for band in bands.values()), default=0),
        "parts": parts_of(tables, plots_of(runs, values, bands), findings),
        "people": PEOPLE,
        "may_run": may_run(request, community),
        "rhythms": Months.choices,
        "rhythm": rhythm_of(community),
        "usual": default_rhythm(),
        "task": _open_task(request, community),
    }


def stored_runs(request: ActedRequest, community: Community) -> list[HealthRun]:
    """The finished runs, the latest period first and each period once."""
    runs = HealthRun.objects.visible_to(acting_person(request)).done().filter(community=community)
    latest: dict[tuple[Any, Any], HealthRun] = {}
    for run in runs[: 4 * PLOTTED_RUNS]:
        latest.setdefault((run.first_day, run.last_day), run)
    return list(latest.values())[:PLOTTED_RUNS]


def figures_of(runs: Iterable[HealthRun]) -> dict[UUID, dict[str, float | None]]:
    """What the reader sees of the runs' figures, by run and indicator."""
    found: defaultdict[UUID, dict[str, float | None]] = defaultdict(dict)
    rows = HealthFigure.objects.filter(run_id__in=[run.id for run in runs])
    for run, indicator, value in rows.values_list("run_id", "indicator", "value"):
        found[run][indicator] = value
    return found


def findings_of(run: HealthRun) -> list[dict[str, Any]]:
    """The findings that the reader sees, the gravest first."""
    return [worded(finding) for finding in HealthFinding.objects.filter(run=run)]


def reason_of(run: HealthRun, findings: Iterable[Mapping[str, Any]]) -> str:
    """Why it is this word, as far as the reader may know; `findings` are those of the run."""
    titles = [str(finding["title"]) for finding in findings if not finding["is_performance"]]
    if titles:
        return ". ".join(titles[:2]) + "."
    if run.word == Word.HEALTHY:
        return _("Nothing in this period calls for action.")
    if run.word == Word.UNKNOWN:
        return _("With fewer than two members there is nothing to judge.")
    return _("The leader of this community has the findings behind it.")


def _open_task(request: ActedRequest, community: Community) -> dict[str, Any] | None:
    """How far the check is that the reader has started; None where none is under way."""
    run = (
        HealthRun.objects.filter(community=community, state=RunState.WAITING).order_by("-created_at").first()
    )
    if run is None:
        return None
    row = QueuedTask.objects.visible_to(acting_person(request)).filter(key=f"health:{run.id}").first()
    return progress_of(row, request) if row and not row.has_ended else None
