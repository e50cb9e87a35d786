"""Opening and closing passages."""

from uuid import UUID

from communities.passages.passage import Passage
from tenancy.wall.functions import call


def open_passage(
    *, to: UUID, why: str, days: int, post: UUID | None = None, thread: UUID | None = None
) -> UUID:
    """Shows one's own post, or a led community's thread from now on, to one person for 1 to 90 days.

    Writes the ledger line. PermissionDenied for somebody else's post or community.
    """
    passage: UUID = call("open_passage", post, thread, to, why, days)
    return passage


def close_passage(passage: Passage) -> None:
    """Ends a passage at once; its granter and the community's leaders may."""
    call("close_passage", passage.id)
