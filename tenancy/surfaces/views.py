"""The front door and the two home pages."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.home import cards_for
from tenancy.surfaces.addresses import home_of
from tenancy.wall.middleware import ActedRequest


@requires(Permission.PUBLIC)
def front_door(request: ActedRequest) -> HttpResponse:
    """Sends a person to her home, everybody else to sign in."""
    places = request.actor.places
    return redirect(home_of(places[0]) if places else "account_login")


@requires(Permission.SIGNED_IN)
def home(request: ActedRequest) -> HttpResponse:
    """The home page of the surface, put together from the cards that the apps above have registered."""
    return render(request, "tenancy/surfaces/home.html", {"cards": cards_for(request)})
