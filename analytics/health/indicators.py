"""The written definitions of the indicators; a change of meaning is a new version."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

DEFINITIONS_VERSION = "1.0"

PEOPLE = _(
    "People are distinct persons. A deleted author counts as another person, never as the one who asked. "
    "System accounts are no members; their posts are neither topics nor replies nor contributions, while "
    "people's replies to them are contributions. Removed posts and reactions to them are ignored. Days are "
    "calendar days in the firm's time zone."
)


MORE = _("more")
INFORMATION = _("information")
LESS = _("less")
IN_BAND = _("in a band")


class Unit(StrEnum):
    """How a value is written."""

    NUMBER = "number"
    SHARE = "share"
    INDEX = "index"
    HOURS = "hours"
    DAYS = "days"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: what it is, which direction is better, who sees it beside leader and operator."""

    key: str
    label: Any
    definition: Any
    unit: Unit = Unit.NUMBER
    better: Any = MORE
    for_members: bool = False
    for_office: bool = False
    plotted: bool = False


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "members",
        _("Members"),
        _("Persons with a membership on the last day."),
        for_members=True,
        plotted=True,
    ),
    Indicator(
        "active_members",
        _("Active members"),
        _("Of the members on the last day, those with a post, a reply or a reaction in the period."),
        for_members=True,
        plotted=True,
    ),
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
        "newcomers",
        _("Newcomers"),
        _("Persons who joined 60 to 120 days before the last day."),
        better=INFORMATION,
    ),
    Indicator(
        "newcomers_who_took_part",
        _("Newcomers who took part"),
        _(
            "Of those who joined 60 to 120 days before the last day, the share with a topic or reply "
            "within 60 days of joining."
        ),
        unit=Unit.SHARE,
        plotted=True,
    ),
    Indicator(
        "joiners", _("Joined"), _("Persons who joined in the 365 days to the last day."), better=INFORMATION
    ),
    Indicator(
        "leavers", _("Left"), _("Persons who left in the 365 days to the last day."), better=INFORMATION
    ),
    Indicator(
        "turnover",
        _("Turnover"),
        _(
            "Joiners plus leavers of the last 365 days, divided by the members on the last day; from a "
            "community's second year on."
        ),
        unit=Unit.SHARE,
        better=IN_BAND,
        plotted=True,
    ),
    Indicator(
        "days_since_contribution",
        _("Days since the last contribution"),
        _("Whole days between the latest topic or reply and the end of the period."),
        unit=Unit.DAYS,
        better=LESS,
    ),
    Indicator(
        "leaders", _("Leaders"), _("Members with the role of leader on the last day."), better=INFORMATION
    ),
    Indicator("deputies", _("Deputies"), _("Members with the role of deputy on the last day.")),
    Indicator(
        "diversity_functions",
        _("Diversity of functions"),
        _(
            "Blau index over the functions that members named: the chance that two members drawn with "
            "replacement differ."
        ),
        unit=Unit.INDEX,
        for_members=True,
        for_office=True,
        plotted=True,
    ),
    Indicator(
        "functions_known",
        _("Members with a known function"),
        _("Members behind the diversity of functions."),
        better=INFORMATION,
        for_members=True,
        for_office=True,
    ),
    Indicator(
        "diversity_countries",
        _("Diversity of countries"),
        _("Blau index over the countries that members named."),
        unit=Unit.INDEX,
        for_members=True,
        for_office=True,
        plotted=True,
    ),
    Indicator(
        "countries_known",
        _("Members with a known country"),
        _("Members behind the diversity of countries."),
        better=INFORMATION,
        for_members=True,
        for_office=True,
    ),
    Indicator(
        "volunteers",
        _("Volunteers"),
        _("Members who came as volunteers."),
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "assigned",
        _("Assigned members"),
        _("Members who were assigned."),
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "volunteers_minus_assigned",
        _("Volunteers minus assigned"),
        _(
            "Mean topics and replies of a volunteer in the period minus those of an assigned member; "
            "shown from 5 in each group. A difference, not an effect of the route."
        ),
        unit=Unit.DECIMAL,
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "volunteers_minus_assigned_low",
        _("Volunteers minus assigned, lower end"),
        _("Lower end of Welch's 95 % interval of that difference."),
        unit=Unit.DECIMAL,
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "volunteers_minus_assigned_high",
        _("Volunteers minus assigned, upper end"),
        _("Upper end of Welch's 95 % interval of that difference."),
        unit=Unit.DECIMAL,
        better=INFORMATION,
        for_office=True,
    ),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
