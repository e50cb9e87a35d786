"""Uplift reports: the list, one report, its numbers to take away, the method note, a new run."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from analytics.uplift.forms import RunForm
from analytics.uplift.page import list_page, report_page
from analytics.uplift.released import release
from analytics.uplift.runs import STANDARD_SPEC, start_run
from analytics.uplift.spec import USUAL_WINDOW
from analytics.uplift.tables import TABLES
from analytics.uplift.uplift_run import UpliftRun
from communities.community.standing import acting_person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response, pdf_response
from tenancy.wall.middleware import ActedRequest


@require_GET
@requires(Permission.READ_UPLIFT)
def uplift_reports(request: ActedRequest) -> HttpResponse:
    """The stored reports."""
    return render(request, "analytics/uplift/list.html", list_page(request))


@require_POST
@requires(Permission.RUN_UPLIFT)
def uplift_runs(request: ActedRequest) -> HttpResponse:
    """Starts a report on the complete months so far; one at a time in a tenant."""
    form = RunForm(request.POST or {"window": USUAL_WINDOW})
    if not form.is_valid():
        return render(request, "analytics/uplift/list.html", list_page(request) | {"form": form}, status=400)
    start_run(
        until=timezone.localdate(),
        result_url=lambda run: address(request, "uplift_report", run=run),
        spec={**STANDARD_SPEC, **form.cleaned_data},
    )
    messages.success(request, _("The report is being computed. You may leave this page; it goes on."))
    return redirect(address(request, "uplift_reports"))


@require_GET
@requires(Permission.READ_UPLIFT)
def uplift_report(request: ActedRequest, run: UUID) -> HttpResponse:
    """One report."""
    found = get_object_or_404(UpliftRun.objects.visible_to(acting_person(request)), id=run)
    return render(request, "analytics/uplift/report.html", report_page(request, found))


@require_GET
@requires(Permission.READ_UPLIFT)
def uplift_json(request: ActedRequest, run: UUID) -> HttpResponse:
    """What the page shows, as JSON."""
    found = get_object_or_404(UpliftRun.objects.visible_to(acting_person(request)).done(), id=run)
    about = {"inputs": found.inputs_hash, "code": found.code_version, "until": found.until_month}
    response = JsonResponse({**about, **asdict(release(found.result))})
    name = f"uplift-{found.created_at:%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@requires(Permission.READ_UPLIFT)
def uplift_pdf(request: ActedRequest, run: UUID) -> HttpResponse:
    """The same as the page, to print and to send."""
    from analytics.uplift.paper import paper  # fonts and their tools load when somebody prints

    found = get_object_or_404(UpliftRun.objects.visible_to(acting_person(request)).done(), id=run)
    tables = {name: make(release(found.result)) for name, make in TABLES.items()}
    content = paper(found, report_page(request, found), tables)
    return pdf_response(f"uplift-{found.until_month:%Y-%m}.pdf", content)


@require_GET
@requires(Permission.READ_UPLIFT)
def uplift_csv(request: ActedRequest, run: UUID, table: str) -> HttpResponse:
    """The table behind one chart."""
    if table not in TABLES:
        raise Http404
    found = get_object_or_404(UpliftRun.objects.visible_to(acting_person(request)).done(), id=run)
    drawn = TABLES[table](release(found.result))
    return csv_response(f"uplift-{table}.csv", columns=drawn.columns, rows=drawn.rows)


@require_GET
@requires(Permission.READ_UPLIFT)
def uplift_method(request: ActedRequest) -> HttpResponse:
    """How the report is made and what it does not say."""
    crumbs = [{"label": _("Uplift"), "url": address(request, "uplift_reports")}]
    return render(request, "analytics/uplift/method.html", {"crumbs": crumbs})
