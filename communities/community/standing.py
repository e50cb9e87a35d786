"""Where a person stands in a community: what she may read and do there."""

from typing import Any, Protocol, cast

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Count, F, Func, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from communities.community.community import Community
from communities.community.kinds import MemberRole, MemberState
from communities.community.membership import Membership
from tenancy.people.person import Person
from tenancy.wall.middleware import ActedRequest

LEADING = (MemberRole.LEADER, MemberRole.DEPUTY)
MODERATING = (*LEADING, MemberRole.MODERATOR)


class Placed(Protocol):
    """What `standing` adds to a community, or to a thread of one."""

    opens: bool
    my_role: str | None
    my_state: str | None
    member_count: int


class IsOpen(Func):
    """Whether the content of a community opens to the acting person; the database answers."""

    function = "app.is_open"
    output_field = BooleanField()


def standing(person: Person, *, community: str = "pk") -> dict[str, Any]:
    """Annotations `opens`, `my_role`, `my_state`, `member_count`; `community` is the column with its id."""
    seats = Membership.objects.filter(tenant_id=person.tenant_id, community=OuterRef(community))
    mine = seats.filter(person_id=person.id)
    counted = seats.filter(state=MemberState.ACTIVE).order_by().values("community").annotate(n=Count("pk"))
    return {
        "opens": IsOpen(F(community)),
        "my_role": Subquery(mine.filter(state=MemberState.ACTIVE).values("role")[:1]),
        "my_state": Subquery(mine.values("state")[:1]),
        "member_count": Coalesce(Subquery(counted.values("n")), 0),
    }


def community_of(request: ActedRequest, slug: str) -> Community:
    """The community at this address with the reader's standing; 404 where she cannot know of it."""
    person = acting_person(request)
    found = Community.objects.visible_to(person).annotate(**standing(person))
    community = get_object_or_404(found, slug=slug)
    request.within = f"kind={community.kind}"
    return community


def opened(community: Community) -> Community:
    """The same community; PermissionDenied with the reason where its content does not open to the reader."""
    if not placed(community).opens:
        raise PermissionDenied(closed_reason(community))
    return community


def placed(thing: Model) -> Placed:
    """The same row, typed with what `standing` has added to it."""
    return cast(Placed, thing)


def closed_reason(thing: Model) -> str:
    """Why the content does not open, in plain words."""
    if placed(thing).my_state == MemberState.ACTIVE:
        return _("Discussions open to you once the operator has verified you.")
    return _("You are not a member of this community.")


def moderates(thing: Model) -> bool:
    """Whether the reader may remove posts and accept answers of others."""
    return placed(thing).opens and placed(thing).my_role in MODERATING


def acting_person(request: ActedRequest) -> Person:
    """The person of a request that the permission layer has let through to a surface."""
    assert request.actor.person is not None
    return request.actor.person
