"""The activity indicators of communities in a period: one set-based pass of the role that sees no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import NormalDist
from typing import Any
from uuid import UUID

from tenancy.wall.functions import call_rows
from tenancy.wall.scope import acting_for

FEWEST_PER_ROUTE = 5
NOBODY = [0.0, 0.0, 0.0]

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days of the tenant's time zone, both included. ValueError when it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("the period ends before it begins")


def measure(
    tenant: UUID, *, period: Period, asked_at: datetime, community: UUID | None = None
) -> dict[UUID, Figures]:
    """The figures of each community of the tenant (or of the one named), by its id.

    Needs no open scope: it opens a read-only one on the `metrics` connection. A figure that does not exist
    (no contributor, no answered topic) is None. `asked_at` decides which topics are a week old.
    """
    with acting_for(tenant, using="metrics", read_only=True):
        rows = call_rows("measure_health", period.first, period.last, community, asked_at, using="metrics")
    return {UUID(str(found)): figures_from(raw) for found, raw in rows}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """The published figures made of the counts and sums of one community: hours to 3 places, shares to 4."""
    seconds = raw["median_first_reply_seconds"]
    silent = raw["days_since_contribution"]
    turnover = _share(raw["joiners"] + raw["leavers"], raw["members"]) if raw["members_year_ago"] else None
    return {
        **{name: raw[name] for name in ("members", "active_members", "contributors", "topics", "replies")},
        "topics_without_reply": raw["topics_without_reply"],
        "median_first_reply_hours": None if seconds is None else round(seconds / 3600, 3),
        "unanswered_after_7_days": _share(raw["topics_late"], raw["topics_judged"]),
        "topics_a_week_old": raw["topics_judged"],
        "top10_share": _rounded(raw["top10_share"]),
        "gini": _rounded(raw["gini"]),
        "absence_factor": raw["absence_factor"],
        "reciprocity": _rounded(raw["reciprocity"]),
        "newcomers": raw["newcomers"],
        "newcomers_who_took_part": _share(raw["newcomers_begun"], raw["newcomers"]),
        "joiners": raw["joiners"],
        "leavers": raw["leavers"],
        "turnover": turnover,
        "days_since_contribution": None if silent is None else int(silent),
        "leaders": raw["leaders"],
        "deputies": raw["deputies"],
        "diversity_functions": _rounded(raw["blau_functions"]),
        "functions_known": raw["functions_known"],
        "diversity_countries": _rounded(raw["blau_countries"]),
        "countries_known": raw["countries_known"],
        **_entry_route(raw["volunteered"], raw["assigned"]),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _entry_route(volunteered: list[float] | None, assigned: list[float] | None) -> Figures:
    """Contributions per volunteer minus per assigned member, with Welch's interval; None below 5 people."""
    ours, theirs = volunteered or NOBODY, assigned or NOBODY
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
