"""Addresses of pages in the surface that the reader is in: one view, two frames."""

from functools import lru_cache
from typing import Any

from django.urls import reverse

from tenancy.wall.resolving import Actor, Surface

NAMESPACES: dict[Surface, str] = {"workspace": "w", "portal": "p"}


def address(request: Any, page: str, **values: Any) -> str:
    """The path of `page` in the request's own surface, e.g. `/w/demo/communities/sepsis/`."""
    return address_in(request.actor, page, **values)


def address_in(actor: Actor, page: str, **values: Any) -> str:
    """The same for an actor."""
    place = actor.portal.slug if actor.portal else actor.tenant.slug if actor.tenant else ""
    if not values:
        return _page_in(actor.surface, page, place)
    return reverse(f"{NAMESPACES[actor.surface]}:{page}", kwargs={"place": place, **values})


@lru_cache(maxsize=10_000)
def _page_in(surface: Surface, page: str, place: str) -> str:
    """Every page's frame asks for some forty of these."""
    return reverse(f"{NAMESPACES[surface]}:{page}", kwargs={"place": place})


def home_of(place: dict[str, Any]) -> str:
    """Where a person starts: workspace for staff, portal for others; "" where there is no portal yet."""
    if place["party"] == "staff":
        return reverse("w:home", kwargs={"place": place["slug"]})
    return reverse("p:home", kwargs={"place": place["portal"]}) if place["portal"] else ""


def home_of_actor(actor: Actor) -> str:
    """The home page of the surface that the actor is in; the front door outside of both."""
    return address_in(actor, "home") if actor.surface else "/"
