"""Navigation of the two surfaces."""

from dataclasses import dataclass, field
from typing import Any

from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: a page of the surface, shown to those who may use it. `under` are path parts that it stands for."""

    label: Any
    page: str
    permission: Permission = Permission.SIGNED_IN
    icon: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """A heading with its entries; without a label the entries stand alone."""

    label: Any
    icon: str = ""
    items: tuple[Item, ...] = field(default_factory=tuple)


tracks: dict[str, tuple[Track, ...]] = {"workspace": (), "portal": ()}


def navigation(request: ActedRequest) -> list[dict[str, Any]]:
    """The tracks of the request's surface as templates draw them; runs no query."""
    return [
        drawn for track in tracks.get(request.actor.surface, ()) if (drawn := _draw(request, track))["items"]
    ]


def _draw(request: ActedRequest, track: Track) -> dict[str, Any]:
    items = []
    for item in track.items:
        if request.actor.may(item.permission):
            url = address(request, item.page)
            # The longest matching entry wins; the home page matches itself alone.
            current = request.path == url or (bool(item.under) and f"/{item.under}" in request.path)
            items.append({"label": item.label, "url": url, "icon": item.icon, "current": current})
    return {"label": track.label, "icon": track.icon, "items": items}
