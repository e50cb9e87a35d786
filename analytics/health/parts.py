"""The page of a check, subject by subject: small plots first, behind them the figures with their definitions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analytics.health.indicators import SUBJECT_OF_FINDING

OPEN_FIRST = 2


def parts_of(
    tables: Sequence[Mapping[str, Any]],
    plots: Iterable[Mapping[str, Any]],
    findings: Iterable[Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """One part per table, with its plots. Open are the first two and those on which something was found."""
    drawn = list(plots)
    found = {SUBJECT_OF_FINDING[one["code"]].key for one in findings if one["code"] in SUBJECT_OF_FINDING}
    return [
        {
            "key": table["key"],
            "label": table["label"],
            "is_performance": table["is_performance"],
            "is_open": at < OPEN_FIRST or table["is_performance"] or table["key"] in found,
            "plots": [plot for plot in drawn if plot["subject"] == table["key"]],
            "table": table,
        }
        for at, table in enumerate(tables)
    ]
