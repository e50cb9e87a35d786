"""The portal's face to the public."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.views import home
from tenancy.wall.middleware import ActedRequest


@requires(Permission.PUBLIC)
@require_safe
def front(request: ActedRequest) -> HttpResponse:
    """A member's or operator's home; for others who pays, who runs it, who reads it, and the way in."""
    if request.actor.person is not None and request.actor.may(Permission.USE_PORTAL):
        return home(request)
    return render(request, "portal/overview/front.html", status=200 if request.actor.portal else 404)
