"""The leader's time in communities of practice: reported against agreed hours, and what it went to."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import IN_BAND, INFORMATION, Indicator, Unit
from analytics.health.subject import Subject, share

BAND = (0.7, 1.3)
LITTLE_FACILITATION = 0.4

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "leader_hours_agreed",
        _("Leader’s hours agreed"),
        _(
            "For the calendar months that begin in the period: hours of the signed agreements in force on each "
            "month's first day. 30 % of working time is usual."
        ),
        better=INFORMATION,
        for_office=True,
        since="1.1",
    ),
    Indicator(
        "leader_hours_reported",
        _("Leader’s hours reported"),
        _("Hours that leaders reported for the same months; none where nothing was reported."),
        better=INFORMATION,
        for_office=True,
        since="1.1",
    ),
    Indicator(
        "leader_time",
        _("Leader’s time"),
        _("Reported hours divided by agreed hours, where both exist."),
        unit=Unit.SHARE,
        better=IN_BAND,
        for_office=True,
        plotted=True,
        band=BAND,
        since="1.1",
    ),
    Indicator(
        "leader_time_trust",
        _("Leader’s time for trust"),
        _("Share of the reported hours that went to building trust."),
        unit=Unit.SHARE,
        for_office=True,
        since="1.1",
    ),
    Indicator(
        "leader_time_facilitation",
        _("Leader’s time for facilitation"),
        _("Share of the reported hours that went to facilitating communication."),
        unit=Unit.SHARE,
        for_office=True,
        since="1.1",
    ),
)

WORDS = {
    "leader_time_short": Words(
        _("The leader gives less time than was agreed"),
        _("%(leader_hours_reported)s of %(leader_hours_agreed)s hours, %(leader_time)s"),
        _("Often daily business takes the time back, with or without the supervisor's word."),
        _("Talk with the supervisor: protect the hours, or agree on fewer and share the lead."),
    ),
    "leader_time_over": Words(
        _("The leader gives more time than was agreed"),
        _("%(leader_hours_reported)s of %(leader_hours_agreed)s hours, %(leader_time)s"),
        _("The effort of leading was underestimated; that lasts until the leader tires."),
        _("Renew the agreement with the real hours, or hand roles to others."),
    ),
    "leader_time_elsewhere": Words(
        _("Little of the leader's time goes to people"),
        _("Trust %(leader_time_trust)s, facilitation %(leader_time_facilitation)s"),
        _("Administration and content eat what makes a community live."),
        _("Hand administration on, and plan two one-to-one talks a week."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Shares of what was reported; None of nothing."""
    agreed, reported = raw["agreed"], raw["reported"]
    return {
        "leader_hours_agreed": agreed,
        "leader_hours_reported": reported,
        "leader_time": None if reported is None else share(reported, agreed),
        "leader_time_trust": share(raw["trust"], reported or 0),
        "leader_time_facilitation": share(raw["facilitation"], reported or 0),
    }


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Far under or over what was agreed; little time for the two things that matter most."""
    ratio = figures["leader_time"]
    if ratio is not None and not BAND[0] <= ratio <= BAND[1]:
        code = "leader_time_short" if ratio < BAND[0] else "leader_time_over"
        quoted = ("leader_hours_reported", "leader_hours_agreed", "leader_time")
        yield noticed(code, Word.WATCH, figures, *quoted, for_office=True)
    trust = figures["leader_time_trust"]
    if trust is not None and trust + figures["leader_time_facilitation"] < LITTLE_FACILITATION:
        went = ("leader_time_trust", "leader_time_facilitation")
        yield noticed("leader_time_elsewhere", Word.WATCH, figures, *went, for_office=True)


SUBJECT = Subject(
    key="leading",
    label=_("Leader’s time"),
    function="measure_leading",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
