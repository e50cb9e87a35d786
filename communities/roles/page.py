"""The values of the roles pages and of the panel that is pinned to a community's page."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.room import leads
from communities.roles.community_role import CommunityRole
from communities.roles.holding import SOON, Cover, cover_of, is_owned
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

PANEL = 4


def roles_panel(request: ActedRequest, community: Community) -> dict[str, Any] | None:
    """Mission and roles in short, what is wrong with them, and for leaders the quarterly question.

    None where the community has no roles and the reader could not change that. One query.
    """
    cover = cover_of(community, today=timezone.localdate())
    if community.kind == Kind.ARCHIVE or (not cover.roles and not leads(community)):
        return None
    return {
        "cover": cover,
        "lines": [line_of(role, cover) for role in cover.roles[:PANEL]],
        "more": max(0, len(cover.roles) - PANEL),
        "asks": leads(community) and cover.needs_confirming,
        "url": address(request, "roles", community=community.slug),
    }


def line_of(role: CommunityRole, cover: Cover) -> dict[str, Any]:
    """A role with its state in words and the tone of its tag."""
    word, tone = _state(role, cover.today)
    return {"role": role, "is_owned": is_owned(role), "word": word, "tone": tone}


def _state(role: CommunityRole, today: date) -> tuple[str, str]:
    if not is_owned(role):
        left = role.term_id is not None
        return (_("holder has left") if left else _("nobody holds it")), "act"
    assert role.until is not None
    if role.until < today:
        return _("term is over"), "watch"
    if role.until <= today + SOON:
        return _("term ends soon"), "acc"
    return "", ""


def term_from(start: date, *, months: int) -> date:
    """The last day of a term of so many months."""
    count = start.year * 12 + start.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    length = (following - first).days
    return first + timedelta(days=min(start.day, length) - 1) - timedelta(days=1)
