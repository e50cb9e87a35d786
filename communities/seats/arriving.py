"""What every seats page loads first."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.community.community import Community
from communities.community.standing import standing
from communities.seats.standing import Standing, standing_of
from tenancy.people.person import Person
from tenancy.slots.community_tabs import community_tabs
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def me(request: ActedRequest) -> Person:
    """The person who asks."""
    if request.actor.person is None:
        raise Http404
    return request.actor.person


def arrive(request: ActedRequest, slug: str) -> Standing:
    """How the reader stands to the community of this address; Http404 where she may not know of it."""
    person = me(request)
    community = Community.objects.visible_to(person).annotate(**standing(person)).filter(slug=slug).first()
    if community is None:
        raise Http404
    return standing_of(person, community, on=timezone.now().date())


def framed(request: ActedRequest, found: Standing, *, page: str) -> dict[str, Any]:
    """What the frame of these pages shows: the community, how the reader stands to it, tabs, the way back."""
    community = found.community
    tabs = community_tabs(request, community, current=page)
    return {
        "community": community,
        "standing": found,
        "tabs": tabs,
        "here_label": next((tab["label"] for tab in tabs if tab["current"]), _("Here")),
        "crumbs": [
            {"label": _("Communities"), "url": address(request, "communities")},
            {
                "label": community.name,
                "url": address(request, "community", community=community.slug),
                "lang": community.language,
            },
        ],
    }
