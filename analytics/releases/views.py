"""Released figures: the community's page with its switches, the sponsor's page, and both to take away."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from analytics.releases.figures import BY_KEY, FIGURES
from analytics.releases.page import csv_rows, released_months, sponsor_page, switches_of
from analytics.releases.preparing import threshold
from analytics.releases.switching import switch
from communities.seats.arriving import arrive, framed, me
from communities.seats.standing import Standing
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("month", "community", "figure", "value")


@require_GET
@requires(Permission.USE_PORTAL)
def releases(request: ActedRequest, community: str) -> HttpResponse:
    """What leaves a community each month, when, to whom; for its members."""
    standing = _arrived(request, community)
    values = framed(request, standing, page="releases") | {
        "months": released_months(standing.community, reader=standing.person),
        "switches": [
            one | {"action": _switch_address(request, community, one["figure"].key)}
            for one in switches_of(standing.community)
        ],
        "threshold": threshold(),
    }
    return render(request, "analytics/releases/community.html", values)


def _switch_address(request: ActedRequest, community: str, figure: str) -> str:
    return address(request, "release_switch", community=community, figure=figure)


@require_POST
@requires(Permission.USE_PORTAL)
def release_switch(request: ActedRequest, community: str, figure: str) -> HttpResponse:
    """A leader switches a figure off, or on again with `on`."""
    standing = _arrived(request, community)
    if figure not in BY_KEY:
        raise Http404
    off = "on" not in request.POST
    switch(standing.community, figure=figure, off=off, by=standing.person)
    label = BY_KEY[figure].label
    said = (
        _("“%(label)s” stays here from now on.")
        if off
        else _("“%(label)s” leaves again from the next month on.")
    )
    messages.success(request, said % {"label": label})
    return redirect(address(request, "releases", community=community))


def _arrived(request: ActedRequest, community: str) -> Standing:
    standing = arrive(request, community)
    if not standing.community.is_customer:
        raise Http404
    if not standing.is_member and standing.person.party != "operator":
        raise PermissionDenied
    return standing


@require_GET
@requires(Permission.USE_WORKSPACE)
def released_figures(request: ActedRequest) -> HttpResponse:
    """What customer communities have released: management sees figures, a steward the word of her own."""
    values = sponsor_page(me(request), month=_month(request.GET.get("month", "")))
    return render(request, "analytics/releases/sponsor.html", values | {"figures": FIGURES})


@require_GET
@requires(Permission.USE_WORKSPACE)
def released_figures_csv(request: ActedRequest) -> HttpResponse:
    """The same, all months."""
    return csv_response("released-figures.csv", columns=COLUMNS, rows=csv_rows(me(request)))


def _month(asked: str) -> date | None:
    try:
        return date.fromisoformat(f"{asked}-01")
    except ValueError:
        return None
