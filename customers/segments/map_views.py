"""The page of the potential map."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from customers.segments.potential_map import figure_of, spots
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

COLUMNS = ["external_id", "name", "potential", "share_percent", "segment"]
LISTED = 15


@requires(Permission.READ_SEGMENTS)
@require_GET
def potential_map(request: ActedRequest) -> HttpResponse:
    """Accounts by potential and share, as far as the reader sees sales."""
    found = spots(until=timezone.localdate().replace(day=1))
    values = {
        "figure": figure_of(found),
        "largest": sorted(found, key=lambda s: s.potential * (s.share / 100 - 1))[:LISTED],
        "crumbs": [{"label": _("Segments"), "url": address(request, "segments")}],
    }
    return render(request, "customers/segments/map.html", values)


@requires(Permission.READ_SEGMENTS)
@require_GET
def potential_map_csv(request: ActedRequest) -> HttpResponse:
    """All accounts of the map as a file."""
    found = spots(until=timezone.localdate().replace(day=1))
    rows = ((s.external_id, s.name, s.potential, s.share, s.segment) for s in found)
    return csv_response("potential-map.csv", columns=COLUMNS, rows=rows)
