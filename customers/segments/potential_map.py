"""The map of potential and share: where customers could be helped more."""

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from tenancy.wall.functions import call_rows

MOST_POINTS = 1500
SYMBOLS = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """An account on the map: potential a year in the main currency, share in percent, segment ("" for none)."""

    account: str
    external_id: str
    name: str
    potential: float
    share: float
    segment: str


def spots(*, until: date) -> list[Spot]:
    """Accounts whose sales the reader sees and of which potential and share are known, the largest first."""
    return [
        Spot(str(account), external_id, name, float(potential), float(share), segment)
        for account, external_id, name, potential, share, segment in call_rows("potential_map", until)
    ]


def figure_of(found: list[Spot]) -> dict[str, Any] | None:
    """The scatter with lines at the medians, its table of the four fields; None for nothing to show."""
    if not found:
        return None
    middle, half = median(spot.potential for spot in found), median(spot.share for spot in found)
    room = [spot for spot in found if spot.potential >= middle and spot.share < half]
    groups = _groups(found[:MOST_POINTS])
    return {
        "title": _("{n} of {all} accounts have a large potential and a small share").format(
            n=len(room), all=len(found)
        ),
        "unit": _(
            "Potential a year against own share in percent; dotted lines: medians ({potential}; {share} %)"
        ).format(potential=_written(middle), share=_written(half)),
        "n": len(found),
        "data": {
            "groups": groups,
            "x_label": _("potential a year"),
            "y_label": _("share, %"),
            "x_split": round(middle),
            "y_split": round(half, 1),
        },
        "table": _fields(found, middle, half),
        "caveat": " ".join(
            (
                _legend(groups),
                _(
                    "Potential is an estimate of its source. The map shows where to explore needs, no benefit."
                ),
            )
        ),
    }


def _legend(groups: list[dict[str, Any]]) -> str:
    """Which symbol is which segment, in the order in which the chart gives them out."""
    symbols = (_("circles"), _("squares"), _("triangles"), _("diamonds"))
    named = zip(symbols, groups, strict=False)
    return "; ".join(f"{symbol}: {group['name']}" for symbol, group in named) + "."


def _groups(drawn: list[Spot]) -> list[dict[str, Any]]:
    """A symbol for each of the largest segments; the others share the last one."""
    sizes: dict[str, int] = {}
    for spot in drawn:
        sizes[spot.segment] = sizes.get(spot.segment, 0) + 1
    named = sorted(sizes, key=lambda name: -sizes[name])
    own = named if len(named) <= SYMBOLS else named[: SYMBOLS - 1]
    points: dict[str, list[dict[str, Any]]] = {}
    for spot in drawn:
        name = (spot.segment or _("no segment")) if spot.segment in own else _("other segments")
        points.setdefault(name, []).append(
            {"x": round(spot.potential), "y": round(spot.share, 1), "label": spot.name}
        )
    return [{"name": name, "points": found} for name, found in points.items()]


def _fields(found: list[Spot], middle: float, half: float) -> dict[str, Any]:
    rows = []
    for label, large, high in (
        (_("Large potential, small share"), True, False),
        (_("Large potential, large share"), True, True),
        (_("Small potential, small share"), False, False),
        (_("Small potential, large share"), False, True),
    ):
        there = [s for s in found if (s.potential >= middle) == large and (s.share >= half) == high]
        unused = sum(max(0.0, s.potential * (1 - s.share / 100)) for s in there)
        rows.append({"cells": [label, str(len(there)), _written(unused)]})
    return {
        "columns": [
            {"label": _("Field")},
            {"label": _("Accounts"), "numeric": True},
            {"label": _("Potential bought elsewhere"), "numeric": True},
        ],
        "rows": rows,
    }


def _written(value: float) -> str:
    return formats.number_format(round(value), use_l10n=True, force_grouping=True)
