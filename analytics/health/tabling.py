"""The figures of a check as tables, one for each subject, with what like communities have."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from analytics.health.comparing import Band
from analytics.health.health_run import HealthRun
from analytics.health.indicator import Indicator
from analytics.health.subject import Section
from analytics.health.subjects.registered import SUBJECTS
from analytics.health.wording import written

Values = Mapping[UUID, Mapping[str, float | None]]


def tables_of(
    run: HealthRun, before: Sequence[HealthRun], values: Values, bands: Mapping[str, Band]
) -> list[dict[str, Any]]:
    """One table per subject of which the reader sees a figure; those on performance come last."""
    now, earlier = values[run.id], values[before[0].id] if before else {}
    tables = [
        {
            "key": subject.key,
            "label": subject.label,
            "is_performance": subject.section == Section.PERFORMANCE,
            "rows": [
                _row(one, now, earlier, bands.get(one.key)) for one in subject.indicators if one.key in now
            ],
        }
        for subject in SUBJECTS
        if any(now.get(one.key) is not None for one in subject.indicators)
    ]
    return sorted(tables, key=lambda table: table["is_performance"])


def _row(
    indicator: Indicator,
    now: Mapping[str, float | None],
    earlier: Mapping[str, float | None],
    band: Band | None,
) -> dict[str, Any]:
    key = indicator.key
    return {
        "key": key,
        "label": indicator.label,
        "value": written(key, now[key]),
        "before": written(key, earlier.get(key)),
        "others": f"{written(key, band.low)} – {written(key, band.high)}" if band else "–",
        "definition": indicator.definition,
        "better": indicator.better,
        "shown": shown_to(indicator),
    }


def shown_to(indicator: Indicator) -> str:
    """Who sees the indicator, in words."""
    seen = [_("leader"), _("operator")]
    if indicator.for_office:
        seen.append(_("programme office"))
    if indicator.for_members:
        seen.append(_("members"))
    if indicator.for_sponsor:
        seen.append(_("sponsor by the release rule"))
    return ", ".join(seen)
