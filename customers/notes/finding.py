"""Visit and interview notes in the search box."""

from uuid import UUID

from customers.notes.note import Note
from tenancy.slots.search import Hit
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def find_notes(request: ActedRequest, words: str, most: int, _within: UUID | None) -> list[Hit]:
    """Notes that the reader may read whose text, account or participants hold all of the words."""
    assert request.actor.person is not None  # the permission was asked for first
    found = Note.objects.visible_to(request.actor.person).matching(words).filter(removed_at=None)
    return [
        Hit(
            title=f"{one.get_occasion_display()}: {one.account}"
            if one.account
            else one.get_occasion_display(),
            url=address(request, "note", note=one.id),
            text=one.body,
            note=one.author.display_name,
            at=one.occurred_on,
        )
        for one in found.select_related("account", "author").order_by("-occurred_on", "-id")[:most]
    ]
