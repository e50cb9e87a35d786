"""How members say the community is doing: the six dimensions of the latest pulse survey."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, Indicator, Unit
from analytics.health.subject import Subject, rounded
from communities.pulse.items import DIMENSIONS

LOW_MEAN, VERY_LOW_MEAN = 2.8, 2.0
"""On the scale from 1 to 5, whose middle is 3."""

ABOUT = _(
    "Mean of the answers from 1 to 5 to the two statements of this dimension in the latest pulse survey that ended in "
    "the 365 days to the last day; shown from 5 answers. Each person counts once."
)
INDICATORS: tuple[Indicator, ...] = (
    *(
        Indicator(
            f"pulse_{topic.code}", topic.label, ABOUT, unit=Unit.DECIMAL, for_members=True, plotted=True
        )
        for topic in DIMENSIONS
    ),
    Indicator(
        "pulse_answers",
        _("Answers to the pulse survey"),
        _("People who answered that survey; nothing is kept of fewer than 5."),
        better=INFORMATION,
        for_members=True,
    ),
    Indicator(
        "pulse_alpha",
        _("Cronbach’s alpha of the pulse"),
        _("How far the twelve statements go together (Cronbach 1951). It says nothing about good or bad."),
        unit=Unit.INDEX,
        better=INFORMATION,
        for_members=True,
    ),
)

LIKELY: dict[str, tuple[Any, Any, Any]] = {
    "domain": (
        _("Members doubt what this community is about"),
        _("Often the domain has become too wide, or work has moved on without it."),
        _("Take half an hour to word the domain anew, and drop what nobody needs any more."),
    ),
    "community": (
        _("Members do not feel safe to ask"),
        _("Often a question stayed unanswered or was corrected in public, and others noticed."),
        _(
            "Begin the next meeting with what went wrong, leader first, and answer every question within a day."
        ),
    ),
    "practice": (
        _("Members find little that they can use"),
        _("Often good solutions are told once and cannot be found again."),
        _("Write up the three solutions that helped most, and link them where people ask."),
    ),
    "motivation": (
        _("Members take part because they must"),
        _("Often members were named rather than asked, or nobody says thanks."),
        _("Ask each member what would make it worth the time, and let go with thanks whoever wants to go."),
    ),
    "structure": (
        _("It is unclear who does what"),
        _("Often roles have no owner, or meetings drift without agenda."),
        _("Go through the roles at the next meeting, and name one owner for each."),
    ),
    "mandate": (
        _("Members see that nothing comes of their work"),
        _("Often results reach nobody who decides, or decisions are taken elsewhere."),
        _(
            "Agree with the sponsor on one question where the community’s word counts, and report what came of it."
        ),
    ),
}
EVIDENCE = _("{mean} on a scale from 1 to 5, {answers} answers")
WORDS = {
    f"pulse_{code}": Words(
        title, format_lazy(EVIDENCE, mean=f"%(pulse_{code})s", answers="%(pulse_answers)s"), cause, step
    )
    for code, (title, cause, step) in LIKELY.items()
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Means to two places."""
    means = {f"pulse_{topic.code}": rounded(raw["means"].get(topic.code), 2) for topic in DIMENSIONS}
    return {**means, "pulse_answers": raw["n"], "pulse_alpha": rounded(raw["alpha"], 2)}


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Each dimension whose mean lies clearly below the middle of the scale."""
    for topic in DIMENSIONS:
        code = f"pulse_{topic.code}"
        mean = figures[code]
        if mean is not None and mean < LOW_MEAN:
            word = Word.ACT if mean < VERY_LOW_MEAN else Word.WATCH
            yield noticed(code, word, figures, code, "pulse_answers", for_members=True)


SUBJECT = Subject(
    key="pulse",
    label=_("Pulse survey"),
    function="measure_pulse",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
