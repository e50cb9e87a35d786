"""What notices say and where they lead: filled by the apps whose things they are about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tenancy.notices.notification import Notification
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """How notices of one verb look. `target` finds the address of the thing under the reader's own rights;
    None where the wall does not show it any more.
    """

    sentence: Any
    icon: str
    target: Callable[[ActedRequest, Notification], str | None]


kinds: dict[str, NoticeKind] = {}
place_names: list[Callable[[Iterable[UUID]], dict[UUID, str]]] = []


def names_of_places(communities: Iterable[UUID]) -> dict[UUID, str]:
    """The names of those communities that the reader can see, by id; one query for all."""
    wanted = set(communities)
    found: dict[UUID, str] = {}
    for lookup in place_names if wanted else ():
        found |= lookup(wanted)
    return found
