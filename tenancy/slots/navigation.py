"""Navigation of the two surfaces."""

from dataclasses import dataclass, field
from typing import Any

from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: a page of the surface, shown to those who may use it.

    `under` are path parts that it stands for; `query` chooses a part of a page that has several entries.
    """

    label: Any
    page: str
    permission: Permission = Permission.SIGNED_IN
    icon: str = ""
    under: str = ""
    query: str = ""


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
    items = [
        {
            "label": item.label,
            "url": _url(request, item),
            "icon": item.icon,
            "current": _is_current(request, item),
            "count": request.actor.unread if item.page == "notices" else None,
        }
        for item in track.items
        if request.actor.may(item.permission)
    ]
    return {"label": track.label, "icon": track.icon, "items": items}


def _url(request: ActedRequest, item: Item) -> str:
    url = address(request, item.page)
    return f"{url}?{item.query}" if item.query else url


def _is_current(request: ActedRequest, item: Item) -> bool:
    """Whether the reader is there: the same query on the page itself, any page below for `under`."""
    if request.path == address(request, item.page):
        return request.GET.get("kind", "") == item.query.partition("=")[2]
    if item.query and item.query == getattr(request, "within", ""):
        return True
    return bool(item.under) and f"/{item.under}" in request.path
