"""Meetings in the search box."""

from uuid import UUID

from communities.discussions.sanitising import plain_text
from communities.meetings.meeting import Meeting
from tenancy.slots.search import Hit
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def find_meetings(request: ActedRequest, words: str, most: int, within: UUID | None) -> list[Hit]:
    """Meetings of one's own communities whose title, place or minutes hold all of the words, the latest first."""
    assert request.actor.person is not None  # the permission was asked for first
    found = Meeting.objects.visible_to(request.actor.person)
    if within:
        found = found.filter(community=within)
    for word in words.split():
        held = found.filter(title__icontains=word) | found.filter(minutes__icontains=word)
        found = held | found.filter(place__icontains=word)
    return [
        Hit(
            title=one.title,
            url=address(request, "meeting", community=one.community.slug, meeting=one.id),
            text=plain_text(one.minutes_html),
            note=one.community.name,
            at=one.starts_at,
        )
        for one in found.select_related("community").order_by("-starts_at", "-id")[:most]
    ]
