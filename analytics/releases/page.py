"""What the release pages show: to members what leaves and when, to the sponsor what has crossed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.health.health_run import Word
from analytics.releases.figures import BY_KEY, FIGURES, MEMBERS, said
from analytics.releases.preparing import threshold
from analytics.releases.release import Release
from analytics.releases.release_switch import ReleaseSwitch
from analytics.releases.released_figure import ReleasedFigure
from analytics.releases.rule import Shown, total_of
from communities.community.community import Community
from tenancy.people.person import Person
from tenancy.wall.functions import call

MOST_MONTHS = 24


def written(figure: ReleasedFigure) -> str:
    """The figure in words; the one place where page, CSV and interface take it from."""
    return said(figure.figure, Shown.read(figure.shown)) if figure.shown else ""


def month_name(month: date) -> str:
    """The month in the reader's language."""
    return str(date_format(month, "YEAR_MONTH_FORMAT"))


def released_months(community: Community, *, reader: Person) -> list[dict[str, Any]]:
    """The stored months of a community for its members: every figure, and what becomes of it."""
    releases = Release.objects.visible_to(reader).filter(community=community, stored_at__isnull=False)
    found = list(releases[:MOST_MONTHS])
    figures: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for figure in ReleasedFigure.objects.filter(release_id__in=[release.id for release in found]):
        figures[figure.release_id].append(_for_members(figure))
    order = list(BY_KEY)
    return [
        {
            "release": release,
            "name": month_name(release.month),
            "carried": release.cohort_since != release.month,
            "group": month_name(release.cohort_since),
            "figures": sorted(figures[release.id], key=lambda one: order.index(one["key"])),
            "in_preview": any(one["waits"] for one in figures[release.id]),
        }
        for release in found
    ]


def _for_members(figure: ReleasedFigure) -> dict[str, Any]:
    return {
        "key": figure.figure,
        "label": BY_KEY[figure.figure].label,
        "said": written(figure),
        "receiver": BY_KEY[figure.figure].receiver,
        "crossed_at": figure.crossed_at,
        "absent": figure.get_absent_display() if figure.absent else "",
        "waits": not figure.crossed_at and not figure.absent,
    }


def switches_of(community: Community) -> list[dict[str, Any]]:
    """Each figure with whether the community keeps it to itself."""
    off = set(
        ReleaseSwitch.objects.filter(community=community, on_at__isnull=True).values_list("figure", flat=True)
    )
    return [{"figure": figure, "is_off": figure.key in off} for figure in FIGURES]


def sponsor_page(reader: Person, *, month: date | None) -> dict[str, Any]:
    """What has crossed for one month (the latest unless named), by community, with totals of what is shown."""
    crossed = ReleasedFigure.objects.visible_to(reader).filter(crossed_at__isnull=False)
    months = list(crossed.order_by("-month").values_list("month", flat=True).distinct()[:MOST_MONTHS])
    chosen = month if month in months else (months[0] if months else None)
    figures = list(crossed.filter(month=chosen).select_related("community")) if chosen else []
    words = call("released_words", chosen) if chosen else {}
    return {
        "month_options": [
            {"label": month_name(one), "url": f"?month={one:%Y-%m}", "current": one == chosen}
            for one in months
        ],
        "month": month_name(chosen) if chosen else "",
        **_table(figures),
        "total": _total(figures),
        "words": [{"word": word, "count": words[word]} for word in Word.values if word in words],
        "threshold": threshold(),
    }


def _table(figures: Iterable[ReleasedFigure]) -> dict[str, Any]:
    """One line per community; columns are those figures that the reader gets at all."""
    by_community: defaultdict[Community, dict[str, str]] = defaultdict(dict)
    for figure in figures:
        by_community[figure.community][figure.figure] = written(figure)
    told = [figure for figure in FIGURES if any(figure.key in shown for shown in by_community.values())]
    return {
        "columns": [{"label": _("Community")}, *({"label": figure.label} for figure in told)],
        "rows": [
            {"cells": [community.name, *(shown.get(figure.key, "") for figure in told)]}
            for community, shown in sorted(by_community.items(), key=lambda item: item[0].name)
        ],
    }


def _total(figures: Iterable[ReleasedFigure]) -> str:
    members = [Shown.read(one.shown) for one in figures if one.figure == MEMBERS and one.shown]
    if not members:
        return ""
    return _("%(members)s members in %(communities)s communities") % {
        "members": said(MEMBERS, total_of(members)),
        "communities": len(members),
    }


def csv_rows(reader: Person) -> list[tuple[str, str, str, str]]:
    """Month, community, figure and its words: the same as on the page."""
    crossed = ReleasedFigure.objects.visible_to(reader).filter(crossed_at__isnull=False)
    rows = crossed.select_related("community").order_by("-month", "community__name", "figure")
    return [(f"{one.month:%Y-%m}", one.community.name, one.figure, written(one)) for one in rows]
