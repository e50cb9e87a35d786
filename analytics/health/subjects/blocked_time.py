"""Whether supervisors stand in the way: what members of a community of practice say without their names."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, LESS, Indicator, Unit
from analytics.health.subject import Subject, rounded

MUCH_BLOCKED, VERY_MUCH_BLOCKED = 0.25, 0.5
MUCH_STUCK = 0.25

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "blocked_time",
        _("Blocked time"),
        _(
            "Share of those who answered the latest pulse survey of the last 365 days with 4 or 5 of 5 to “My "
            "supervisor hinders my work for this community”; shown from 5 answers."
        ),
        unit=Unit.SHARE,
        better=LESS,
        for_members=True,
        for_office=True,
        plotted=True,
    ),
    Indicator(
        "stuck_between",
        _("Stuck in between"),
        _(
            "Share of those who answered with 4 or 5 of 5 that the community wants one thing of them and their line of "
            "work another; shown from 5 answers."
        ),
        unit=Unit.SHARE,
        better=LESS,
        for_members=True,
        for_office=True,
        plotted=True,
    ),
    Indicator(
        "blocked_answers",
        _("Answers about time"),
        _("People behind the two shares."),
        better=INFORMATION,
        for_members=True,
        for_office=True,
    ),
)
WORDS = {
    "blocked_time": Words(
        _("Supervisors stand in the way"),
        _("%(blocked_time)s of %(blocked_answers)s say that their supervisor hinders their work here"),
        _(
            "Often supervisors were told of the duties and not of the benefit, or their targets leave no room."
        ),
        _("Have the programme office speak with all supervisors together; ask nobody who it was."),
    ),
    "stuck_between": Words(
        _("Members are stuck in between"),
        _(
            "%(stuck_between)s of %(blocked_answers)s say that community and line want different things of them"
        ),
        _("Often the time agreed on paper has no place in the line’s own goals."),
        _("Renew the time agreements, with the community’s work named among the goals of the year."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Shares to four places; None where such a community is not asked."""
    blocked = raw["high"].get("hindered")
    return {
        "blocked_time": rounded(blocked),
        "stuck_between": rounded(raw["high"].get("stuck")),
        "blocked_answers": None if blocked is None else raw["n"],
    }


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """A quarter is much; half calls for action."""
    blocked, stuck = figures["blocked_time"], figures["stuck_between"]
    quoted = ("blocked_answers",)
    if blocked is not None and blocked >= MUCH_BLOCKED:
        word = Word.ACT if blocked >= VERY_MUCH_BLOCKED else Word.WATCH
        yield noticed(
            "blocked_time", word, figures, "blocked_time", *quoted, for_members=True, for_office=True
        )
    if stuck is not None and stuck >= MUCH_STUCK:
        yield noticed(
            "stuck_between", Word.WATCH, figures, "stuck_between", *quoted, for_members=True, for_office=True
        )


SUBJECT = Subject(
    key="blocked_time",
    label=_("Blocked time"),
    function="measure_pulse",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
