"""What every page's frame shows; computed without a query for whoever is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tenancy.slots.navigation import navigation
from tenancy.surfaces.addresses import address_in, home_of, home_of_actor
from tenancy.wall.resolving import Actor, resolve, surface_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html: surface, tenant, portal, person, navigation, other places of this user."""
    actor: Actor = getattr(request, "actor", None) or Actor()
    entered = _entered(request, actor)
    return {
        "product_name": settings.PRODUCT_NAME,
        "demo": settings.DEMO,
        "frame": entered.surface or "neutral",
        "tenant": entered.tenant,
        "portal": entered.portal,
        "person": actor.person,
        "signed_in": actor.user_id is not None,
        "theme": request.COOKIES.get("theme") or (actor.person.theme if actor.person else ""),
        "may": {permission.value: True for permission in actor.permissions},
        "navigation": navigation(request) if actor.person else [],  # type: ignore[arg-type]
        "home_url": home_of_actor(actor),
        "search_url": address_in(actor, "search") if actor.person and actor.surface else "",
        "unread": actor.unread,
        "notices_url": address_in(actor, "notices") if actor.person and actor.surface else "",
        "memberships_elsewhere": [
            {
                "name": place["portal_name"] if place["party"] != "staff" else place["name"],
                "url": home,
            }
            for place in actor.places
            if (home := home_of(place))
            and (actor.tenant is None or place["tenant_id"] != str(actor.tenant.id))
        ],
    }


def _entered(request: HttpRequest, actor: Actor) -> Actor:
    """Signing in shows the surface it was reached from, which `next` names; one call, for strangers alone."""
    wanted = request.GET.get("next", "")
    if (
        actor.surface
        or actor.user_id
        or not request.path.startswith("/accounts/")
        or not surface_of(wanted)[0]
    ):
        return actor
    return resolve(session_key=None, path=wanted)
