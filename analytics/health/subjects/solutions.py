"""Solutions: what was proposed within a year, and how much of it was tried and validated."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, LESS, Indicator, Unit
from analytics.health.subject import Section, Subject, share

FEWEST_PROPOSED = 5
FEW_TRIED = 0.4
DAY = 86_400

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "solutions_proposed",
        _("Solutions proposed"),
        _(
            "Entries of the register proposed in the 365 days to the end of the last day, not set aside by then."
        ),
        for_members=True,
        plotted=True,
        since="1.1",
    ),
    Indicator(
        "solutions_tried",
        _("Solutions tried"),
        _(
            "Of these, the share that another member has reported as tried or in use by the end of the last day."
        ),
        unit=Unit.SHARE,
        for_members=True,
        plotted=True,
        since="1.1",
    ),
    Indicator(
        "solutions_validated",
        _("Solutions validated"),
        _("Of these, the share that a leader, deputy or moderator, never the proposer, vouches for by then."),
        unit=Unit.SHARE,
        for_members=True,
        plotted=True,
        since="1.1",
    ),
    Indicator(
        "solutions_in_use",
        _("Solutions in use"),
        _("Of these, the number that another member reports to use."),
        for_members=True,
        since="1.1",
    ),
    Indicator(
        "median_days_to_tried",
        _("Days to the first trial"),
        _("Median from proposal to the first report, over those that have one."),
        unit=Unit.DECIMAL,
        better=LESS,
        for_members=True,
        since="1.1",
    ),
    Indicator(
        "median_days_to_validated",
        _("Days to the validation"),
        _("Median from proposal to the first validation, over those that have one."),
        unit=Unit.DECIMAL,
        better=INFORMATION,
        for_members=True,
        since="1.1",
    ),
)

WORDS = {
    "solutions_untried": Words(
        _("Proposals are not tried"),
        _("%(solutions_tried)s of %(solutions_proposed)s proposals of a year were tried"),
        _("Proposals are read and forgotten, or too large to try on a Monday."),
        _("Choose one at the next meeting, and have two members try it until the one after."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Conversion to four places, days to one."""
    return {
        "solutions_proposed": raw["proposed"],
        "solutions_tried": share(raw["tried"], raw["proposed"]),
        "solutions_validated": share(raw["validated"], raw["proposed"]),
        "solutions_in_use": raw["used"],
        "median_days_to_tried": _days(raw["seconds_to_tried"]),
        "median_days_to_validated": _days(raw["seconds_to_validated"]),
    }


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Many proposals, few trials."""
    enough = figures["solutions_proposed"] >= FEWEST_PROPOSED
    if enough and figures["solutions_tried"] < FEW_TRIED:
        quoted = ("solutions_tried", "solutions_proposed")
        yield noticed("solutions_untried", Word.WATCH, figures, *quoted, for_members=True)


def _days(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / DAY, 1)


SUBJECT = Subject(
    key="solutions",
    label=_("Solutions"),
    function="measure_solutions",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
    section=Section.PERFORMANCE,
)
