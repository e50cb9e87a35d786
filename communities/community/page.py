"""The values of a community's page: the feed for members, the shell for others."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.community.community import Community
from communities.community.kinds import Kind, MemberRole
from communities.community.membership import Membership
from communities.community.standing import LEADING, acting_person, closed_reason, placed
from communities.community.stewardship import Stewardship
from communities.discussions.feed import feed
from communities.discussions.presenting import described
from communities.discussions.thread import Thread, ThreadKind
from communities.roles.page import roles_panel
from tenancy.slots.community_tabs import community_tabs
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

DELEGATED = (
    ("may_edit_look", gettext_lazy("Change name, purpose and look")),
    ("may_manage_invitations", gettext_lazy("Invite members")),
    ("may_manage_meetings", gettext_lazy("Arrange meetings: date, place, head-count")),
    ("may_raise_requests", gettext_lazy("Raise service requests")),
    ("may_see_names", gettext_lazy("See the names of members who consent")),
)


def community_page(request: ActedRequest, found: Community) -> dict[str, Any]:
    """Feed, leaders, roles and what reaches the sponsor: four queries beside the community's own."""
    person = acting_person(request)
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    page = feed(found, reader=person, kind=kind, before=before)
    here = address(request, "community", community=found.slug)
    following = urlencode({"kind": kind, "before": page.following} if kind else {"before": page.following})
    return {
        **_common(request, found),
        "threads": _lines(request, found, page.threads),
        "next_url": f"{here}?{following}" if page.following else "",
        "previous_url": f"{here}?kind={kind}" if before and kind else here if before else "",
        "kinds": _kinds(here, kind),
        "kind": kind,
        "leaders": _leaders(found),
        "panel": roles_panel(request, found),
    }


def shell_page(request: ActedRequest, found: Community) -> dict[str, Any]:
    """What somebody without access to the content may know, and what a steward may do."""
    person = acting_person(request)
    held = Stewardship.objects.filter(community=found, person=person).first()
    return {
        **_common(request, found),
        "reason": closed_reason(found),
        "stewardship": held,
        "delegations": _delegations(found, held),
        "leaders": _leaders(found) if found.kind in (Kind.INDUCED_COP, Kind.STRATEGIC) else [],
        "may_ask": found.kind in (Kind.INDUCED_COP, Kind.STRATEGIC) and placed(found).my_state is None,
    }


def _common(request: ActedRequest, found: Community) -> dict[str, Any]:
    return {
        "community": found,
        "tabs": community_tabs(request, found, current="community"),
        "crumbs": [{"label": _("Communities"), "url": address(request, "communities")}],
    }


def _lines(request: ActedRequest, found: Community, threads: list[Thread]) -> list[dict[str, Any]]:
    """Threads as `components/thread_line.html` draws them."""
    below = address(request, "community", community=found.slug)
    return [
        {
            "title": thread.title,
            "url": f"{below}threads/{thread.id}/",
            "lang": thread.language,
            "author": thread.author.display_name if thread.author else _("Former member"),
            "replies": max(0, thread.post_count - 1),
            "at": thread.last_post_at,
            "kind": "answered" if thread.answered else thread.kind,
            "note": _note(thread),
        }
        for thread in threads
    ]


def _note(thread: Thread) -> str:
    if thread.kind == ThreadKind.QUESTION:
        return _("answered") if thread.answered else _("open")
    return str(thread.get_kind_display()) if thread.kind != ThreadKind.DISCUSSION else ""


def _kinds(here: str, chosen: str) -> list[dict[str, Any]]:
    offered = (
        ("", _("All")),
        (ThreadKind.QUESTION, _("Questions")),
        (ThreadKind.CASE, _("Cases")),
        (ThreadKind.UPDATE, _("Updates")),
    )
    return [
        {"label": label, "url": f"{here}?kind={kind}" if kind else here, "current": kind == chosen}
        for kind, label in offered
    ]


def _leaders(found: Community) -> list[dict[str, Any]]:
    seats = Membership.objects.active().filter(community=found, role__in=LEADING).select_related("person")
    order = {MemberRole.LEADER.value: 0, MemberRole.DEPUTY.value: 1}
    return [
        {
            "name": seat.person.display_name,
            "party": seat.person.party,
            "role": seat.get_role_display(),
            "note": described(seat.person),
        }
        for seat in sorted(seats, key=lambda seat: (order[seat.role], seat.person.display_name))
    ]


def _delegations(found: Community, held: Stewardship | None) -> list[dict[str, Any]]:
    if held is None:
        return []
    whole = found.handed_over_at is None
    return [
        {"label": str(label), "value": _("yes") if whole or getattr(held, name) else _("not delegated")}
        for name, label in DELEGATED
    ]
