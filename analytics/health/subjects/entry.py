"""By which route members came, and what those of either route write."""

from collections.abc import Mapping
from statistics import NormalDist
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding
from analytics.health.indicator import INFORMATION, Indicator, Unit
from analytics.health.subject import Subject

FEWEST_PER_ROUTE = 5
NOBODY = [0.0, 0.0, 0.0]

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "volunteers",
        _("Volunteers"),
        _("Members who came as volunteers."),
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "assigned",
        _("Assigned members"),
        _("Members who were assigned."),
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "volunteers_minus_assigned",
        _("Volunteers minus assigned"),
        _(
            "Mean topics and replies of a volunteer in the period minus those of an assigned member; "
            "shown from 5 in each group. A difference, not an effect of the route."
        ),
        unit=Unit.DECIMAL,
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "volunteers_minus_assigned_low",
        _("Volunteers minus assigned, lower end"),
        _("Lower end of Welch's 95 % interval of that difference."),
        unit=Unit.DECIMAL,
        better=INFORMATION,
        for_office=True,
    ),
    Indicator(
        "volunteers_minus_assigned_high",
        _("Volunteers minus assigned, upper end"),
        _("Upper end of Welch's 95 % interval of that difference."),
        unit=Unit.DECIMAL,
        better=INFORMATION,
        for_office=True,
    ),
)


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """Contributions per volunteer minus per assigned member, with Welch's interval; None below 5 people."""
    ours, theirs = raw["volunteered"] or NOBODY, raw["assigned"] or NOBODY
    figures: Figures = {
        "volunteers": int(ours[0]),
        "assigned": int(theirs[0]),
        "volunteers_minus_assigned": None,
        "volunteers_minus_assigned_low": None,
        "volunteers_minus_assigned_high": None,
    }
    if min(ours[0], theirs[0]) < FEWEST_PER_ROUTE:
        return figures
    difference = ours[1] - theirs[1]
    parts = [(group[2] or 0.0) / group[0] for group in (ours, theirs)]
    figures["volunteers_minus_assigned"] = round(difference, 2)
    if sum(parts) > 0:
        reach = _welch(parts, [int(ours[0]), int(theirs[0])]) * sum(parts) ** 0.5
        figures["volunteers_minus_assigned_low"] = round(difference - reach, 2)
        figures["volunteers_minus_assigned_high"] = round(difference + reach, 2)
    return figures


def findings(_figures: Mapping[str, Any], _kind: str) -> tuple[Finding, ...]:
    """None: it is information, and no route is better."""
    return ()


def _welch(parts: list[float], sizes: list[int]) -> float:
    """The 97.5 % point of t with Satterthwaite's degrees of freedom (expansion of Cornish and Fisher)."""
    below = sum(part**2 / (size - 1) for part, size in zip(parts, sizes, strict=True))
    df = sum(parts) ** 2 / below
    z = NormalDist().inv_cdf(0.975)
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
    )


SUBJECT = Subject(
    key="entry",
    label=_("Entry route"),
    function="measure_activity",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words={},
)
