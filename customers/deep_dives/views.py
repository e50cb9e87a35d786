"""Pages of Deep Dives: the list, one workshop, its words, its state, its report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.discussions.markdown import render as as_html
from customers.deep_dives.deep_dive import DeepDive, DiveStatus
from customers.deep_dives.forms import DeepDiveForm, SummaryForm
from customers.deep_dives.holding import (
    ConsentMissing,
    NobodyCame,
    SummaryMissing,
    change_deep_dive,
    evaluate,
    hold,
    plan_deep_dive,
    reopen,
)
from customers.deep_dives.loading import held_dive, holds, me, visible_dive
from customers.deep_dives.picture import drawn
from customers.deep_dives.reading import COLUMNS, found_dives, guests_of, rows_of
from customers.needs.board import Evidence, evidence
from customers.needs.need import Need
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

SAID = ("title", "held_on", "place", "scenario", "scenario_text", "drivers", "questions", "agenda")
FILTERS = ("q", "status")


@requires(Permission.USE_WORKSPACE)
@require_GET
def deep_dives(request: ActedRequest) -> HttpResponse:
    """The workshops that the reader may know of, the newest first."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    page, following = newest_first(found_dives(me(request), asked=asked), after=request.GET.get("after", ""))
    values = {
        "dives": page,
        "asked": asked,
        "statuses": DiveStatus.choices,
        "next_url": f"?after={following}&status={asked['status']}" if following else "",
    }
    return render(request, "customers/deep_dives/deep_dives.html", values)


@requires(Permission.USE_WORKSPACE)
@require_GET
def deep_dives_csv(request: ActedRequest) -> HttpResponse:
    """The same list as a file."""
    found = found_dives(me(request), asked={name: request.GET.get(name, "") for name in FILTERS})
    return csv_response("deep-dives.csv", columns=COLUMNS, rows=rows_of(found))


@requires(Permission.HOLD_DEEP_DIVES)
@require_http_methods(["GET", "POST"])
def deep_dive_new(request: ActedRequest) -> HttpResponse:
    """Plans a workshop."""
    form = DeepDiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        dive = plan_deep_dive(**form.cleaned_data, by=me(request), at=timezone.now())
        return redirect(address(request, "deep_dive", dive=dive.id))
    status = 400 if form.errors else 200
    return render(request, "customers/deep_dives/edit.html", {"form": form}, status=status)


@requires(Permission.USE_WORKSPACE)
@require_GET
def deep_dive(request: ActedRequest, dive: UUID) -> HttpResponse:
    """The workshop: scenario, guests, map, needs, papers, summary."""
    return page_of(request, visible_dive(request, dive))


@requires(Permission.USE_WORKSPACE)
@require_GET
def deep_dive_report(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Everything on paper."""
    return page_of(request, visible_dive(request, dive), template="customers/deep_dives/report.html")


@requires(Permission.USE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def deep_dive_edit(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Changes the words of the scenario, the agenda, the day."""
    row = held_dive(request, dive)
    told = {name: getattr(row, name) for name in SAID} | {"held_on": row.held_on.isoformat()}
    form = DeepDiveForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        change_deep_dive(row, **form.cleaned_data, by=me(request))
        return redirect(address(request, "deep_dive", dive=row.id))
    values = {"form": form, "dive": row}
    return render(request, "customers/deep_dives/edit.html", values, status=400 if form.errors else 200)


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_summary(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Keeps the summary."""
    row = held_dive(request, dive)
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return page_of(request, row, summary_form=form, status=400)
    change_deep_dive(row, summary=form.cleaned_data["summary"], by=me(request))
    return redirect(address(request, "deep_dive", dive=row.id))


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_state(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Held, evaluated, or one state back."""
    row = held_dive(request, dive)
    try:
        if request.POST.get("to") == DiveStatus.HELD and row.status == DiveStatus.PLANNED:
            hold(row, by=me(request), at=timezone.now())
        elif request.POST.get("to") == DiveStatus.EVALUATED and row.status == DiveStatus.HELD:
            evaluate(row, by=me(request), at=timezone.now())
        elif request.POST.get("to") == "back":
            reopen(row, by=me(request))
    except NobodyCame:
        messages.error(request, _("Tick first who came: a workshop without a customer was not held."))
    except ConsentMissing:
        messages.error(request, _("Somebody who came has not been asked for consent. Ask, then go on."))
    except SummaryMissing:
        messages.error(request, _("Write the summary first; then the workshop counts as evaluated."))
    return redirect(address(request, "deep_dive", dive=row.id))


def page_of(
    request: ActedRequest,
    row: DeepDive,
    *,
    template: str = "customers/deep_dives/deep_dive.html",
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    """The workshop's page; also for forms that failed on it."""
    stakeholders, influences = (
        list(row.stakeholders.all()),
        list(row.influences.select_related("source", "target")),
    )
    guests, proofs = guests_of(row), evidence()
    needs = Need.objects.visible_to(me(request)).filter(sources__deep_dive=row).distinct().order_by("title")
    values: dict[str, Any] = {
        "dive": row,
        "holds": holds(row),
        "guests": guests,
        "waiting": sum(guest.waits for guest in guests),
        "influences": influences,
        "today_map": drawn(stakeholders, influences, tomorrow=False),
        "tomorrow_map": drawn(stakeholders, influences, tomorrow=True),
        "lines": [{"need": need, "proof": proofs.get(need.id, Evidence())} for need in needs],
        "documents": row.documents.select_related("added_by"),
        "drivers": _entries(row.drivers),
        "questions": _entries(row.questions),
        "agenda": [line.partition(" ")[::2] for line in _entries(row.agenda)],
        "summary_html": as_html(row.summary),
        "scenario_html": as_html(row.scenario_text),
        "summary_form": SummaryForm(initial={"summary": row.summary}),
        **forms,
    }
    return render(request, template, values, status=status)


def _entries(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
