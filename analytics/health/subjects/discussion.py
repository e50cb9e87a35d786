"""What is written, by how many, and how soon it is answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, LESS, Indicator, Unit
from analytics.health.subject import Subject, rounded, share

SMALLEST_GROUP = 8
FEWEST_CONTRIBUTORS = 10
FEWEST_TOPICS = 5
SILENT_DAYS, DEAD_DAYS = 30, 90
SLOW_HOURS = 72
MUCH_UNANSWERED = 0.25
MUCH_CONCENTRATED = 0.6

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "contributors",
        _("Contributors"),
        _("Named persons who wrote a topic or a reply in the period, members or not."),
    ),
    Indicator("topics", _("Topics"), _("Topics opened in the period."), plotted=True),
    Indicator("replies", _("Replies"), _("Replies written in the period."), plotted=True),
    Indicator(
        "absence_factor",
        _("Absence factor"),
        _(
            "Smallest number of people who made half of the named contributors' topics and replies. At "
            "most 2 in a "
            "group of 8 or more is a finding."
        ),
        plotted=True,
    ),
    Indicator(
        "top10_share",
        _("Share of the busiest tenth"),
        _(
            "Share of the named contributors' topics and replies that the busiest 10 % of them made, "
            "rounded up to whole people."
        ),
        unit=Unit.SHARE,
        better=LESS,
        plotted=True,
    ),
    Indicator(
        "gini",
        _("Gini coefficient"),
        _("Concentration of topics and replies among named contributors: 0 when all wrote the same number."),
        unit=Unit.INDEX,
        better=LESS,
    ),
    Indicator(
        "median_first_reply_hours",
        _("Hours to the first reply"),
        _("Median over the topics opened in the period that got a reply by another person, however late."),
        unit=Unit.HOURS,
        better=LESS,
        plotted=True,
    ),
    Indicator(
        "unanswered_after_7_days",
        _("Unanswered after 7 days"),
        _(
            "Of the topics opened in the period that were a week old at the check, the share without a "
            "reply by another person in their first 7 days."
        ),
        unit=Unit.SHARE,
        better=LESS,
        plotted=True,
    ),
    Indicator(
        "topics_a_week_old",
        _("Topics a week old"),
        _("Topics behind the share unanswered after 7 days."),
        better=INFORMATION,
    ),
    Indicator(
        "topics_without_reply",
        _("Topics without a reply"),
        _("Topics opened in the period to which no other person had replied by the time of the check."),
        better=LESS,
    ),
    Indicator(
        "reciprocity",
        _("Reciprocity"),
        _(
            "Share of named contributors who both opened a topic and replied to somebody else's in the "
            "period."
        ),
        unit=Unit.SHARE,
        plotted=True,
    ),
    Indicator(
        "days_since_contribution",
        _("Days since the last contribution"),
        _("Whole days between the latest topic or reply and the end of the period."),
        unit=Unit.DAYS,
        better=LESS,
    ),
)

WORDS = {
    "silence": Words(
        _("Nothing has been written for a month or more"),
        _("Days since the last contribution: %(days_since_contribution)s; members: %(members)s"),
        _("Often nobody feels invited to begin, or the leader has no time for it."),
        _("Ask one member for a case of this week, and answer it within a day."),
    ),
    "absence_factor": Words(
        _("Very few people made half of the contributions"),
        _("Absence factor %(absence_factor)s in a group of %(members)s"),
        _("Often one or two answer everything first, and others see that it is done."),
        _("Leave questions open for a day and ask named members to answer first."),
    ),
    "concentration": Words(
        _("The busiest tenth writes most of it"),
        _("%(top10_share)s of what %(contributors)s contributors wrote"),
        _("Often newcomers find the tone settled and the seats taken."),
        _("Introduce members who have not written yet, by what they know."),
    ),
    "unanswered": Words(
        _("Many topics wait a week without a reply"),
        _("%(unanswered_after_7_days)s of %(topics_a_week_old)s topics"),
        _("Often nobody feels asked, or the question fits nobody here."),
        _("Agree on a rota of first answerers and name one person in each open topic."),
    ),
    "slow_response": Words(
        _("A first reply takes days"),
        _("Median %(median_first_reply_hours)s over %(topics)s topics"),
        _("Often notices are off, or few members look in during the week."),
        _("Agree on a rota of first answerers; ask members which notices they want."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """The published figures: hours to 3 places, shares to 4."""
    seconds, silent = raw["median_first_reply_seconds"], raw["days_since_contribution"]
    return {
        **{name: raw[name] for name in ("contributors", "topics", "replies", "topics_without_reply")},
        "median_first_reply_hours": None if seconds is None else round(seconds / 3600, 3),
        "unanswered_after_7_days": share(raw["topics_late"], raw["topics_judged"]),
        "topics_a_week_old": raw["topics_judged"],
        "top10_share": rounded(raw["top10_share"]),
        "gini": rounded(raw["gini"]),
        "absence_factor": raw["absence_factor"],
        "reciprocity": rounded(raw["reciprocity"]),
        "days_since_contribution": None if silent is None else int(silent),
    }


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """Silence, few voices, and questions that wait."""
    silent = figures["days_since_contribution"]
    if silent is None or silent >= SILENT_DAYS:
        grave = silent is None or silent >= DEAD_DAYS
        yield noticed(
            "silence", Word.ACT if grave else Word.WATCH, figures, "days_since_contribution", "members"
        )
    absence = figures["absence_factor"]
    if absence is not None and absence <= 2 and figures["members"] >= SMALLEST_GROUP:
        yield noticed("absence_factor", Word.WATCH, figures, "absence_factor", "members")
    share = figures["top10_share"]
    if share is not None and share > MUCH_CONCENTRATED and figures["contributors"] >= FEWEST_CONTRIBUTORS:
        yield noticed("concentration", Word.WATCH, figures, "top10_share", "contributors")
    late = figures["unanswered_after_7_days"]
    if late is not None and late > MUCH_UNANSWERED and figures["topics_a_week_old"] >= FEWEST_TOPICS:
        yield noticed("unanswered", Word.WATCH, figures, "unanswered_after_7_days", "topics_a_week_old")
    hours = figures["median_first_reply_hours"]
    if hours is not None and hours > SLOW_HOURS and figures["topics"] >= FEWEST_TOPICS:
        yield noticed("slow_response", Word.WATCH, figures, "median_first_reply_hours", "topics")


SUBJECT = Subject(
    key="discussion",
    label=_("Discussion"),
    function="measure_activity",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
