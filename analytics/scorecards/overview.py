"""The scorecards side by side, as far as the reader may see them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.scorecards.factor_rating import FactorRating, Rating
from analytics.scorecards.factors import Instrument
from analytics.scorecards.instruments import INSTRUMENTS
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.standing import acting_person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


def overview(request: ActedRequest) -> dict[str, Any]:
    """One table for each instrument: where communities see weak parts. Two queries; no sum, no ranking."""
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
    rows = [
        {
            "url": address(request, "scorecard", community=community.slug),
            "cells": [
                community.name,
                _("{rated} of {number}").format(rated=len(held[community.id]), number=number),
                _lowest(instrument, held[community.id]),
                date_format(max(one.rated_at for one in held[community.id].values())),
            ],
        }
        for community in communities
    ]
    return {
        "id": f"cards-{instrument.code.lower()}",
        "title": instrument.label,
        "kind": Kind(kind).label,
        "columns": [
            {"label": _("Community")},
            {"label": _("Rated")},
            {"label": _("Not in place yet, or only begun")},
            {"label": _("Last rated")},
        ],
        "rows": rows,
    }


def _lowest(instrument: Instrument, ratings: dict[str, FactorRating]) -> str:
    """The dimensions with a factor below “partly”, in the order of the table."""
    weak = [
        str(dimension.label)
        for dimension in instrument.dimensions
        if any(
            (one := ratings.get(f.code)) and one.rating and one.rating < Rating.PARTLY
            for f in dimension.factors
        )
    ]
    return ", ".join(weak) or _("nothing below “partly”")
