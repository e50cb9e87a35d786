"""Findings in words: what was found, the likely cause to look into, and the next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.health.health_finding import HealthFinding
from analytics.health.indicators import BY_KEY, Unit


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of one kind of finding; `evidence` quotes figures by the key of their indicator."""

    title: Any
    evidence: Any
    cause: Any
    step: Any


WORDS: dict[str, Words] = {
    "silence": Words(
        gettext_lazy("Nothing has been written for a month or more"),
        gettext_lazy("Days since the last contribution: %(days_since_contribution)s; members: %(members)s"),
        gettext_lazy("Often nobody feels invited to begin, or the leader has no time for it."),
        gettext_lazy("Ask one member for a case of this week, and answer it within a day."),
    ),
    "absence_factor": Words(
        gettext_lazy("Very few people made half of the contributions"),
        gettext_lazy("Absence factor %(absence_factor)s in a group of %(members)s"),
        gettext_lazy("Often one or two answer everything first, and others see that it is done."),
        gettext_lazy("Leave questions open for a day and ask named members to answer first."),
    ),
    "concentration": Words(
        gettext_lazy("The busiest tenth writes most of it"),
        gettext_lazy("%(top10_share)s of what %(contributors)s contributors wrote"),
        gettext_lazy("Often newcomers find the tone settled and the seats taken."),
        gettext_lazy("Introduce members who have not written yet, by what they know."),
    ),
    "unanswered": Words(
        gettext_lazy("Many topics wait a week without a reply"),
        gettext_lazy("%(unanswered_after_7_days)s of %(topics_a_week_old)s topics"),
        gettext_lazy("Often nobody feels asked, or the question fits nobody here."),
        gettext_lazy("Agree on a rota of first answerers and name one person in each open topic."),
    ),
    "slow_response": Words(
        gettext_lazy("A first reply takes days"),
        gettext_lazy("Median %(median_first_reply_hours)s over %(topics)s topics"),
        gettext_lazy("Often notices are off, or few members look in during the week."),
        gettext_lazy("Agree on a rota of first answerers; ask members which notices they want."),
    ),
    "turnover_low": Words(
        gettext_lazy("Hardly anybody joins or leaves"),
        gettext_lazy("Turnover %(turnover)s in twelve months: %(joiners)s joined, %(leavers)s left"),
        gettext_lazy("Often the circle has closed, and nobody is asked to look for new members."),
        gettext_lazy("Name what knowledge is missing, and invite two people who have it."),
    ),
    "turnover_high": Words(
        gettext_lazy("Many come and go"),
        gettext_lazy("Turnover %(turnover)s in twelve months: %(joiners)s joined, %(leavers)s left"),
        gettext_lazy("Growth, reorganisation, or a purpose that does not hold people."),
        gettext_lazy("Ask those who left why, and welcome each newcomer with a host."),
    ),
    "newcomers": Words(
        gettext_lazy("Newcomers stay silent"),
        gettext_lazy("%(newcomers_who_took_part)s of %(newcomers)s newcomers took part within 60 days"),
        gettext_lazy("Often nobody introduces them, and their first post gets no answer."),
        gettext_lazy("Give each newcomer a host for the first month and a first small task."),
    ),
    "diversity": Words(
        gettext_lazy("Nearly everybody has the same function"),
        gettext_lazy("Blau index %(diversity_functions)s over %(functions_known)s members"),
        gettext_lazy("Often members are recruited from the founders' own department."),
        gettext_lazy("Compare with the charter who is missing, and invite them by name."),
    ),
    "no_leader": Words(
        gettext_lazy("Nobody leads this community"),
        gettext_lazy("No member has the role of leader"),
        gettext_lazy("The leader has left, or was never named."),
        gettext_lazy("Agree on a leader and a deputy at the next meeting."),
    ),
    "no_deputy": Words(
        gettext_lazy("No deputy is named"),
        gettext_lazy("Leaders: %(leaders)s; deputies: none"),
        gettext_lazy("The role was not filled when the community began, or its term has ended."),
        gettext_lazy("Name a deputy who takes over one task now and the whole in absence."),
    ),
}


def worded(finding: HealthFinding) -> dict[str, Any]:
    """The values of `components/finding.html`; a code that this version does not know keeps its name."""
    words = WORDS.get(finding.code)
    named = {"id": finding.id, "code": finding.code, "word": finding.word}
    if words is None:
        return named | {"title": finding.code, "evidence": "", "cause": "", "step": ""}
    return named | {
        "title": words.title,
        "evidence": words.evidence % _quoted(finding.evidence),
        "cause": words.cause,
        "step": words.step,
    }


def written(key: str, value: float | None) -> str:
    """A figure with its unit in the reader's language, a dash where it does not exist."""
    if value is None:
        return "–"
    unit = BY_KEY[key].unit
    if unit == Unit.SHARE:
        return f"{number_format(100 * value, decimal_pos=0)}\u00a0%"
    if unit == Unit.HOURS:
        return f"{number_format(value, decimal_pos=1)}\u00a0h"
    if unit == Unit.DAYS:
        return ngettext("%(n)s day", "%(n)s days", int(value)) % {"n": number_format(int(value))}
    places = {Unit.INDEX: 2, Unit.DECIMAL: 1}.get(unit, 0)
    return number_format(value, decimal_pos=places, force_grouping=True).replace("-", "−")


def _quoted(evidence: Mapping[str, Any]) -> dict[str, str]:
    quoted = {key: written(key, value) for key, value in evidence.items()}
    if evidence.get("days_since_contribution", 0) is None:
        quoted["days_since_contribution"] = _("never one yet")
    return quoted
