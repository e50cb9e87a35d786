"""The programme page, and its tables to take away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from analytics.dashboards.page import csv_table, programme_page
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import acting_person
from customers.training.delay import DelayCause
from customers.training.recording import tell_delay
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest


@require_GET
@requires(Permission.READ_PROGRAMME)
def programme(request: ActedRequest) -> HttpResponse:
    """Formed, still active, trained, and how long a kick-off takes."""
    values = programme_page(acting_person(request))
    return render(request, "analytics/dashboards/programme.html", values)


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


@require_POST
@requires(Permission.PREPARE_CUSTOMER_COMMUNITY)
def kick_off_delay(request: ActedRequest, community: str) -> HttpResponse:
    """The steward tells what held the kick-off up; others find nothing here."""
    person = acting_person(request)
    stewarded = Community.objects.visible_to(person).filter(stewardships__person=person)
    found = get_object_or_404(stewarded, slug=community, kind=Kind.CUSTOMER)
    if request.POST.get("cause") not in DelayCause.values:
        raise Http404
    note = request.POST.get("note", "")[:400]
    tell_delay(found, cause=DelayCause(request.POST["cause"]), note=note, by=person, at=timezone.now())
    messages.success(request, _("Noted. It shows in the programme page as a cause, without your name."))
    return redirect(address(request, "preparation"))
