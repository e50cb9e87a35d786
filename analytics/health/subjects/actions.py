"""Whether what was promised is done, and when."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, LESS, Indicator, Unit
from analytics.health.subject import Subject, share

FEWEST_DUE = 3
LITTLE_ON_TIME = 0.6
MANY_CARRIED = 2

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "actions_due",
        _("Actions due"),
        _(
            "Action items with a day in the period that still stood when it came: it was not moved before it was "
            "over. Left out are those dropped by then, and open ones whose day is not over at the check. Each action "
            "counts once, for the first such day."
        ),
        better=INFORMATION,
        since="1.1",
    ),
    Indicator(
        "actions_on_time",
        _("Actions done on time"),
        _("Of the actions due in the period, the share that was done by that day."),
        unit=Unit.SHARE,
        plotted=True,
        since="1.1",
    ),
    Indicator(
        "open_actions",
        _("Open actions"),
        _("Action items agreed and not closed by the end of the period."),
        better=INFORMATION,
        since="1.1",
    ),
    Indicator(
        "actions_carried_often",
        _("Actions carried over more than twice"),
        _("Open actions whose day or meeting was moved three times or more by the end of the period."),
        better=LESS,
        plotted=True,
        since="1.1",
    ),
)
WORDS = {
    "actions_late": Words(
        _("What is promised is not done in time"),
        _("%(actions_on_time)s of %(actions_due)s actions done on time"),
        _("Often too much is promised at the end of a meeting, or to the same two people."),
        _("Promise less: at most one action for each, read aloud with its day at the end of the meeting."),
    ),
    "actions_carried": Words(
        _("Actions are carried from meeting to meeting"),
        _("%(actions_carried_often)s of %(open_actions)s open actions were moved three times or more"),
        _("Often nobody wants to say that it will not happen."),
        _("Go through them one by one: cut it smaller, pass it on, or drop it and say why."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """The published figures; None for a community that has never agreed an action."""
    if not raw["promises"]:
        return dict.fromkeys(indicator.key for indicator in INDICATORS)
    return {
        "actions_due": raw["due"],
        "actions_on_time": share(raw["on_time"], raw["due"]),
        "open_actions": raw["open"],
        "actions_carried_often": raw["carried"],
    }


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Most of it late, or several that nobody lets go."""
    on_time = figures["actions_on_time"]
    if on_time is not None and on_time < LITTLE_ON_TIME and figures["actions_due"] >= FEWEST_DUE:
        yield noticed("actions_late", Word.WATCH, figures, "actions_on_time", "actions_due")
    if figures["actions_carried_often"] >= MANY_CARRIED:
        yield noticed("actions_carried", Word.WATCH, figures, "actions_carried_often", "open_actions")


SUBJECT = Subject(
    key="actions",
    label=_("Actions"),
    function="measure_meetings",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
