"""Corrective actions in words: beside their findings, and in a list of their own."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from analytics.corrective.corrective_action import CorrectiveAction, Outcome
from analytics.corrective.following import Followed, followed
from analytics.health.health_run import HealthRun
from analytics.health.indicators import SUBJECT_OF_FINDING, WORDS
from analytics.health.periods import period_of
from analytics.health.subject import Section
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
    request: ActedRequest, community: Community, findings: list[dict[str, Any]], runs: Sequence[HealthRun]
) -> list[dict[str, Any]]:
    """The findings of a check with what is done about each, or the address at which a leader may begin.

    Behind them stand those that the check found gone after somebody acted. `runs`: the stored checks of the
    community, the one that the findings belong to first.
    """
    if not runs:
        return findings
    chosen = runs[0]
    actions = actions_of(community, reader=acting_person(request), runs=runs)
    leads = placed(community).opens and placed(community).my_role in LEADING
    still = [
        beside(one, one["code"], actions, shown=chosen)
        | ({"act_url": _opening(request, community, one)} if leads and not _taken(one, actions) else {})
        for one in findings
    ]
    return still + [gone(one) for one in actions if one.worked and one.judged_by == chosen]


def _taken(finding: dict[str, Any], actions: Sequence[Followed]) -> bool:
    return any(one.action.finding == finding["code"] and one.action.is_open for one in actions)


def _opening(request: ActedRequest, community: Community, finding: dict[str, Any]) -> str:
    return address(request, "corrective_opening", community=community.slug, finding=finding["id"])


def beside(
    finding: dict[str, Any], code: str, actions: Sequence[Followed], *, shown: HealthRun | None = None
) -> dict[str, Any]:
    """The finding of the check `shown` with the step that somebody has taken against it, if there is one."""
    taken = next((one for one in actions if one.action.finding == code), None)
    if taken is None:
        return finding
    back = _back(taken, shown)
    return finding | {
        "step": taken.action.title,
        "owner": taken.action.owner.display_name,
        "due": taken.action.due_on,
        "outcome": back or outcome_of(taken),
        "outcome_tone": "act" if back else tone_of(taken),
    }


def _back(taken: Followed, shown: HealthRun | None) -> str:
    """Words for a finding that an earlier check than `shown` had found gone."""
    judge = taken.judged_by
    if not (taken.worked and judge and shown and judge.last_day < shown.last_day):
        return ""
    return _("Back again: it was gone in %(period)s") % {"period": period_of(judge)}


def gone(one: Followed) -> dict[str, Any]:
    """A finding that an action did away with, in the words of `components/finding.html`."""
    code = one.action.finding
    words, subject = WORDS.get(code), SUBJECT_OF_FINDING.get(code)
    return {
        "code": code,
        "word": "good",
        "closed": True,
        "is_performance": subject is not None and subject.section == Section.PERFORMANCE,
        "title": words.title if words else code,
        "evidence": _("Gone since the check before."),
        "cause": words.cause if words else "",
        "step": one.action.title,
        "owner": one.action.owner.display_name,
        "due": None,
        "outcome": outcome_of(one),
        "outcome_tone": tone_of(one),
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
