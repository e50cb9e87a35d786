"""Finding the community and meeting of an address, with how the reader stands to them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.membership import Membership
from communities.community.standing import LEADING, acting_person, community_of, opened, placed
from communities.meetings.attendance import Attendance
from communities.meetings.meeting import Meeting, MeetingQuerySet
from tenancy.people.person import Person
from tenancy.slots.community_tabs import community_tabs
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def living_community(request: ActedRequest, slug: str) -> Community:
    """The community whose content opens to the reader; an archive neither meets nor acts and is 404."""
    community = opened(community_of(request, slug))
    if community.kind == Kind.ARCHIVE:
        raise Http404
    return community


def led_community(request: ActedRequest, slug: str) -> Community:
    """The same for leader and deputy; PermissionDenied for other members."""
    community = living_community(request, slug)
    if not leads(community):
        raise PermissionDenied(_("Leader and deputy arrange the meetings."))
    return community


def leads(community: Community) -> bool:
    """Whether the reader is its leader or deputy."""
    return placed(community).opens and placed(community).my_role in LEADING


def meetings_seen_by(person: Person) -> MeetingQuerySet:
    """Meetings that the wall shows her, each with her own word on it."""
    mine = Attendance.objects.filter(tenant_id=person.tenant_id, person=person, meeting=OuterRef("pk"))
    own: dict[str, Any] = {"my_outcome": Subquery(mine.values("outcome")[:1])}
    return Meeting.objects.visible_to(person).annotate(**own)


def meeting_of(request: ActedRequest, community: Community, meeting: UUID) -> Meeting:
    """The meeting of this community, with the reader's own word on it."""
    found = meetings_seen_by(acting_person(request)).select_related("planned_by")
    return get_object_or_404(found, id=meeting, community=community)


def members_of(community: Community) -> list[Person]:
    """The active members by name."""
    seats = Membership.objects.active().filter(community=community).select_related("person")
    return sorted((seat.person for seat in seats), key=lambda person: person.display_name)


def given(request: ActedRequest) -> QueryDict | None:
    """What a form was sent with; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def framed(request: ActedRequest, community: Community, *, page: str, **below: str) -> dict[str, Any]:
    """What the frame of these pages shows; `below` adds crumbs: a page's name by its label."""
    crumbs = [
        {"label": community.name, "url": address(request, "community", community=community.slug)},
        *({"label": label, "url": url} for label, url in below.items()),
    ]
    return {
        "community": community,
        "leads": leads(community),
        "tabs": community_tabs(request, community, current=page),
        "crumbs": crumbs,
    }
