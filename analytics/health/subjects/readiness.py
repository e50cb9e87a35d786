"""Leader readiness: trained before the kick-off, a deputy, a plan for succession."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import Indicator, Unit
from analytics.health.subject import Subject, share
from communities.community.kinds import INTERNAL_KINDS

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "leaders_trained",
        _("Leaders trained"),
        _("Of the leaders with a seat on the last day, the share with a leadership training by then."),
        unit=Unit.SHARE,
        for_office=True,
        since="1.1",
    ),
    Indicator(
        "leaders_trained_before",
        _("Leaders trained before the kick-off"),
        _(
            "Of the same leaders, the share who completed one by the day on which the community first became "
            "active; by the last day where it has not become active yet."
        ),
        unit=Unit.SHARE,
        for_office=True,
        since="1.1",
    ),
    Indicator(
        "deputy_named",
        _("Deputy named"),
        _("1 if somebody has a seat as deputy on the last day, else 0."),
        for_office=True,
        since="1.1",
    ),
    Indicator(
        "succession_planned",
        _("Succession plan noted"),
        _("1 if leader or deputy have noted who could follow by the end of the last day, else 0."),
        for_office=True,
        since="1.1",
    ),
)

WORDS = {
    "untrained_leader": Words(
        _("The leader is not trained"),
        _("%(leaders_trained)s of the leaders have completed a leadership training"),
        _("Experts are chosen for what they know; leading without authority is a craft of its own."),
        _("Book the next leadership training, and name a coach until then."),
    ),
    "no_succession": Words(
        _("Nobody knows who would follow"),
        _("A deputy is named: %(deputy_named)s; a succession plan is noted: %(succession_planned)s"),
        _("The lead rests on one person; it is thought of when she leaves."),
        _("Name a deputy who runs every second meeting, and note how the lead would pass on."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Only communities that somebody leads are counted."""
    return {
        "leaders_trained": share(raw["trained"], raw["leaders"]),
        "leaders_trained_before": share(raw["trained_before"], raw["leaders"]),
        "deputy_named": int(raw["deputies"] > 0),
        "succession_planned": int(raw["planned"]),
    }


def findings(figures: Mapping[str, Any], kind: str) -> Iterator[Finding]:
    """Training is a duty in the firm's own communities; who follows is a question everywhere."""
    if kind in INTERNAL_KINDS and not figures["leaders_trained"]:
        yield noticed("untrained_leader", Word.WATCH, figures, "leaders_trained", for_office=True)
    if not figures["deputy_named"] and not figures["succession_planned"]:
        quoted = ("deputy_named", "succession_planned")
        yield noticed("no_succession", Word.WATCH, figures, *quoted, for_office=True)


SUBJECT = Subject(
    key="readiness",
    label=_("Leader readiness"),
    function="measure_readiness",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
