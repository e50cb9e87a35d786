"""Goals: how many of a year's goals stand well. Performance, and never part of the word."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, Indicator, Unit
from analytics.health.subject import Section, Subject, share

FEWEST_GOALS = 2
FEW_ON_TRACK = 0.5

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "goals_set",
        _("Goals of the year"),
        _("Goals of the last day's calendar year that were set, and not dropped, by the end of that day."),
        better=INFORMATION,
        for_members=True,
        for_office=True,
        since="1.1",
    ),
    Indicator(
        "goals_on_track",
        _("Goals on track"),
        _("Of these, the share whose latest word by then is on track or reached."),
        unit=Unit.SHARE,
        for_members=True,
        for_office=True,
        plotted=True,
        since="1.1",
    ),
    Indicator(
        "goals_reached",
        _("Goals reached"),
        _("Of these, the number whose latest word by then is reached."),
        for_members=True,
        for_office=True,
        since="1.1",
    ),
)

WORDS = {
    "goals_at_risk": Words(
        _("Goals of the year are at risk"),
        _("%(goals_on_track)s of %(goals_set)s goals are on track or reached"),
        _("They were too many or too far off, or they depend on others who were not asked."),
        _("Drop what no longer matters, and ask the sponsor for what blocks the rest."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Only communities with goals in that year are counted."""
    return {
        "goals_set": raw["goals"],
        "goals_on_track": share(raw["good"], raw["goals"]),
        "goals_reached": raw["reached"],
    }


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Most goals stand badly."""
    if figures["goals_set"] >= FEWEST_GOALS and figures["goals_on_track"] < FEW_ON_TRACK:
        quoted = ("goals_on_track", "goals_set")
        yield noticed("goals_at_risk", Word.WATCH, figures, *quoted, for_members=True, for_office=True)


SUBJECT = Subject(
    key="goals",
    label=_("Goals"),
    function="measure_goals",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
    section=Section.PERFORMANCE,
)
