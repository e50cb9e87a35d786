"""Corrective actions in words: beside their findings, and in a list of their own."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from analytics.corrective.corrective_action import CorrectiveAction, Outcome
from analytics.corrective.following import Followed, followed
from analytics.health.health_run import HealthRun
from analytics.health.indicators import WORDS
from analytics.health.page import stored_runs
from analytics.health.periods import period_of
from communities.community.community import Community
from communities.community.standing import LEADING, acting_person, placed
from tenancy.people.person import Person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

MOST = 60


def actions_of(community: Community, *, reader: Person, runs: Sequence[HealthRun]) -> list[Followed]:
    """The actions that the reader sees, the open ones first, each with what the next check said."""
    rows = CorrectiveAction.objects.visible_to(reader).filter(community=community).select_related("owner")
    found = followed(list(rows.order_by("-opened_at")[:MOST]), runs)
    return sorted(found, key=lambda one: not one.action.is_open)


def followed_up(
    request: ActedRequest, community: Community, findings: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The findings of a check with what is done about each, or the address at which a leader may begin."""
    if not findings:
        return findings
    reader = acting_person(request)
    actions = actions_of(community, reader=reader, runs=stored_runs(request, community))
    leads = placed(community).opens and placed(community).my_role in LEADING
    return [
        beside(one, one["code"], actions)
        | ({"act_url": _opening(request, community, one)} if leads and not _taken(one, actions) else {})
        for one in findings
    ]


def _taken(finding: dict[str, Any], actions: Sequence[Followed]) -> bool:
    return any(one.action.finding == finding["code"] and one.action.is_open for one in actions)


def _opening(request: ActedRequest, community: Community, finding: dict[str, Any]) -> str:
    return address(request, "corrective_opening", community=community.slug, finding=finding["id"])


def beside(finding: dict[str, Any], code: str, actions: Sequence[Followed]) -> dict[str, Any]:
    """The finding with the step that somebody has taken against it, if there is one."""
    taken = next((one for one in actions if one.action.finding == code), None)
    if taken is None:
        return finding
    return finding | {
        "step": taken.action.title,
        "owner": taken.action.owner.display_name,
        "due": taken.action.due_on,
        "outcome": outcome_of(taken),
        "outcome_tone": tone_of(taken),
    }


def outcome_of(one: Followed) -> str:
    """What became of the action, in words."""
    if one.action.outcome == Outcome.DROPPED:
        return _("Dropped: %(why)s") % {"why": one.action.why}
    if one.judged_by is None:
        return _("Done; the next check will tell") if one.action.outcome == Outcome.DONE else ""
    period = {"period": period_of(one.judged_by)}
    return _("Worked: gone in %(period)s") % period if one.worked else _("Still there in %(period)s") % period


def tone_of(one: Followed) -> str:
    """good, act or nothing, for the colour beside the words."""
    if one.judged_by is None:
        return ""
    return "good" if one.worked else "act"


def line_of(one: Followed, *, closable: bool, closing_url: str) -> dict[str, Any]:
    """One line of the list."""
    words = WORDS.get(one.action.finding)
    return {
        "action": one.action,
        "finding": words.title if words else one.action.finding,
        "outcome": outcome_of(one) or one.action.get_outcome_display(),
        "tone": tone_of(one),
        "closable": closable and one.action.is_open,
        "closing_url": closing_url,
    }
