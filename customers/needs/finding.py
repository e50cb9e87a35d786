"""Needs and ideas in the search box."""

from uuid import UUID

from customers.needs.idea import Idea
from customers.needs.need import Need
from tenancy.slots.search import Hit
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def find_needs(request: ActedRequest, words: str, most: int, _within: UUID | None) -> list[Hit]:
    """Needs of customers that hold all of the words."""
    assert request.actor.person is not None  # the permission was asked for first
    found = Need.objects.visible_to(request.actor.person).matching(words)
    return [
        Hit(
            title=one.title,
            url=address(request, "need", need=one.id),
            text=one.text,
            note=one.get_status_display(),
            at=one.at,
        )
        for one in found.order_by("-at", "-id")[:most]
    ]


def find_ideas(request: ActedRequest, words: str, most: int, _within: UUID | None) -> list[Hit]:
    """Ideas for services that hold all of the words."""
    assert request.actor.person is not None  # the permission was asked for first
    found = Idea.objects.visible_to(request.actor.person).matching(words)
    return [
        Hit(
            title=one.title,
            url=address(request, "idea", idea=one.id),
            text=one.text,
            note=one.get_status_display(),
            at=one.at,
        )
        for one in found.order_by("-at", "-id")[:most]
    ]
