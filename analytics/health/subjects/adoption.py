"""Leader adoption in customer communities: whether those who lead use what they are to promote (A11.22)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import Indicator, Unit
from analytics.health.subject import Subject, share

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "leaders_taking_part",
        _("Leaders who take part"),
        _(
            "In a customer community: of the leaders and deputies on the last day, the share with a topic, a reply, "
            "a reaction, a meeting attended or an action done in the period. Shown to them and to the operator alone."
        ),
        unit=Unit.SHARE,
        plotted=True,
        since="1.2",
    ),
    Indicator(
        "leaders_topics",
        _("Topics by leaders"),
        _("Topics that the same people opened in the period."),
        since="1.2",
    ),
)

WORDS = {
    "leader_away": Words(
        _("Whoever leads does not use the community"),
        _("%(leaders_taking_part)s of leaders and deputies took part, %(leaders_topics)s topics by them"),
        _(
            "Often the leader was told what the portal can do, but not what a motivator does on it, or has no time."
        ),
        _("Open one discussion together with the operator or the deputy, and plan the next three."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """None outside of customer communities and where nobody leads."""
    leading = raw["leaders"] + raw["deputies"] if raw["is_customer"] else 0
    return {
        "leaders_taking_part": share(raw["leading_active"], leading),
        "leaders_topics": raw["leading_topics"] if leading else None,
    }


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Nobody who leads took part."""
    if figures["leaders_taking_part"] == 0:
        yield noticed("leader_away", Word.WATCH, figures, "leaders_taking_part", "leaders_topics")


SUBJECT = Subject(
    key="adoption",
    label=_("Leader adoption"),
    function="measure_activity",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
