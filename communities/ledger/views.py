"""The ledger of one community."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from communities.ledger.ledger_line import Crossing
from communities.ledger.reading import drawn, lines_of
from communities.seats.arriving import arrive, framed
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

MOST_ROWS = 50_000
COLUMNS = ("at", "crossing", "what", "receiver", "side", "why", "by")


@requires(Permission.SIGNED_IN)
@require_GET
def ledger(request: ActedRequest, community: str) -> HttpResponse:
    """Everything that crossed this community's wall, newest first; on the other side only one's own lines."""
    standing = arrive(request, community)
    if not standing.community.is_customer:
        raise Http404
    wanted = _wanted(request)
    lines, after = newest_first(
        lines_of(standing.community, reader=standing.person, **wanted), after=request.GET.get("after", "")
    )
    csv_url = address(request, "ledger_csv", community=community)
    values = framed(request, standing, page="ledger") | {
        "lines": [drawn(line) for line in lines],
        "kinds": Crossing.choices,
        "wanted": wanted,
        "next_url": f"?{urlencode({**wanted, 'after': after})}" if after else "",
        "csv_url": f"{csv_url}?{urlencode(wanted)}",
    }
    return render(request, "communities/ledger/ledger.html", values)


@requires(Permission.SIGNED_IN)
@require_GET
def ledger_csv(request: ActedRequest, community: str) -> HttpResponse:
    """The same lines to take away."""
    standing = arrive(request, community)
    if not standing.community.is_customer:
        raise Http404
    lines = lines_of(standing.community, reader=standing.person, **_wanted(request))[:MOST_ROWS]
    rows = (
        (one.at.isoformat(), one.crossing, one.what, one.receiver, one.receiver_side, one.why, one.by_name)
        for one in lines
    )
    return csv_response(f"ledger-{community}.csv", columns=COLUMNS, rows=rows)


def _wanted(request: ActedRequest) -> dict[str, str]:
    return {name: value for name in ("crossing", "side") if (value := request.GET.get(name, ""))}
