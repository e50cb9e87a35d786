"""The values of the register's pages."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from communities.community.community import Community
from communities.community.standing import acting_person, moderates
from communities.solutions.register import matching, with_standing
from communities.solutions.solution import Solution, SolutionQuerySet, Standing
from communities.solutions.solution_report import SolutionReport
from tenancy.surfaces.addresses import address
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

TONES = {Standing.TRIED: "acc", Standing.VALIDATED: "good", Standing.SET_ASIDE: ""}


def asked_for(request: ActedRequest, community: Community) -> tuple[SolutionQuerySet, dict[str, str]]:
    """The solutions that the reader looks for, and what she asked."""
    asked = {"q": request.GET.get("q", "").strip()[:100], "standing": request.GET.get("standing", "")}
    rows = with_standing(
        Solution.objects.visible_to(acting_person(request)).filter(community=community)
    ).select_related("proposed_by")
    return matching(rows, words=asked["q"], standing=asked["standing"]), asked


def register_page(request: ActedRequest, community: Community) -> dict[str, Any]:
    """One page of the register, newest first; one query."""
    rows, asked = asked_for(request, community)
    found, following = newest_first(rows, after=request.GET.get("after", ""), size=25)
    kept = {name: value for name, value in asked.items() if value}
    return {
        "asked": asked,
        "lines": [{"solution": one, **standing_of(one)} for one in found],
        "standings": _standings(request, community, asked),
        "next_url": f"?{urlencode({**kept, 'after': following})}" if following else "",
        "previous_url": f"?{urlencode(kept)}" if request.GET.get("after") else "",
        "csv_query": urlencode(kept),
    }


def standing_of(solution: Solution) -> dict[str, str]:
    """How far it has come, as a word and a tone."""
    standing = Standing(solution.standing)
    return {"word": str(standing.label), "tone": TONES.get(standing, "")}


def solution_page(request: ActedRequest, solution: Solution) -> dict[str, Any]:
    """One solution with what members report, who vouches, and what the reader may do. Two queries beside its own."""
    me = acting_person(request)
    reports = list(solution.reports.filter(withdrawn_at=None).select_related("person"))
    vouchers = list(solution.validations.filter(withdrawn_at=None).select_related("validated_by"))
    mine = solution.proposed_by_id == me.id
    vouched = any(one.validated_by_id == me.id for one in vouchers)
    return {
        "solution": solution,
        **standing_of(solution),
        "reports": reports,
        "vouchers": vouchers,
        "me": me,
        "may_change": mine or moderates(solution.community),
        "may_report": not mine and _left(reports, me.id),
        "may_vouch": moderates(solution.community) and not mine and bool(reports) and not vouched,
    }


def _left(reports: list[SolutionReport], person: Any) -> bool:
    """Whether there is something that this member has not said yet."""
    return len({one.use for one in reports if one.person_id == person}) < 2


def _standings(request: ActedRequest, community: Community, asked: dict[str, str]) -> list[dict[str, Any]]:
    here = address(request, "solutions", community=community.slug)
    words = {"q": asked["q"]} if asked["q"] else {}
    offered = [("", _("All")), *Standing.choices]
    return [
        {
            "label": label,
            "url": f"{here}?{urlencode({**words, **({'standing': value} if value else {})})}",
            "current": value == asked["standing"],
        }
        for value, label in offered
    ]
