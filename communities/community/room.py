"""What every page of a community's rooms begins and ends with."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from communities.community.community import Community
from communities.community.kinds import MemberState
from communities.community.standing import LEADING, community_of, opened, placed
from tenancy.people.person import Person
from tenancy.slots.community_tabs import community_tabs
from tenancy.surfaces.addresses import address
from tenancy.surfaces.undoing import done
from tenancy.wall.middleware import ActedRequest

UNPROCESSABLE = 422


def entered(request: ActedRequest, slug: str) -> Community:
    """The community whose content opens to the reader; 404 or 403 otherwise."""
    return opened(community_of(request, slug))


def entered_to_lead(request: ActedRequest, slug: str) -> Community:
    """The same where the reader leads it; PermissionDenied with the reason for other members."""
    community = entered(request, slug)
    if not leads(community):
        raise PermissionDenied(_("Leader and deputy do this."))
    return community


def leads(community: Community) -> bool:
    """Whether the reader is its leader or deputy and its content opens to her; runs no query."""
    return placed(community).opens and placed(community).my_role in LEADING


def members_of(community: Community) -> QuerySet[Person]:
    """The persons with a seat in force, by name."""
    seats = community.memberships.filter(state=MemberState.ACTIVE)
    return Person.objects.filter(id__in=seats.values("person_id")).order_by("display_name", "id")


def framed(request: ActedRequest, community: Community, *, page: str, inside: str = "") -> dict[str, Any]:
    """What the frame of a room shows: tabs and the way back; `inside` is the label of the room around a page."""
    way = [
        {"label": _("Communities"), "url": address(request, "communities")},
        {
            "label": community.name,
            "url": address(request, "community", community=community.slug),
            "lang": community.language,
        },
    ]
    if inside:
        way.append({"label": inside, "url": address(request, page, community=community.slug)})
    tabs = community_tabs(request, community, current=page)
    return {"community": community, "leads": leads(community), "tabs": tabs, "crumbs": way}


def told(
    request: ActedRequest, community: Community, *, page: str, text: str, undo: str = ""
) -> HttpResponseRedirect:
    """Says what was done, with the way to undo it if there is one, and goes to a page of the room."""
    done(request, text, undo=undo)
    return redirect(address(request, page, community=community.slug))
