"""Recognition in communities of practice: the share of members who were thanked within half a year."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import Indicator, Unit
from analytics.health.subject import Subject, share

SMALLEST_SHOWN = 5
SMALLEST_GROUP = 8
LITTLE_RECOGNITION = 0.1

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "members_recognised",
        _("Members recognised"),
        _(
            "Of the members of a community of practice on the last day, the share thanked in a note of the 183 "
            "days to the end of that day that was not taken back, alone or in a team; shown from 5 members. "
            "Nobody is singled out."
        ),
        unit=Unit.SHARE,
        for_members=True,
        for_office=True,
        plotted=True,
        since="1.1",
    ),
)

WORDS = {
    "no_recognition": Words(
        _("Contributions are hardly recognised"),
        _("%(members_recognised)s of the members were thanked in six months"),
        _("Recognition is among the strongest motives; where it is missing, people stop giving."),
        _("Thank three members or a team at the next meeting, and ask a sponsor to do so in writing."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """An aggregate: left out below five members."""
    enough = raw["members"] >= SMALLEST_SHOWN
    return {"members_recognised": share(raw["recognised"], raw["members"]) if enough else None}


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Fewer than one in ten."""
    recognised = figures["members_recognised"]
    if (figures["members"] or 0) >= SMALLEST_GROUP and recognised < LITTLE_RECOGNITION:
        yield noticed(
            "no_recognition", Word.WATCH, figures, "members_recognised", for_members=True, for_office=True
        )


SUBJECT = Subject(
    key="recognition",
    label=_("Recognition"),
    function="measure_recognition",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
