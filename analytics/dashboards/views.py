"""The programme page, and its tables to take away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from analytics.costs.page import spent
from analytics.dashboards.page import csv_table, programme_page
from communities.community.standing import acting_person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.downloads import csv_response, pdf_response
from tenancy.wall.middleware import ActedRequest


@require_GET
@requires(Permission.READ_PROGRAMME)
def programme(request: ActedRequest) -> HttpResponse:
    """Formed, still active, trained, and how long a kick-off takes."""
    me = acting_person(request)
    values = programme_page(me)
    if request.actor.may(Permission.RUN_UPLIFT):
        values["spent"] = spent(me)
    return render(request, "analytics/dashboards/programme.html", values)


@require_GET
@requires(Permission.READ_PROGRAMME)
def programme_pdf(request: ActedRequest) -> HttpResponse:
    """The same as the page, to print and to send."""
    from analytics.dashboards.paper import paper  # fonts and their tools load when somebody prints

    today = timezone.localdate()
    assert request.actor.tenant is not None  # the permission was asked for first
    content = paper(programme_page(acting_person(request)), firm=request.actor.tenant.name, today=today)
    return pdf_response(f"programme-{today:%Y-%m-%d}.pdf", content)


@require_GET
@requires(Permission.READ_PROGRAMME)
def programme_csv(request: ActedRequest, table: str) -> HttpResponse:
    """One table of the page."""
    found = csv_table(acting_person(request), table)
    if found is None:
        raise Http404
    rows: list[tuple[Any, ...]] = [tuple(row["cells"]) for row in found["rows"]]
    columns = tuple(str(column["label"]) for column in found["columns"])
    return csv_response(f"programme-{table}.csv", columns=columns, rows=rows)
