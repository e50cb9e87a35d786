"""Health checks: the list, a community's own page, its figures to take away, and the written definitions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from analytics.corrective.page import followed_up
from analytics.health.checking import last_days, start_check
from analytics.health.forms import DefaultForm, RhythmForm
from analytics.health.health_default import HealthDefault
from analytics.health.indicators import DEFINITIONS_VERSION, INDICATORS, PEOPLE
from analytics.health.listing import checks_of, choices_of, narrowed
from analytics.health.page import (
    checked_community,
    figures_of,
    health_page,
    may_run,
    stored_runs,
)
from analytics.health.rhythm import choose_default, choose_rhythm, default_rhythm
from analytics.health.subjects.registered import SUBJECTS
from analytics.health.tabling import shown_to
from communities.community.standing import acting_person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response, pdf_response
from tenancy.wall.middleware import ActedRequest

SHOWN_CHOICES = 50


@require_GET
@requires(Permission.READ_HEALTH)
def health_checks(request: ActedRequest) -> HttpResponse:
    """The latest check of each community of which the reader sees any, narrowed by word and name."""
    every = checks_of(request)
    word, name = request.GET.get("word", ""), request.GET.get("q", "")[:80]
    values = {
        "every": every,
        "checks": narrowed(every, word=word, name=name),
        "choices": choices_of(every, word=word),
        "word": word,
        "name": name,
        "lets_know": request.actor.surface == "workspace",
    }
    return render(request, "analytics/health/list.html", values)


@require_GET
@requires(Permission.READ_HEALTH)
def health_checks_csv(request: ActedRequest) -> HttpResponse:
    """The same list to take away: a word and its reason for each community, no figure."""
    rows = [
        (
            line["community"].name,
            line["community"].get_kind_display(),
            line["run"].first_day,
            line["run"].last_day,
            line["word"],
            line["reason"],
        )
        for line in checks_of(request)
    ]
    columns = ("community", "kind", "first_day", "last_day", "word", "reason")
    return csv_response("health-checks.csv", columns=columns, rows=rows)


@require_GET
@requires(Permission.READ_HEALTH)
def health(request: ActedRequest, community: str) -> HttpResponse:
    """The check of a community, as far as the reader may see it."""
    found = checked_community(request, community)
    values = health_page(request, found)
    findings = followed_up(request, found, values["findings"], values["runs"])
    values["findings"] = [one for one in findings if not one["is_performance"]]
    values["performance"] = [one for one in findings if one["is_performance"]]
    values["apart"] = [part for part in values["parts"] if part["is_performance"]]
    return render(request, "analytics/health/health.html", values)


@require_POST
@requires(Permission.READ_HEALTH)
def health_runs(request: ActedRequest, community: str) -> HttpResponse:
    """Starts a check of the last thirty days."""
    found = checked_community(request, community)
    if not may_run(request, found):
        raise PermissionDenied(_("A check is started by the leader, the deputy or the operator."))
    here = address(request, "health", community=found.slug)
    start_check(found, period=last_days(today=timezone.localdate()), result_url=here)
    messages.success(request, _("The check has begun. You may leave this page; it goes on."))
    return redirect(here)


@require_POST
@requires(Permission.READ_HEALTH)
def health_rhythm(request: ActedRequest, community: str) -> HttpResponse:
    """Chooses how often the community is checked."""
    found = checked_community(request, community)
    if not may_run(request, found):
        raise PermissionDenied(
            _("How often it is checked is chosen by the leader, the deputy or the operator.")
        )
    form = RhythmForm(request.POST)
    if form.is_valid():
        months = form.cleaned_data["months"]
        choose_rhythm(found, months=months)
        rhythm = (months or default_rhythm()).label
        messages.success(request, _("From now on it is checked %(rhythm)s.") % {"rhythm": rhythm})
    else:
        messages.error(request, _("Choose one of the periods offered."))
    return redirect(address(request, "health", community=found.slug))


@require_http_methods(["GET", "POST"])
@requires(Permission.SET_CHECK_PERIOD)
def health_default(request: ActedRequest) -> HttpResponse:
    """How often communities are checked that have not chosen for themselves, and what was chosen before."""
    me = acting_person(request)
    usual = default_rhythm()
    form = DefaultForm(request.POST or None, initial={"months": usual})
    if request.method == "POST" and form.is_valid():
        months = form.cleaned_data["months"]
        if months != usual:
            choose_default(months, by=me, at=timezone.now())
        messages.success(request, _("From now on: %(rhythm)s.") % {"rhythm": months.label})
        return redirect(address(request, "health_default"))
    history = HealthDefault.objects.visible_to(me).select_related("chosen_by")[:SHOWN_CHOICES]
    values = {"form": form, "usual": usual, "history": history}
    return render(request, "analytics/health/default.html", values, status=400 if form.errors else 200)


@require_GET
@requires(Permission.READ_HEALTH)
def health_csv(request: ActedRequest, community: str) -> HttpResponse:
    """All stored figures that the reader sees, one line per run and indicator."""
    found = checked_community(request, community)
    runs = stored_runs(request, found)
    values = figures_of(runs)
    rows: list[tuple[Any, ...]] = [
        (run.first_day, run.last_day, run.definitions, indicator.key, values[run.id][indicator.key])
        for run in runs
        for indicator in INDICATORS
        if indicator.key in values[run.id]
    ]
    columns = ("first_day", "last_day", "definitions", "indicator", "value")
    return csv_response(f"health-{found.slug}.csv", columns=columns, rows=rows)


@require_GET
@requires(Permission.READ_HEALTH)
def health_pdf(request: ActedRequest, community: str) -> HttpResponse:
    """The chosen check as the reader's page shows it, to print and to send."""
    from analytics.health.paper import paper  # fonts and their tools load when somebody prints

    found = checked_community(request, community)
    values = health_page(request, found)
    if values["run"] is None:
        raise Http404
    content = paper(values, findings=followed_up(request, found, values["findings"], values["runs"]))
    return pdf_response(f"health-{found.slug}-{values['run'].last_day:%Y-%m-%d}.pdf", content)


@require_GET
@requires(Permission.READ_HEALTH)
def health_definitions(request: ActedRequest) -> HttpResponse:
    """What each indicator means, in the version that checks use now."""
    subjects = [
        {
            "subject": subject,
            "rows": [{"indicator": one, "shown": shown_to(one)} for one in subject.indicators],
        }
        for subject in SUBJECTS
    ]
    values = {"version": DEFINITIONS_VERSION, "people": PEOPLE, "subjects": subjects}
    return render(request, "analytics/health/definitions.html", values)
