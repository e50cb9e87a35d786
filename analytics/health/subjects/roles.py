"""Role cover: whether somebody holds each role, within a term, with a deputy."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, LESS, Indicator, Unit
from analytics.health.subject import Subject, share
from communities.community.kinds import INTERNAL_KINDS

SMALLEST_GROUP = 8
LITTLE_COVER = 0.75
MUCH_OVERDUE = 0.5
QUARTER_DAYS = 92

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "roles_defined",
        _("Roles"),
        _("Roles that the community has defined and not retired by the end of the last day."),
        better=INFORMATION,
        for_members=True,
        since="1.1",
    ),
    Indicator(
        "roles_with_owner",
        _("Roles with an owner"),
        _(
            "Of these roles, the share whose running term belongs to somebody with a seat on the last day. "
            "A holder who has left is none."
        ),
        unit=Unit.SHARE,
        plotted=True,
        for_members=True,
        since="1.1",
    ),
    Indicator(
        "roles_overdue",
        _("Terms overdue"),
        _("Roles with an owner whose agreed last day lies before the last day."),
        better=LESS,
        since="1.1",
    ),
    Indicator(
        "roles_without_deputy",
        _("Roles without a deputy"),
        _("Roles with an owner but without a deputy who has a seat on the last day."),
        better=LESS,
        since="1.1",
    ),
    Indicator(
        "days_since_roles_confirmed",
        _("Days since mission and roles were confirmed"),
        _("Whole days from the last confirmation to the end of the last day; due once a quarter."),
        unit=Unit.DAYS,
        better=LESS,
        since="1.1",
    ),
)

WORDS = {
    "no_roles": Words(
        _("Roles are not clear"),
        _("No role is defined among %(members)s members"),
        _("Everybody waits for the leader, and newcomers find no task of their own."),
        _("Define three roles with the members, and find an owner and a deputy for each."),
    ),
    "roles_unowned": Words(
        _("Roles have no owner"),
        _("%(roles_with_owner)s of %(roles_defined)s roles have one"),
        _("Holders have left, or a role was defined that nobody wanted."),
        _("Ask whoever is next in turn; retire the role that nobody misses."),
    ),
    "terms_overdue": Words(
        _("Terms are over and nobody was asked"),
        _("%(roles_overdue)s of %(roles_defined)s roles are held beyond their term"),
        _("Roles have stopped rotating: holders tire, others do not learn them."),
        _("Thank the holders, and offer each role to its deputy first."),
    ),
    "roles_unconfirmed": Words(
        _("Mission and roles were not confirmed this quarter"),
        _("Last confirmed %(days_since_roles_confirmed)s ago"),
        _("The subject fell off the agenda."),
        _("Take five minutes of the next meeting: is this still what we are for, and who does what?"),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """The share of nothing does not exist; days are whole ones."""
    confirmed = raw["confirmed_days"]
    return {
        "roles_defined": raw["defined"],
        "roles_with_owner": share(raw["owned"], raw["defined"]),
        "roles_overdue": raw["overdue"],
        "roles_without_deputy": raw["alone"],
        "days_since_roles_confirmed": None if confirmed is None else int(confirmed),
    }


def findings(figures: Mapping[str, Any], kind: str) -> Iterator[Finding]:
    """Missing roles are found in the firm's own communities; a customer community defines them if it likes."""
    defined = figures["roles_defined"]
    if not defined:
        if kind in INTERNAL_KINDS and (figures["members"] or 0) >= SMALLEST_GROUP:
            yield noticed("no_roles", Word.WATCH, figures, "members", for_members=True)
        return
    if figures["roles_with_owner"] < LITTLE_COVER:
        quoted = ("roles_with_owner", "roles_defined")
        yield noticed("roles_unowned", Word.WATCH, figures, *quoted, for_members=True)
    if figures["roles_overdue"] >= MUCH_OVERDUE * defined:
        yield noticed("terms_overdue", Word.WATCH, figures, "roles_overdue", "roles_defined")
    days = figures["days_since_roles_confirmed"]
    if days is not None and days > QUARTER_DAYS:
        yield noticed("roles_unconfirmed", Word.WATCH, figures, "days_since_roles_confirmed")


SUBJECT = Subject(
    key="roles",
    label=_("Role cover"),
    function="measure_roles",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
