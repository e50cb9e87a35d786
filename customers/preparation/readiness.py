"""What is done and what is missing before a community can begin: the gate of its preparation (A10.01)."""

from typing import Any

from django.utils.translation import gettext as _

from communities.community.kinds import Stage
from customers.leaders.leader_candidate import Step
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.preparation.prospects import searches_of
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

TALKED = (Step.IN_DISCUSSION, Step.PROPOSED, Step.APPROVED)


def readiness_of(request: ActedRequest, prospect: ProspectiveCommunity) -> list[dict[str, Any]]:
    """The gate's steps in order, each done, now or next, with its page."""
    counts, draft = searches_of([prospect])[prospect.pk].counts, prospect.community
    checks = [
        (_("A candidate for leader is found"), bool(counts), "leader_board"),
        (_("The idea is discussed with a candidate"), any(counts.get(s) for s in TALKED), "leader_board"),
        (_("A leader is approved by a second person"), bool(counts.get(Step.APPROVED)), "leader_board"),
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
