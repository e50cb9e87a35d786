"""The values of `components/figure.html` for each chart of a report."""

import math
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.uplift import sentences, tables
from analytics.uplift.released import Released
from analytics.uplift.sentences import month_name

SHORT = {
    "unconditional": gettext_lazy("Unadjusted"),
    "reg": gettext_lazy("Regression"),
    "dr": gettext_lazy("Doubly robust"),
    "never": gettext_lazy("never joined"),
    "notyet": gettext_lazy("not yet joined"),
}


def charts(released: Released) -> dict[str, dict[str, Any]]:
    """The charts that the report has, by name; each with its table."""
    drawn = {}
    if released.event_study:
        drawn["event_study"] = _event_study(released)
    if released.cohorts:
        drawn["cohorts"] = _cohorts(released)
    if released.indexed:
        drawn["indexed"] = _indexed(released)
    if released.variants:
        drawn["estimators"] = _estimators(released)
    placebo = released.placebos and released.placebos["in_time"]
    if placebo and placebo["ci"] and released.overall:
        drawn["placebo"] = _placebo(released)
    for name, chart in drawn.items():
        chart["csv"] = name.replace("_", "-")
        chart["id"] = f"chart-{chart['csv']}"
        chart["table"] = tables.TABLES[chart["csv"]](released).drawn()
    return drawn


def _event_study(released: Released) -> dict[str, Any]:
    points = [
        {
            "e": point["label"],
            "estimate": _round(point["att"]),
            "lower": _round(point["ci"] and point["ci"][0]),
            "upper": _round(point["ci"] and point["ci"][1]),
            "band_lower": _round(point["band"] and point["band"][0]),
            "band_upper": _round(point["band"] and point["band"][1]),
            "n": point["n"],
        }
        for point in released.event_study
    ]
    return {
        "type": "event-study",
        "title": sentences.event_study_title(released),
        "unit": _(
            "Effect in %(money)s per customer and month; pointwise 95 %% interval and uniform 95 %% band"
        )
        % {"money": released.currency or _("units of sales")},
        "n": released.n["members"],
        "data": {
            "points": points,
            "x_label": _("months since joining"),
            "pre_label": _("before joining: should hover at zero"),
        },
        "caveat": sentences.before_joining(released),
    }


def _cohorts(released: Released) -> dict[str, Any]:
    rows = [
        {
            "label": tables.joined(released, cohort),
            "n": cohort["members"],
            "values": [_round(value) for value in cohort["effects"]],
            "opening": None if cohort["first_treated"] is None else cohort["first_treated"] - 1,
        }
        for cohort in released.cohorts
    ]
    return {
        "type": "heat",
        "title": sentences.cohorts_title(released),
        "unit": _(
            "Effect by cohort and calendar month in %(money)s per customer and month; the stair is the "
            "month of joining"
        )
        % {"money": released.currency or _("units of sales")},
        "n": released.n["members"],
        "data": {
            "columns": [month_name(month) for month in released.months],
            "rows": rows,
            "steps": _steps([value for row in rows for value in row["values"] if value is not None]),
        },
        "caveat": _("Outlined: fewer than 10 members, or no month to compare with. Single cells are noisy."),
    }


def _indexed(released: Released) -> dict[str, Any]:
    lines = released.indexed or {}
    return {
        "type": "lines",
        "title": sentences.indexed_title(released),
        "unit": _(
            "Net sales, index 100 = mean of the 12 months before joining; market over the same calendar "
            "months"
        ),
        "n": lines["n"],
        "data": {
            "x": [str(time) for time in lines["event_times"]],
            "series": [
                {"name": _("Members"), "values": [_round(value) for value in lines["members"]]},
                {"name": _("Market"), "values": [_round(value) for value in lines["market"]]},
                *_matched(lines),
            ],
            "event": "0",
            "zero": 100,
            "x_label": _("months since joining"),
        },
        "caveat": _(
            "Descriptive: members were chosen. Cohorts with both windows, weighted by their sales before."
        ),
    }


def _matched(lines: dict[str, Any]) -> list[dict[str, Any]]:
    if not lines["matched"]:
        return []
    return [{"name": _("Similar customers"), "values": [_round(value) for value in lines["matched"]]}]


def _placebo(released: Released) -> dict[str, Any]:
    """The estimate beside what shows where there can be nothing."""
    assert released.overall is not None
    placebos = released.placebos or {}
    shown = ((_("Estimate"), released.overall), (_("Six months too early"), placebos["in_time"]))
    rows = [
        {
            "label": label,
            "estimate": _round(one["att"]),
            "lower": _round(one["ci"][0]),
            "upper": _round(one["ci"][1]),
            "main": one is released.overall,
        }
        for label, one in shown
    ]
    return {
        "type": "intervals",
        "title": _("What shows where there can be no effect"),
        "unit": _("%(money)s per customer and month with 95 %% intervals")
        % {"money": released.currency or _("Units of sales")},
        "n": released.n["members"],
        "data": {"rows": rows},
        "caveat": _(
            "A placebo that holds zero does not prove the estimate; one that does not contradicts it."
        ),
    }


def _opinions(released: Released) -> list[dict[str, Any]]:
    named = (
        ("imputation", _("Imputation")),
        ("entropy", _("Entropy balancing")),
        ("matching", _("Matching within a caliper")),
        ("twfe", _("Two-way fixed effects")),
    )
    found = released.opinions or {}
    return [
        {
            "label": label,
            "estimate": _round(found[name]["att"]),
            "lower": _round(found[name]["ci"][0]),
            "upper": _round(found[name]["ci"][1]),
        }
        for name, label in named
        if name in found and found[name]["att"] is not None and found[name]["ci"][0] is not None
    ]


def _estimators(released: Released) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [
        {
            "label": f"{SHORT[one['est_method']]}, {SHORT[one['control_group']]}",
            "estimate": _round(one["att"]),
            "lower": _round(one["ci"] and one["ci"][0]),
            "upper": _round(one["ci"] and one["ci"][1]),
            "main": one["main"],
        }
        for one in released.variants
        if one["att"] is not None
    ]
    rows += _opinions(released)
    if released.naive is not None:
        naive = {"label": _("Naive difference"), "estimate": _round(released.naive)}
        rows.insert(0, {**naive, "lower": None, "upper": None})
    return {
        "type": "intervals",
        "title": _("The same question, asked in several ways"),
        "unit": _("%(money)s per customer and month with 95 %% intervals; the naive difference has none")
        % {"money": released.currency or _("Units of sales")},
        "n": released.n["members"],
        "data": {"rows": rows},
        "caveat": _("Which estimator leads is fixed in advance and does not depend on the result."),
    }


def _steps(values: list[float]) -> list[float]:
    """Seven bounds around zero that suit the spread of the values."""
    widest = max((abs(value) for value in values), default=1.0) or 1.0
    magnitude = 10.0 ** math.floor(math.log10(widest / 1.5))
    scale = next(step * magnitude for step in (1, 2, 5, 10) if step * magnitude >= widest / 1.5)
    return [-scale, -scale / 2, -scale / 8, scale / 8, scale / 2, scale, 1.5 * scale]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
