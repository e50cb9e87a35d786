"""Whether a community meets as often as it means to."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, LESS, Indicator, Unit
from analytics.health.subject import Subject, share

# Meetings of the rhythm that were left out in a row.
SLIPPING, LOST = 2, 3

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "meetings_held",
        _("Meetings held"),
        _("Meetings that began in the period and whose attendance is on record."),
        plotted=True,
        since="1.1",
    ),
    Indicator(
        "meetings_planned",
        _("Meetings planned"),
        _(
            "Days in the period on which the community meant to meet: from the beginning of a rhythm every so many "
            "weeks, until one that was set later begins. Where no rhythm held on any day of the period, the "
            "meetings that were scheduled for it, cancelled ones included."
        ),
        better=INFORMATION,
        since="1.1",
    ),
    Indicator(
        "rhythm_kept",
        _("Rhythm kept"),
        _("Meetings held divided by meetings planned, at most 100 %."),
        unit=Unit.SHARE,
        plotted=True,
        since="1.1",
    ),
    Indicator(
        "days_since_meeting",
        _("Days since the last meeting"),
        _("Whole days between the beginning of the latest meeting held and the end of the period."),
        unit=Unit.DAYS,
        better=LESS,
        since="1.1",
    ),
    Indicator(
        "rhythm_days",
        _("Days from meeting to meeting"),
        _("The rhythm that holds on the last day, in days."),
        unit=Unit.DAYS,
        better=INFORMATION,
        since="1.1",
    ),
    Indicator(
        "days_without_meeting",
        _("Days without a meeting under the rhythm"),
        _(
            "Whole days from the latest meeting held, or from the first day of the rhythm that holds on the last day "
            "if that is later, to the end of the period."
        ),
        unit=Unit.DAYS,
        better=LESS,
        since="1.1",
    ),
)
WORDS = {
    "rhythm_lost": Words(
        _("The community has lost its rhythm"),
        _("%(days_without_meeting)s without a meeting; meant to be every %(rhythm_days)s"),
        _("Often the leader has no time, or meetings have stopped being worth the journey."),
        _(
            "Fix the next date this week, ask each member for one topic, and make the rhythm one you can keep."
        ),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """The published figures; None for a community that neither met nor meant to."""
    if not raw["gathers"]:
        return dict.fromkeys(indicator.key for indicator in INDICATORS)
    planned = raw["scheduled"] if raw["planned"] is None else int(raw["planned"])
    kept = share(raw["held"], planned)
    since = None if raw["days_since_meeting"] is None else int(raw["days_since_meeting"])
    return {
        "meetings_held": raw["held"],
        "meetings_planned": planned,
        "rhythm_kept": None if kept is None else min(kept, 1.0),
        "days_since_meeting": since,
        "rhythm_days": raw["rhythm_days"],
        "days_without_meeting": _without(since, raw["rhythm_age"]),
    }


def _without(since: int | None, age: int | None) -> int | None:
    """The younger of the two; without a rhythm there is nothing to miss."""
    if age is None:
        return None
    return age if since is None else min(since, age)


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """A rhythm that is missed several times in a row."""
    days, without = figures["rhythm_days"], figures["days_without_meeting"]
    if days and without is not None and without > SLIPPING * days:
        word = Word.ACT if without > LOST * days else Word.WATCH
        yield noticed("rhythm_lost", word, figures, "days_without_meeting", "rhythm_days")


SUBJECT = Subject(
    key="rhythm",
    label=_("Rhythm"),
    function="measure_meetings",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
