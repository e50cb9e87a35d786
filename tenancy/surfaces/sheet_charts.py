"""Made-up figures for the component sheet: one chart of each type."""

from typing import Any

MONTHS = [f"{month}/26" for month in range(1, 13)]
POSTS = [14, 16, 15, 19, 22, 20, 24, 23, 18, 26, 31, 34]


def charts() -> list[dict[str, Any]]:
    """The values of `components/figure.html` that differ from chart to chart."""
    return [
        {
            "id": "c1",
            "type": "event-study",
            "title": "Sales of members part from comparable customers",
            "data": _study(),
        },
        {"id": "c2", "type": "lines", "title": "Matched customers grew too", "data": _lines()},
        {"id": "c3", "type": "bars", "title": "Posts per month rose from 14 to 34", "data": _months()},
        {"id": "c4", "type": "bars", "title": "27 of the first 34 are still active", "data": _still_active()},
        {"id": "c5", "type": "histogram", "title": "Kick-off takes four months", "data": _lags()},
        {"id": "c6", "type": "scatter", "title": "Potential is not where the share is", "data": _cloud()},
        {"id": "c7", "type": "heat", "title": "Four cohorts gain", "data": _cohorts()},
        {"id": "c8", "type": "intervals", "title": "Two estimators agree", "data": _estimators()},
        {"id": "c9", "type": "spark", "title": "Active members", "data": _members(), "table": _table()},
    ]


def _study() -> dict[str, Any]:
    estimates = {e: max(0, min(1200, 110 * e)) + 40 * (e % 3) for e in range(-12, 25)}
    points = [
        {
            "e": e,
            "estimate": v,
            "lower": v - 300,
            "upper": v + 300,
            "band_lower": v - 550,
            "band_upper": v + 550,
        }
        for e, v in estimates.items()
    ]
    thin = [{"e": e, "estimate": 1300, "thin": True} for e in (25, 26)]
    return {"points": points + thin, "x_label": "months since opening", "pre_label": "should hover at zero"}


def _lines() -> dict[str, Any]:
    matched = [value - 3 for value in POSTS]
    series = [{"name": "Members", "values": POSTS}, {"name": "Matched", "values": matched}]
    return {"x": MONTHS, "series": series, "event": "3/26"}


def _months() -> dict[str, Any]:
    return {"categories": MONTHS, "series": [{"name": "Posts", "values": POSTS}], "highlight": 11}


def _still_active() -> dict[str, Any]:
    return {
        "categories": ["formed", "after 6 months", "after 24 months"],
        "series": [{"name": "active", "values": [54, 50, 27]}],
        "totals": [54, 54, 34],
        "labels": ["54", "50 of 54", "27 of 34"],
        "horizontal": True,
    }


def _lags() -> dict[str, Any]:
    bins = [{"from": at, "to": at + 1, "count": count} for at, count in enumerate([1, 3, 9, 14, 10, 6, 4, 2])]
    return {"bins": bins, "marks": [{"x": 3.8, "label": "median 3.8"}], "x_label": "months"}


def _cloud() -> dict[str, Any]:
    points = [{"x": 10 * at % 97, "y": 7 * at % 61, "label": f"Hospital {at}"} for at in range(24)]
    groups = [{"name": "members", "points": points[:8]}, {"name": "others", "points": points[8:]}]
    return {"groups": groups, "x_label": "potential", "y_label": "share"}


def _cohorts() -> dict[str, Any]:
    rows = [
        {
            "label": f"0{row + 1}/24",
            "n": 9 + row,
            "opening": row,
            "values": [None if (column, row) == (0, 1) else 400 * (column - row) for column in range(8)],
        }
        for row in range(4)
    ]
    return {"columns": MONTHS[:8], "rows": rows, "steps": [-1400, -700, -200, 200, 700, 1400, 2000]}


def _estimators() -> dict[str, Any]:
    robust = {"label": "Callaway–Sant’Anna, doubly robust", "estimate": 1120, "lower": 480, "upper": 1760}
    fixed = {"label": "Two-way fixed effects", "estimate": 400, "lower": 40, "upper": 760}
    return {"rows": [{**robust, "main": True}, fixed], "break_even": {"value": 712, "label": "break-even"}}


def _members() -> dict[str, Any]:
    return {"x": MONTHS, "values": POSTS, "reference": {"from": 15, "to": 25}}


def _table() -> dict[str, Any]:
    rows = [{"cells": pair} for pair in zip(MONTHS, POSTS, strict=True)]
    return {"columns": [{"label": "Month"}, {"label": "Posts", "numeric": True}], "rows": rows}
