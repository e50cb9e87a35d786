"""What the search box finds beside posts, communities and people, filled by the subjects that keep something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found: where it stands, the text in which the words are, and what is said beside it."""

    title: str
    url: str
    text: str = ""
    note: str = ""
    at: datetime | date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchKind:
    """A kind of things. `find` is called with request, words, the most hits wanted, and the community to stay in.

    It reads under the reader's own policies. Where `in_communities` is False, a search within a community leaves it
    out.
    """

    key: str
    label: Any
    find: Callable[[ActedRequest, str, int, UUID | None], list[Hit]]
    permission: Permission = Permission.SIGNED_IN
    in_communities: bool = False


kinds: list[SearchKind] = []


def kinds_for(request: ActedRequest, *, within: UUID | None) -> list[SearchKind]:
    """The kinds that this reader may search, in order."""
    return [
        kind
        for kind in kinds
        if request.actor.may(kind.permission) and (within is None or kind.in_communities)
    ]
