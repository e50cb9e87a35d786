"""The front door and the two home pages."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.home import cards_for
from tenancy.surfaces.addresses import home_of
from tenancy.surfaces.greeting import opening
from tenancy.wall.middleware import ActedRequest


@requires(Permission.PUBLIC)
@require_safe
def front_door(request: ActedRequest) -> HttpResponse:
    """Sends a person to her home, a user without any place to a page that says so, others to sign in."""
    if request.actor.user_id is None:
        return redirect("account_login")
    homes = [home for place in request.actor.places if (home := home_of(place))]
    return redirect(homes[0]) if homes else render(request, "tenancy/people/nowhere.html")


@requires(Permission.SIGNED_IN)
@require_safe
def home(request: ActedRequest) -> HttpResponse:
    """The home page of the surface, put together from the cards that the apps above have registered."""
    cards = cards_for(request)
    assert request.actor.person is not None
    values = {"cards": cards, "opening": opening(request.actor.person, cards)}
    return render(request, "tenancy/surfaces/home.html", values)
