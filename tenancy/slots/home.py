"""Cards of the home page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A part of a home page: its template and a function that loads the template's values.

    `place` is "main" or "aside"; cards appear in the order of registration. A card whose function
    returns None is left out.
    """

    surface: str
    place: str
    template: str
    load: Callable[[ActedRequest], dict[str, Any] | None]
    permission: Permission = Permission.SIGNED_IN


cards: list[HomeCard] = []


def cards_for(request: ActedRequest) -> dict[str, list[dict[str, Any]]]:
    """The cards of this reader's home page by place, each with `template` and its own values."""
    drawn: dict[str, list[dict[str, Any]]] = {"main": [], "aside": []}
    for card in cards:
        if card.surface == request.actor.surface and request.actor.may(card.permission):
            values = card.load(request)
            if values is not None:
                drawn[card.place].append({"template": card.template, "values": values})
    return drawn
