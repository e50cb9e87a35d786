"""The scorecards side by side, as far as the reader may see them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.scorecards.factor_rating import FactorRating
from analytics.scorecards.instruments import INSTRUMENTS
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import acting_person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def overview(request: ActedRequest) -> dict[str, Any]:
    """One table for each instrument: the lowest rating of each dimension. Two queries; no sum, no ranking."""
    latest = FactorRating.objects.visible_to(acting_person(request)).holding()
    held: defaultdict[UUID, dict[str, FactorRating]] = defaultdict(dict)
    for rating in latest:
        held[rating.community_id][rating.factor] = rating
    communities = sorted(Community.objects.in_bulk(list(held)).values(), key=lambda one: one.name)
    tables = []
    for kind in INSTRUMENTS:
        ours = [one for one in communities if one.kind == kind]
        if ours:
            tables.append(_table(request, kind, ours, held))
    return {"tables": tables}


def _table(
    request: ActedRequest, kind: str, communities: list[Community], held: dict[UUID, dict[str, FactorRating]]
) -> dict[str, Any]:
    instrument = INSTRUMENTS[kind]
    number = sum(1 for _factor in instrument.factors())
    rows = []
    for community in communities:
        ratings = held[community.id]
        rows.append(
            {
                "url": address(request, "scorecard", community=community.slug),
                "cells": [
                    community.name,
                    _("{rated} of {number}").format(rated=len(ratings), number=number),
                    *(
                        _lowest([ratings.get(factor.code) for factor in one.factors])
                        for one in instrument.dimensions
                    ),
                    date_format(max(one.rated_at for one in ratings.values())),
                ],
            }
        )
    return {
        "id": f"cards-{instrument.code.lower()}",
        "title": instrument.label,
        "kind": Kind(kind).label,
        "columns": [
            {"label": _("Community")},
            {"label": _("Rated")},
            *({"label": one.label, "numeric": True} for one in instrument.dimensions),
            {"label": _("Last rated")},
        ],
        "rows": rows,
    }


def _lowest(ratings: list[FactorRating | None]) -> dict[str, Any] | str:
    known = [one.rating for one in ratings if one and one.rating]
    if not known:
        return "–"
    lowest = min(known)
    return {"text": str(lowest), "tone": "watch"} if lowest <= 2 else str(lowest)
