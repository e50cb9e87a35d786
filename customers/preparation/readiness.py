"""What is done and what is missing before a community can begin: the gate of its preparation (A10.01)."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from communities.community.kinds import Stage
from customers.leaders.leader_candidate import Step
from customers.leaders.member_candidate import MemberCandidate
from customers.leaders.member_profile import MemberProfile
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.preparation.prospects import searches_of
from customers.stakeholders.conflict_area import ConflictArea
from customers.stakeholders.stakeholder import EXPECTED, Level, Stakeholder
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

TALKED = (Step.IN_DISCUSSION, Step.PROPOSED, Step.APPROVED)


def readiness_of(request: ActedRequest, prospect: ProspectiveCommunity) -> list[dict[str, Any]]:
    """The gate's steps in order, each done, now or next, with its page."""
    counts, draft = searches_of([prospect])[prospect.pk].counts, prospect.community
    around = _around(prospect)
    checks = [
        (_("A candidate for leader is found"), bool(counts), "leader_board"),
        (_("The idea is discussed with a candidate"), any(counts.get(s) for s in TALKED), "leader_board"),
        (_("A leader is approved by a second person"), bool(counts.get(Step.APPROVED)), "leader_board"),
        (_("The ideal member is described"), around["profiles"] > 0, "members_fit"),
        (_("A core team is named"), around["core"] > 0, "members_fit"),
        (
            _("Administration, pharmacy, controlling and insurers are on the map"),
            around["mapped"],
            "stakeholders",
        ),
        (_("Every likely conflict has an answer and an owner"), around["calm"], "conflicts"),
        (_("The draft of the space is begun"), draft is not None, "prospect"),
        (
            _("The leader has taken the community over"),
            draft is not None and draft.stage not in (Stage.IDEA, Stage.PREPARATION),
            "prospect",
        ),
    ]
    first = next((at for at, (_label, done, _page) in enumerate(checks) if not done), len(checks))
    return [
        {
            "label": label,
            "state": "done" if done else "now" if at == first else "next",
            "url": address(request, page, prospect=prospect.pk),
        }
        for at, (label, done, page) in enumerate(checks)
    ]


def _around(prospect: ProspectiveCommunity) -> dict[str, Any]:
    """What surrounds the idea; conflicts are answered once some were thought of, and none likely is open."""
    conflicts = ConflictArea.objects.filter(prospect=prospect)
    unanswered = Q(mitigation="") | Q(owner=None)
    told = conflicts.aggregate(
        n=Count("id"), open=Count("id", filter=Q(settled_at=None, likelihood__gte=Level.MEDIUM) & unanswered)
    )
    on_map = Stakeholder.objects.filter(prospect=prospect, left_at=None)
    positions = set(on_map.order_by().values_list("position", flat=True).distinct())
    return {
        "profiles": MemberProfile.objects.filter(prospect=prospect).count(),
        "core": MemberCandidate.objects.filter(prospect=prospect, in_core_team=True).count(),
        "mapped": positions >= set(EXPECTED),
        "calm": told["n"] > 0 and not told["open"],
    }
