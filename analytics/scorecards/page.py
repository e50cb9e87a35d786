"""The values of the scorecard pages: ratings by dimension, the figures that tell something, and the history."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.health.health_figure import HealthFigure
from analytics.health.health_run import HealthRun
from analytics.health.indicators import BY_KEY
from analytics.health.wording import written
from analytics.scorecards.factor_rating import FactorRating
from analytics.scorecards.factors import Factor, Instrument
from analytics.scorecards.instruments import INSTRUMENTS
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import LEADING, acting_person, placed
from tenancy.permissions.roles import Role
from tenancy.slots.community_tabs import community_tabs
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

QUARTERS = 6
MOST_RATINGS = 400


def may_see_scorecard(request: ActedRequest, community: Any) -> bool:
    """Whether the wall shows ratings of this community to the reader; runs no query."""
    office = Role.PROGRAMME_OFFICE in request.actor.roles and community.kind == Kind.INDUCED_COP
    return community.kind in INSTRUMENTS and bool(community.opens or office)


def may_rate(community: Community) -> bool:
    """Leader and deputy rate."""
    return bool(placed(community).opens and placed(community).my_role in LEADING)


def frame_of(request: ActedRequest, community: Community) -> dict[str, Any]:
    """What every scorecard page shows around itself."""
    return {
        "community": community,
        "instrument": INSTRUMENTS[community.kind],
        "tabs": community_tabs(request, community, current="scorecard"),
        "crumbs": [
            {"label": _("Communities"), "url": address(request, "communities")},
            {"label": community.name, "url": address(request, "community", community=community.slug)},
        ],
    }


def scorecard_page(request: ActedRequest, community: Community, *, today: date) -> dict[str, Any]:
    """The whole card. Three queries: ratings, the latest check, its figures."""
    instrument = INSTRUMENTS[community.kind]
    ratings = ratings_of(request, community)
    latest = latest_of(ratings)
    figures = _figures(request, community)
    rated = [latest[factor.code].rating for factor in instrument.factors() if factor.code in latest]
    return frame_of(request, community) | {
        "dimensions": [
            {
                "dimension": dimension,
                "lines": [_line(request, community, factor, latest, figures) for factor in dimension.factors],
            }
            for dimension in instrument.dimensions
        ],
        "rated": len(rated),
        "factors": sum(1 for _factor in instrument.factors()),
        "weakest": _weakest(instrument, latest),
        "may_rate": may_rate(community),
        "history": _history(instrument, ratings, today=today),
    }


def ratings_of(request: ActedRequest, community: Community) -> list[FactorRating]:
    """All ratings of the community that the reader sees, the latest first."""
    found = FactorRating.objects.visible_to(acting_person(request)).filter(community=community)
    return list(found.select_related("rated_by")[:MOST_RATINGS])


def latest_of(ratings: Iterable[FactorRating]) -> dict[str, FactorRating]:
    """Of ratings, latest first, the one of each factor that holds."""
    latest: dict[str, FactorRating] = {}
    for rating in ratings:
        latest.setdefault(rating.factor, rating)
    return latest


def _figures(request: ActedRequest, community: Community) -> dict[str, float | None]:
    runs = HealthRun.objects.visible_to(acting_person(request)).done().filter(community=community)
    run = runs.first()
    found = HealthFigure.objects.filter(run=run) if run else HealthFigure.objects.none()
    return dict(found.values_list("indicator", "value"))


def _line(
    request: ActedRequest,
    community: Community,
    factor: Factor,
    latest: Mapping[str, FactorRating],
    figures: Mapping[str, float | None],
) -> dict[str, Any]:
    return {
        "factor": factor,
        "rating": latest.get(factor.code),
        "url": address(request, "scorecard_factor", community=community.slug, factor=factor.code),
        "figures": figures_about(factor, figures),
    }


def figures_about(factor: Factor, figures: Mapping[str, float | None]) -> list[dict[str, Any]]:
    """Those figures of the latest check that the reader sees and that exist, in words."""
    return [
        {"label": BY_KEY[key].label, "value": written(key, figures[key])}
        for key in factor.figures
        if figures.get(key) is not None
    ]


def _weakest(instrument: Instrument, latest: Mapping[str, FactorRating]) -> list[dict[str, Any]]:
    """The dimensions that hold the lowest rating, if it is below “partly”."""
    lowest = min((one.rating for one in latest.values() if one.rating), default=5)
    if lowest >= 3:
        return []
    return [
        {"label": dimension.label, "code": dimension.code}
        for dimension in instrument.dimensions
        if any(_rating(latest, factor) == lowest for factor in dimension.factors)
    ]


def _rating(latest: Mapping[str, FactorRating], factor: Factor) -> int | None:
    found = latest.get(factor.code)
    return found.rating if found else None


def _history(instrument: Instrument, ratings: list[FactorRating], *, today: date) -> dict[str, Any] | None:
    """What held at the end of each of the last quarters; None before anything is a quarter old."""
    ends = [day for day in quarter_ends(today) if any(one.rated_at.date() <= day for one in ratings)]
    if not ends:
        return None
    states = [latest_of(one for one in ratings if one.rated_at.date() <= day) for day in ends]
    states.append(latest_of(ratings))
    labels = [date_format(day, "M y") for day in ends]
    return {
        "columns": [
            {"label": _("Factor")},
            *({"label": label, "numeric": True} for label in labels),
            {"label": _("Now"), "numeric": True},
        ],
        "rows": [
            {"cells": [_short(factor), *(_cell(state.get(factor.code)) for state in states)]}
            for factor in instrument.factors()
        ],
    }


def quarter_ends(today: date) -> list[date]:
    """The last days of the last six whole quarters, oldest first."""
    ends = []
    year, month = today.year, (today.month - 1) // 3 * 3 + 1
    for _quarter in range(QUARTERS):
        first = date(year, month, 1)
        ends.append(date.fromordinal(first.toordinal() - 1))
        year, month = (year, month - 3) if month > 3 else (year - 1, month + 9)
    return ends[::-1]


def _short(factor: Factor) -> str:
    text = str(factor.text)
    return text if len(text) <= 90 else f"{text[:88].rsplit(' ', 1)[0]} …"


def _cell(rating: FactorRating | None) -> str:
    if rating is None:
        return "–"
    return str(rating.rating) if rating.rating else _("n/a")


def csv_rows(ratings: Iterable[FactorRating], instrument: Instrument) -> list[tuple[Any, ...]]:
    """Every rating with its evidence, the latest first."""
    places = {
        factor.code: (dimension, factor)
        for dimension in instrument.dimensions
        for factor in dimension.factors
    }
    return [
        (
            f"{one.rated_at:%Y-%m-%d}",
            places[one.factor][0].label,
            str(places[one.factor][1].text),
            one.rating,
            one.evidence,
            one.rated_by.display_name,
        )
        for one in ratings
        if one.factor in places
    ]
