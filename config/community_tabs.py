"""The tabs of a community's page, in order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.page import may_see
from analytics.scorecards.page import may_see_scorecard
from communities.goals.views import may_see as may_see_goals
from communities.pulse.items import ASKED_KINDS
from tenancy.slots.community_tabs import CommunityTab, tabs
from tenancy.wall.middleware import ActedRequest


def register() -> None:
    """Fills the row of tabs."""
    tabs[:] = [
        CommunityTab(_("Discussions"), "community", lambda request, community: community.opens),
        CommunityTab(_("Solutions"), "solutions", _living),
        CommunityTab(_("Meetings"), "meetings", _living),
        CommunityTab(_("Actions"), "action_items", _living),
        CommunityTab(_("Recognition"), "recognitions", _thanks),
        CommunityTab(_("Goals"), "goals", _goals),
        CommunityTab(_("Mission and roles"), "roles", _living),
        CommunityTab(_("Members"), "members", _members),
        CommunityTab(_("Health"), "health", may_see),
        CommunityTab(_("Pulse"), "pulse", _pulse),
        CommunityTab(_("Success factors"), "scorecard", may_see_scorecard),
        CommunityTab(_("My seat"), "seat", _seat),
        CommunityTab(_("Privacy"), "privacy", _privacy),
        CommunityTab(_("Interests"), "shared_interests", _shared_interests),
        CommunityTab(_("Monthly figures"), "releases", _sponsor_view),
        CommunityTab(_("What the sponsor sees"), "sponsor_view", _sponsor_view),
        CommunityTab(_("My lines in their ledger"), "ledger", _ledger),
    ]


def _living(_request: ActedRequest, community: Any) -> bool:
    return bool(community.opens and community.kind != "archive")


def _thanks(request: ActedRequest, community: Any) -> bool:
    sponsor_side = community.kind == "induced_cop" and request.actor.surface == "workspace"
    return _living(request, community) or sponsor_side


def _goals(request: ActedRequest, community: Any) -> bool:
    return bool(community.kind != "archive" and may_see_goals(request, community))


def _members(request: ActedRequest, community: Any) -> bool:
    return community.opens or request.actor.surface == "workspace"


def _pulse(request: ActedRequest, community: Any) -> bool:
    return bool(community.opens) and community.kind in ASKED_KINDS


def _seat(request: ActedRequest, community: Any) -> bool:
    return community.my_state in ("invited", "requested", "active") or not community.is_customer


def _privacy(request: ActedRequest, community: Any) -> bool:
    return community.is_customer and (community.opens or request.actor.surface == "workspace")


def _sponsor_view(request: ActedRequest, community: Any) -> bool:
    return community.is_customer and community.opens and request.actor.surface == "portal"


def _ledger(request: ActedRequest, community: Any) -> bool:
    return community.is_customer and request.actor.surface == "workspace"


def _shared_interests(request: ActedRequest, community: Any) -> bool:
    return _sponsor_view(request, community) and community.my_role in ("leader", "deputy")
