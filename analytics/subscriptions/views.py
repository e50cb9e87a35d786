"""Subscriptions to reports, and the reports made for them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from analytics.subscriptions.made_report import MadeReport
from analytics.subscriptions.report_subscription import PERMISSIONS, Report, ReportSubscription, Rhythm
from analytics.subscriptions.subscribing import subscribe, unsubscribe
from communities.community.standing import acting_person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response, pdf_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest


class RhythmForm(forms.Form):
    """How often a report comes; empty for no more."""

    months = forms.TypedChoiceField(
        choices=[("", ""), *Rhythm.choices], coerce=int, empty_value=None, required=False
    )


@require_GET
@requires(Permission.USE_WORKSPACE)
def subscriptions(request: ActedRequest) -> HttpResponse:
    """What I get and how often, and what was made for me."""
    person = acting_person(request)
    held = {one.report: one for one in ReportSubscription.objects.visible_to(person)}
    made, following = newest_first(MadeReport.objects.visible_to(person), after=request.GET.get("after", ""))
    offered = [Report(code) for code, needed in PERMISSIONS.items() if request.actor.may(needed)]
    values = {
        "offered": [_offered(request, report, held.get(report)) for report in offered],
        "made": [_made(request, one) for one in made],
        "next_url": f"?after={following}" if following else "",
        "rhythms": Rhythm.choices,
    }
    return render(request, "analytics/subscriptions/list.html", values)


def _offered(request: ActedRequest, report: Report, held: ReportSubscription | None) -> dict[str, Any]:
    pages = {Report.PROGRAMME: "programme", Report.UPLIFT: "uplift_reports", Report.HEALTH: "health_checks"}
    return {
        "report": report.value,
        "label": report.label,
        "page": address(request, pages[report]),
        "action": address(request, "subscription", report=report.value),
        "held": held,
        "is_running": held is not None and held.is_running,
    }


def _made(request: ActedRequest, made: MadeReport) -> dict[str, Any]:
    return {
        "label": f"{made.get_report_display()}, {date_format(made.period, 'YEAR_MONTH_FORMAT')}",
        "url": address(request, "made_report", report=made.id),
        "value": date_format(made.at),
    }


@require_POST
@requires(Permission.USE_WORKSPACE)
def subscription(request: ActedRequest, report: str) -> HttpResponse:
    """Subscribes with `months`, ends the subscription without."""
    if report not in Report.values:
        raise Http404
    if not request.actor.may(PERMISSIONS[Report(report)]):
        raise PermissionDenied(_("You may not read this report."))
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Choose every month or every quarter."), status=400)
    months = form.cleaned_data["months"]
    if months:
        subscribe(report, months=months)
        messages.success(
            request, _("Subscribed. A mail says when the report is ready, and nothing of what it says.")
        )
    elif unsubscribe(report):
        messages.success(request, _("Ended. Choose a rhythm below to get it again."))
    return redirect(address(request, "subscriptions"))


@require_GET
@requires(Permission.USE_WORKSPACE)
def made_report(request: ActedRequest, report: UUID) -> HttpResponse:
    """A report as it stood when it was made; an uplift report on its own page."""
    found = get_object_or_404(MadeReport.objects.visible_to(acting_person(request)), id=report)
    if found.run_id:
        return redirect(address(request, "uplift_report", run=found.run_id))
    tables = [
        {
            **table,
            "columns": _columns(table),
            "rows": [{"cells": row} for row in table["rows"]],
            "csv_url": address(request, "made_report_csv", report=found.id, table=table["name"]),
        }
        for table in found.tables
    ]
    crumbs = [{"label": _("Subscriptions"), "url": address(request, "subscriptions")}]
    month = date_format(found.period, "YEAR_MONTH_FORMAT")
    values = {"made": found, "tables": tables, "crumbs": crumbs, "month": month}
    return render(request, "analytics/subscriptions/report.html", values)


@require_GET
@requires(Permission.USE_WORKSPACE)
def made_report_pdf(request: ActedRequest, report: UUID) -> HttpResponse:
    """The report as it stood, to print and to send; an uplift report is its run's own paper."""
    from analytics.subscriptions.paper import paper  # fonts and their tools load when somebody prints

    found = get_object_or_404(MadeReport.objects.visible_to(acting_person(request)), id=report)
    if found.run_id:
        return redirect(address(request, "uplift_pdf", run=found.run_id))
    return pdf_response(f"{found.report}-{found.period:%Y-%m}.pdf", paper(found))


@require_GET
@requires(Permission.USE_WORKSPACE)
def made_report_csv(request: ActedRequest, report: UUID, table: str) -> HttpResponse:
    """One table of it."""
    found = get_object_or_404(MadeReport.objects.visible_to(acting_person(request)), id=report)
    chosen = next((one for one in found.tables if one["name"] == table), None)
    if chosen is None:
        raise Http404
    name = f"{found.report}-{table}-{found.period:%Y-%m}.csv"
    return csv_response(name, columns=chosen["columns"], rows=chosen["rows"])


def _columns(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Figures to the right, words to the left, whatever kind of table it is."""
    return [
        {"label": label, "numeric": at > 0 and all(_is_figure(row[at]) for row in table["rows"])}
        for at, label in enumerate(table["columns"])
    ]


def _is_figure(cell: Any) -> bool:
    return not cell or str(cell).strip("−-–+")[:1].isdigit() or cell == "–"
