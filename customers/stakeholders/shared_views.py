"""What the leader of a community reads of the interest map."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from communities.seats.arriving import arrive, framed
from customers.stakeholders.interest_share import InterestShare
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest

MOST = 20


@requires(Permission.HOLD_SEATS)
@require_GET
def shared_interests(request: ActedRequest, community: str) -> HttpResponse:
    """Interest maps that the firm's representative handed over, newest first; for leaders and deputies."""
    standing = arrive(request, community)
    shares = InterestShare.objects.filter(community=standing.community)[:MOST]
    values = framed(request, standing, page="shared_interests") | {"shares": shares}
    return render(request, "customers/stakeholders/shared.html", values)
