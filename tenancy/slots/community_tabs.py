"""Tabs of a community's pages, filled by the subjects that own the pages behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True)
class CommunityTab:
    """A tab: its page takes `community` (the slug); `shown` is asked with request and community."""

    label: Any
    page: str
    shown: Callable[[ActedRequest, Any], bool]


tabs: list[CommunityTab] = []


def community_tabs(request: ActedRequest, community: Any, *, current: str) -> list[dict[str, Any]]:
    """The tabs that this reader sees, as `components/tabs.html` draws them; runs no query."""
    return [
        {
            "label": tab.label,
            "url": address(request, tab.page, community=community.slug),
            "current": tab.page == current,
        }
        for tab in tabs
        if tab.shown(request, community)
    ]
