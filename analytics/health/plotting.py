"""Small multiples: each indicator over the checks, with the range aimed at or the middle half of like communities."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.health.comparing import Band
from analytics.health.health_run import HealthRun
from analytics.health.indicator import Indicator, Unit
from analytics.health.indicators import INDICATORS
from analytics.health.periods import period_of
from analytics.health.wording import written


def plots_of(
    runs: Sequence[HealthRun], values: Mapping[UUID, Mapping[str, float | None]], bands: Mapping[str, Band]
) -> list[dict[str, Any]]:
    """One plot per indicator that is known twice at least, over the periods; the latest value in its title."""
    plots = []
    for indicator in INDICATORS:
        points = [(run, values[run.id].get(indicator.key)) for run in reversed(runs)]
        known = [(run, value) for run, value in points if value is not None]
        if indicator.plotted and len(known) > 1:
            plots.append(
                _plot(indicator, known, bands.get(indicator.key), is_current=points[-1][1] is not None)
            )
    return plots


def _plot(
    indicator: Indicator, known: list[tuple[HealthRun, float]], others: Band | None, *, is_current: bool
) -> dict[str, Any]:
    scale = 100.0 if indicator.unit == Unit.SHARE else 1.0
    values = [round(scale * value, 4) for _run, value in known]
    labels = [date_format(run.last_day, "M y") for run, _value in known]
    data: dict[str, Any] = {"x": labels, "values": values}
    aimed = indicator.band or ((others.low, others.high) if others else None)
    if aimed:
        data["reference"] = {"from": round(scale * aimed[0], 4), "to": round(scale * aimed[1], 4)}
    rows = [{"cells": (period_of(run), written(indicator.key, value))} for run, value in known]
    last = written(indicator.key, known[-1][1])
    if not is_current:
        last = f"{last} ({period_of(known[-1][0])})"
    return {
        "id": f"plot-{indicator.key.replace('_', '-')}",
        "title": f"{indicator.label}: {last}",
        "unit": _("%(better)s is better") % {"better": indicator.better} if indicator.better else "",
        "data": data,
        "table": {
            "columns": [{"label": _("Period")}, {"label": indicator.label, "numeric": True}],
            "rows": rows,
        },
    }
