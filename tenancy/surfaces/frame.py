"""What every page's frame shows; computed without a query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tenancy.slots.navigation import navigation
from tenancy.surfaces.addresses import address_in, home_of, home_of_actor
from tenancy.wall.resolving import Actor


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html: surface, tenant, portal, person, navigation, other places of this user."""
    actor: Actor = getattr(request, "actor", None) or Actor()
    return {
        "product_name": settings.PRODUCT_NAME,
        "demo": settings.DEMO,
        "frame": actor.surface or "neutral",
        "tenant": actor.tenant,
        "portal": actor.portal,
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
