"""Who belongs, who comes and goes, who leads, and how alike the members are."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import IN_BAND, INFORMATION, Indicator, Unit
from analytics.health.subject import Subject, rounded, share
from communities.community.kinds import Kind

SMALLEST_GROUP = 8
FEWEST_NEWCOMERS = 5
TURNOVER_BAND = (0.05, 0.5)
LITTLE_DIVERSITY = 0.3

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "members",
        _("Members"),
        _("Persons with a membership on the last day."),
        for_members=True,
        for_sponsor=True,
        plotted=True,
    ),
    Indicator(
        "active_members",
        _("Active members"),
        _(
            "Of the members on the last day, those with a post, a reply, a reaction, a meeting attended or an "
            "action done in the period."
        ),
        for_members=True,
        for_sponsor=True,
        plotted=True,
        since="1.1",
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
            "Of those who joined 60 to 120 days before the last day, the share with a topic, a reply or a "
            "meeting attended within 60 days of joining."
        ),
        unit=Unit.SHARE,
        plotted=True,
        since="1.1",
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
        band=TURNOVER_BAND,
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
)

WORDS = {
    "turnover_low": Words(
        _("Hardly anybody joins or leaves"),
        _("Turnover %(turnover)s in twelve months: %(joiners)s joined, %(leavers)s left"),
        _("Often the circle has closed, and nobody is asked to look for new members."),
        _("Name what knowledge is missing, and invite two people who have it."),
    ),
    "turnover_high": Words(
        _("Many come and go"),
        _("Turnover %(turnover)s in twelve months: %(joiners)s joined, %(leavers)s left"),
        _("Growth, reorganisation, or a purpose that does not hold people."),
        _("Ask those who left why, and welcome each newcomer with a host."),
    ),
    "newcomers": Words(
        _("Newcomers stay silent"),
        _("%(newcomers_who_took_part)s of %(newcomers)s newcomers took part within 60 days"),
        _("Often nobody introduces them, and their first post gets no answer."),
        _("Give each newcomer a host for the first month and a first small task."),
    ),
    "diversity": Words(
        _("Nearly everybody has the same function"),
        _("Blau index %(diversity_functions)s over %(functions_known)s members"),
        _("Often members are recruited from the founders' own department."),
        _("Compare with the charter who is missing, and invite them by name."),
    ),
    "no_leader": Words(
        _("Nobody leads this community"),
        _("No member has the role of leader"),
        _("The leader has left, or was never named."),
        _("Agree on a leader and a deputy at the next meeting."),
    ),
    "no_deputy": Words(
        _("No deputy is named"),
        _("Leaders: %(leaders)s; deputies: none"),
        _("The role was not filled when the community began, or its term has ended."),
        _("Name a deputy who takes over one task now and the whole in absence."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """The published figures, shares to 4 places; turnover from a community's second year on."""
    moved = raw["joiners"] + raw["leavers"]
    plain = ("members", "active_members", "newcomers", "joiners", "leavers", "leaders", "deputies")
    return {
        **{name: raw[name] for name in plain},
        "newcomers_who_took_part": share(raw["newcomers_begun"], raw["newcomers"]),
        "turnover": share(moved, raw["members"]) if raw["members_year_ago"] else None,
        "diversity_functions": rounded(raw["blau_functions"]),
        "functions_known": raw["functions_known"],
        "diversity_countries": rounded(raw["blau_countries"]),
        "countries_known": raw["countries_known"],
    }


def findings(figures: Mapping[str, Any], kind: str) -> Iterator[Finding]:
    """Coming and going, newcomers, diversity; roles are looked at in living communities only."""
    yield from _people(figures)
    if kind != Kind.ARCHIVE:
        yield from _roles(figures)


def _people(figures: Mapping[str, Any]) -> Iterator[Finding]:
    turnover, large = figures["turnover"], figures["members"] >= SMALLEST_GROUP
    if turnover is not None and large and not TURNOVER_BAND[0] <= turnover <= TURNOVER_BAND[1]:
        code = "turnover_low" if turnover < TURNOVER_BAND[0] else "turnover_high"
        yield noticed(code, Word.WATCH, figures, "turnover", "joiners", "leavers", "members")
    began = figures["newcomers_who_took_part"]
    if began is not None and began < 0.5 and figures["newcomers"] >= FEWEST_NEWCOMERS:
        yield noticed("newcomers", Word.WATCH, figures, "newcomers_who_took_part", "newcomers")
    diversity = figures["diversity_functions"]
    if (
        diversity is not None
        and diversity < LITTLE_DIVERSITY
        and figures["functions_known"] >= SMALLEST_GROUP
    ):
        yield noticed(
            "diversity",
            Word.WATCH,
            figures,
            "diversity_functions",
            "functions_known",
            for_members=True,
            for_office=True,
        )


def _roles(figures: Mapping[str, Any]) -> Iterator[Finding]:
    if not figures["leaders"]:
        yield noticed("no_leader", Word.ACT, figures, "leaders", for_members=True)
    elif not figures["deputies"]:
        yield noticed("no_deputy", Word.WATCH, figures, "deputies", "leaders")


SUBJECT = Subject(
    key="people",
    label=_("People"),
    function="measure_activity",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
