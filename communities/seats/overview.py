"""A person's communities on her home page, and what waits for her there."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.community.community import Community
from communities.community.kinds import Kind, MemberRole, MemberState
from communities.community.membership import Membership
from communities.community.standing import placed, standing
from communities.discussions.thread import Thread
from communities.privacy.privacy_proposal import PrivacyProposal
from communities.seats.arriving import me
from tenancy.people.person import Person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@dataclass(slots=True)
class Mine:
    """One of my communities, with its leaders and its newest thread if its content opens to me."""

    community: Community
    url: str
    leaders: list[str] = field(default_factory=list)
    newest: Thread | None = None


def my_communities(request: ActedRequest) -> dict[str, Any] | None:
    """The card of my communities: three queries however many there are."""
    person = me(request)
    mine = {one.id: Mine(one, _page(request, one)) for one in _seated(person)}
    if not mine:
        return {"mine": [], "url": address(request, "communities")}
    seats = Membership.objects.active().filter(community__in=mine, role=MemberRole.LEADER)
    for seat in seats.select_related("person"):
        mine[seat.community_id].leaders.append(seat.person.display_name)
    newest = Thread.objects.visible_to(person).filter(community__in=mine)
    for thread in newest.order_by("community_id", "-last_post_at").distinct("community_id"):
        mine[thread.community_id].newest = thread
    return {"mine": list(mine.values()), "url": address(request, "communities")}


def what_waits(request: ActedRequest) -> dict[str, Any] | None:
    """The card of what needs me: invitations, requests where I lead, privacy changes to sign."""
    person = me(request)
    rows = [*_invitations(request, person), *_requests(request, person), *_signatures(request, person)]
    return {"rows": rows, "needs": _needs(rows)} if rows else None


def _needs(rows: list[dict[str, str]]) -> str:
    first, rest = rows[0]["label"] + ".", len(rows) - 1
    more = ngettext("%(n)d more thing waits for you.", "%(n)d more things wait for you.", rest) % {"n": rest}
    return f"{first} {more}" if rest else first


def _seated(person: Person) -> list[Community]:
    found = Community.objects.visible_to(person).annotate(**standing(person)).exclude(kind=Kind.ARCHIVE)
    return [one for one in found if placed(one).my_state in (MemberState.ACTIVE, MemberState.REQUESTED)]


def _page(request: ActedRequest, community: Community) -> str:
    page = "community" if placed(community).opens else "seat"
    return address(request, page, community=community.slug)


def _invitations(request: ActedRequest, person: Person) -> list[dict[str, str]]:
    seats = Membership.objects.filter(person=person, state=MemberState.INVITED).select_related("community")
    return [
        {
            "label": (
                _("You are asked to lead “%(name)s”")
                if seat.role == MemberRole.LEADER
                else _("You are invited to “%(name)s”")
            )
            % {"name": seat.community.name},
            "url": address(request, "seat", community=seat.community.slug),
            "icon": "mail",
        }
        for seat in seats
    ]


def _requests(request: ActedRequest, person: Person) -> list[dict[str, str]]:
    led = Membership.objects.active().filter(person=person, role__in=(MemberRole.LEADER, MemberRole.DEPUTY))
    waiting = (
        Membership.objects.filter(state=MemberState.REQUESTED, community__in=led.values("community_id"))
        .values("community__slug", "community__name")
        .annotate(n=Count("pk"))
        .order_by("community__name")
    )
    return [
        {
            "label": ngettext("%(n)d person waits in “%(name)s”", "%(n)d people wait in “%(name)s”", row["n"])
            % {"n": row["n"], "name": row["community__name"]},
            "url": address(request, "members", community=row["community__slug"]),
            "icon": "user-plus",
        }
        for row in waiting
    ]


def _signatures(request: ActedRequest, person: Person) -> list[dict[str, str]]:
    wishes = PrivacyProposal.objects.filter(adopted_at=None, withdrawn_at=None).exclude(proposed_by=person)
    return [
        {
            "label": _("A privacy change of “%(name)s” needs a second signature")
            % {"name": wish.community.name},
            "url": address(request, "privacy", community=wish.community.slug),
            "icon": "pen-line",
        }
        for wish in wishes.select_related("community")
    ]
