"""Small multiples: each indicator over the checks, with the range aimed at or the middle half of like communities."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.health.comparing import Band
from analytics.health.health_run import HealthRun
from analytics.health.indicator import Indicator, Unit
from analytics.health.indicators import INDICATORS, SUBJECT_OF
from analytics.health.periods import period_of
from analytics.health.wording import written


def plots_of(
    runs: Sequence[HealthRun], values: Mapping[UUID, Mapping[str, float | None]], bands: Mapping[str, Band]
) -> list[dict[str, Any]]:
    """One plot per indicator that is known twice at least, over the periods; what is not known is a gap."""
    plots = []
    for indicator in INDICATORS:
        points = [(run, values[run.id].get(indicator.key)) for run in reversed(runs)]
        while points and points[0][1] is None:
            points.pop(0)
        if indicator.plotted and sum(value is not None for _run, value in points) > 1:
            plots.append(_plot(indicator, points, bands.get(indicator.key)))
    return plots


def _plot(
    indicator: Indicator, points: Sequence[tuple[HealthRun, float | None]], others: Band | None
) -> dict[str, Any]:
    scale = 100.0 if indicator.unit == Unit.SHARE else 1.0
    values = [None if value is None else round(scale * value, 4) for _run, value in points]
    data: dict[str, Any] = {
        "x": [date_format(run.last_day, "M y") for run, _value in points],
        "values": values,
    }
    aimed = indicator.band or ((others.low, others.high) if others else None)
    if aimed:
        data["reference"] = {"from": round(scale * aimed[0], 4), "to": round(scale * aimed[1], 4)}
    rows = [{"cells": (period_of(run), written(indicator.key, value))} for run, value in reversed(points)]
    return {
        "id": f"plot-{indicator.key.replace('_', '-')}",
        "subject": SUBJECT_OF[indicator.key].key,
        "title": _title(indicator, points),
        "unit": _measured(indicator),
        "data": data,
        "table": {
            "columns": [{"label": _("Period")}, {"label": indicator.label, "numeric": True}],
            "rows": rows,
        },
    }


def _title(indicator: Indicator, points: Sequence[tuple[HealthRun, float | None]]) -> str:
    """What the plot shows in words: the latest value, and where it came from."""
    (before, earlier), (run, last) = [point for point in points if point[1] is not None][-2:]
    said = {"label": indicator.label, "now": written(indicator.key, last)}
    if run != points[-1][0]:
        return _("%(label)s: %(now)s in %(period)s, not known since") % (said | {"period": period_of(run)})
    was = written(indicator.key, earlier)
    if before == points[-2][0] and was != said["now"] and last is not None and earlier is not None:
        words = _("%(label)s: %(now)s, up from %(was)s")
        if last < earlier:
            words = _("%(label)s: %(now)s, down from %(was)s")
        return words % (said | {"was": was})
    return f"{said['label']}: {said['now']}"


def _measured(indicator: Indicator) -> str:
    """The unit of the axis and which direction is better."""
    units = {Unit.SHARE: "%", Unit.HOURS: _("hours"), Unit.DAYS: _("days")}
    better = _("%(better)s is better") % {"better": indicator.better} if indicator.better else ""
    return "; ".join(part for part in (str(units.get(indicator.unit, "")), better) if part)
