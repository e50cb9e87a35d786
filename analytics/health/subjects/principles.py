"""The six principles of strategic communities (Storck and Hill 2000): as members see and as the card rates them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import Indicator, Unit
from analytics.health.subject import Subject, rounded
from communities.pulse.items import PRINCIPLES

LOW_MEAN = 2.8

ABOUT = _(
    "Mean of the members’ answers from 1 to 5 in the latest pulse survey that ended in the 365 days to the last day; "
    "shown from 5 answers."
)
RATED = _(
    "How the community rates itself on its scorecard, from 1 (nothing yet) to 5 (fully in place): the rating that held "
    "on the last day. Its evidence stands on the card."
)
INDICATORS: tuple[Indicator, ...] = tuple(
    indicator
    for topic in PRINCIPLES
    for indicator in (
        Indicator(
            f"principle_{topic.code}", topic.label, ABOUT, unit=Unit.DECIMAL, for_members=True, plotted=True
        ),
        Indicator(
            f"principle_{topic.code}_rated",
            format_lazy(_("{principle}, own rating"), principle=topic.label),
            RATED,
            for_members=True,
        ),
    )
)
STEPS: dict[str, tuple[Any, Any]] = {
    "openness": (
        _("Little room for what nobody planned"),
        _("Leave a third of the next agenda open, and introduce two members who have not met."),
    ),
    "culture": (
        _("Members miss a common ground"),
        _("Use the words and methods that everybody was trained in; agree on one page of shared vocabulary."),
    ),
    "interests": (
        _("Members do not see which interests they share"),
        _("Tell the story of one solved issue: who needed it, who else gained from it."),
    ),
    "collective": (
        _("Learning together counts little"),
        _("Thank a group by name for what it worked out together, where their managers read it."),
    ),
    "embedded": (
        _("Sharing knowledge is an extra task"),
        _("Ask at the end of each action what was learned, and keep the answer with the solution."),
    ),
    "own_norms": (
        _("Others set the processes and norms"),
        _("Write down three norms of your own at the next meeting, and change what was taken over unasked."),
    ),
}
EVIDENCE = _("Members’ mean {mean} on a scale from 1 to 5")
WORDS = {
    f"principle_{code}": Words(
        title,
        format_lazy(EVIDENCE, mean=f"%(principle_{code})s"),
        _("Of the six principles this is one that members see least."),
        step,
    )
    for code, (title, step) in STEPS.items()
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Means to two places beside the community's own ratings."""
    means = {f"principle_{topic.code}": rounded(raw["means"].get(topic.code), 2) for topic in PRINCIPLES}
    return means | {f"principle_{topic.code}_rated": raw["ratings"].get(topic.code) for topic in PRINCIPLES}


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Each principle whose mean lies clearly below the middle of the scale."""
    for topic in PRINCIPLES:
        key = f"principle_{topic.code}"
        if figures[key] is not None and figures[key] < LOW_MEAN:
            yield noticed(key, Word.WATCH, figures, key, for_members=True)


SUBJECT = Subject(
    key="principles",
    label=_("Six principles"),
    function="measure_principles",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
