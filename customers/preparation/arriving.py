"""What every page of a prospective community loads first."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.people.person import Person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

PAGES = (
    ("prospect", gettext_lazy("Overview")),
    ("shortlists", gettext_lazy("Centres")),
    ("leader_board", gettext_lazy("Leader")),
    ("members_fit", gettext_lazy("Members")),
    ("interest_map", gettext_lazy("Interests")),
    ("stakeholders", gettext_lazy("Stakeholders")),
    ("conflicts", gettext_lazy("Conflicts")),
)


def me(request: ActedRequest) -> Person:
    """The person who asks."""
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person


def arrive(request: ActedRequest, prospect: UUID) -> ProspectiveCommunity:
    """The prospective community of this address; Http404 where the reader may not know of it."""
    visible = ProspectiveCommunity.objects.visible_to(me(request)).select_related("selector", "community")
    return get_object_or_404(visible, id=prospect)


def arrive_as_selector(request: ActedRequest, prospect: UUID) -> ProspectiveCommunity:
    """The same for whoever searches; PermissionDenied with the reason for those who only look on."""
    found = arrive(request, prospect)
    if found.selector_id != me(request).pk:
        raise PermissionDenied(
            _("Only %(selector)s, who prepares this community, may do this.")
            % {"selector": found.selector.display_name}
        )
    return found


def framed(request: ActedRequest, prospect: ProspectiveCommunity, *, page: str) -> dict[str, Any]:
    """What the frame of these pages shows: the way back and the tabs."""
    tabs = [
        {
            "label": label,
            "url": address(request, name, prospect=prospect.id),
            "current": name == page,
        }
        for name, label in PAGES
    ]
    return {
        "prospect": prospect,
        "tabs": tabs,
        "searches": prospect.selector_id == me(request).pk,
        "here_label": next((tab["label"] for tab in tabs if tab["current"]), prospect.name),
    }
