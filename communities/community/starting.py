"""Starting a community."""

from uuid import UUID

from communities.community.community import Community
from tenancy.wall.functions import call


def start_community(
    kind: str,
    *,
    slug: str,
    name: str,
    purpose: str = "",
    domain: str = "",
    language: str = "en",
    leader: UUID | None = None,
) -> Community:
    """A community with its first leader (internal) or with the caller as steward (customer)."""
    fresh = call("start_community", kind, slug, name, purpose, domain, language, leader)
    return Community.objects.get(id=fresh)
