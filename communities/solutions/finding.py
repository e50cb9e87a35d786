"""Solutions in the search box."""

from uuid import UUID

from communities.solutions.register import matching
from communities.solutions.solution import Solution
from tenancy.search.folding import fold
from tenancy.slots.search import Hit
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def find_solutions(request: ActedRequest, words: str, most: int, within: UUID | None) -> list[Hit]:
    """Solutions of one's own communities that hold all of the words and were not set aside."""
    assert request.actor.person is not None  # the permission was asked for first
    found = Solution.objects.visible_to(request.actor.person).filter(set_aside_at=None)
    if within:
        found = found.filter(community=within)
    found = matching(found, words=fold(words), standing="").select_related("community")
    return [
        Hit(
            title=one.title,
            url=address(request, "solution", community=one.community.slug, solution=one.id),
            text=f"{one.problem} {one.solution}",
            note=one.community.name,
            at=one.proposed_at,
        )
        for one in found.order_by("-proposed_at", "-id")[:most]
    ]
