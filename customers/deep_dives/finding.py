"""Customer Deep Dives in the search box."""

from uuid import UUID

from customers.deep_dives.deep_dive import DeepDive
from tenancy.slots.search import Hit
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

SEARCHED = ("title", "scenario", "scenario_text", "questions", "summary")


def find_dives(request: ActedRequest, words: str, most: int, _within: UUID | None) -> list[Hit]:
    """Deep Dives whose title, scenario, questions or summary hold all of the words."""
    assert request.actor.person is not None  # the permission was asked for first
    found = DeepDive.objects.visible_to(request.actor.person)
    for word in words.split():
        held = found.none()
        for column in SEARCHED:
            held = held | found.filter(**{f"{column}__icontains": word})
        found = held
    return [
        Hit(
            title=one.title,
            url=address(request, "deep_dive", dive=one.id),
            text=one.summary or one.scenario_text or one.scenario,
            note=one.get_status_display(),
            at=one.held_on,
        )
        for one in found.order_by("-held_on", "-id")[:most]
    ]
