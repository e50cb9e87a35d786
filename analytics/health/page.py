"""The values of the health pages: what of a check its reader sees, over the stored runs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.health.health_figure import HealthFigure
from analytics.health.health_finding import HealthFinding
from analytics.health.health_run import HealthRun, RunState, Word
from analytics.health.indicator import Indicator, Unit
from analytics.health.indicators import INDICATORS, PEOPLE
from analytics.health.wording import worded, written
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
        "findings": findings_of(chosen) if chosen else [],
        "reason": reason_of(chosen) if chosen else "",
        "table": _table(chosen, before, values) if chosen else None,
        "plots": _plots(runs, values),
        "people": PEOPLE,
        "may_run": may_run(request, community),
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


def reason_of(run: HealthRun) -> str:
    """Why it is this word, as far as the reader may know."""
    titles = [str(finding["title"]) for finding in findings_of(run)]
    if titles:
        return ". ".join(titles[:2]) + "."
    if run.word == Word.HEALTHY:
        return _("Nothing in this period calls for action.")
    if run.word == Word.UNKNOWN:
        return _("With fewer than two members there is nothing to judge.")
    return _("The leader of this community has the findings behind it.")


def period_of(run: HealthRun) -> str:
    """The days of the run in the reader's language; a whole calendar month by its name."""
    first, last = run.first_day, run.last_day
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and last.day >= 28:
        return str(date_format(first, "YEAR_MONTH_FORMAT"))
    return f"{date_format(first, 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"


def _table(run: HealthRun, before: Sequence[HealthRun], values: dict[UUID, Any]) -> list[dict[str, Any]]:
    earlier = values[before[0].id] if before else {}
    return [
        {
            "key": indicator.key,
            "label": indicator.label,
            "value": written(indicator.key, values[run.id][indicator.key]),
            "before": written(indicator.key, earlier.get(indicator.key)),
            "definition": indicator.definition,
            "better": indicator.better,
            "shown": shown_to(indicator),
        }
        for indicator in INDICATORS
        if indicator.key in values[run.id]
    ]


def shown_to(indicator: Indicator) -> str:
    """Who sees the indicator, in words."""
    if indicator.for_members and indicator.for_office:
        return _("all")
    if indicator.for_members:
        return _("members")
    return _("leader, programme office") if indicator.for_office else _("leader")


def _plots(runs: Sequence[HealthRun], values: dict[UUID, Any]) -> list[dict[str, Any]]:
    plots = []
    for indicator in INDICATORS:
        points = [(run, values[run.id].get(indicator.key)) for run in reversed(runs)]
        known = [(run, value) for run, value in points if value is not None]
        if indicator.plotted and len(known) > 1:
            plots.append(_plot(indicator, known, is_current=points[-1][1] is not None))
    return plots


def _plot(indicator: Indicator, known: list[tuple[HealthRun, float]], *, is_current: bool) -> dict[str, Any]:
    share = indicator.unit == Unit.SHARE
    values = [round(100 * value, 1) if share else value for _run, value in known]
    labels = [date_format(run.last_day, "M y") for run, _value in known]
    data: dict[str, Any] = {"x": labels, "values": values}
    if indicator.band:
        data["reference"] = {"from": 100 * indicator.band[0], "to": 100 * indicator.band[1]}
    rows = [{"cells": (period_of(run), written(indicator.key, value))} for run, value in known]
    last = written(indicator.key, known[-1][1])
    if not is_current:
        last = f"{last} ({period_of(known[-1][0])})"
    return {
        "id": f"plot-{indicator.key.replace('_', '-')}",
        "title": f"{indicator.label}: {last}",
        "unit": _("%(better)s is better") % {"better": indicator.better} if indicator.better else "",
        "data": data,
        "table": {
            "columns": [{"label": _("Period")}, {"label": indicator.label, "numeric": True}],
            "rows": rows,
        },
    }


def _open_task(request: ActedRequest, community: Community) -> dict[str, Any] | None:
    """How far the check is that the reader has started; None where none is under way."""
    run = (
        HealthRun.objects.filter(community=community, state=RunState.WAITING).order_by("-created_at").first()
    )
    if run is None:
        return None
    row = QueuedTask.objects.visible_to(acting_person(request)).filter(key=f"health:{run.id}").first()
    return progress_of(row, request) if row and not row.has_ended else None
