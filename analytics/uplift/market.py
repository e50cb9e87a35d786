"""What stands beside the estimates: the naive gap, members' own level, the market, and how alike the groups are."""

from typing import Any

import numpy as np

from analytics.uplift.influence import with_constant
from analytics.uplift.logit import NotEstimable, Side, fit_logit
from analytics.uplift.matching import largest_difference, match
from analytics.uplift.panel import NEVER, Floats, Panel, draw_sample
from analytics.uplift.spec import Spec

BEFORE = 12


def naive_difference(panel: Panel) -> float | None:
    """Members' mean monthly sales after joining minus those of never-members in the same months."""
    ranks = np.arange(1, len(panel.months) + 1)
    joined = panel.first_treated[:, None] <= ranks
    never = panel.first_treated == NEVER
    counts = (joined & ~np.isnan(panel.sales)).sum(axis=0)
    gap = total = 0.0
    for month in np.flatnonzero(counts):
        others = panel.sales[never, month]
        if np.isnan(others).all():
            continue
        ours = np.nanmean(panel.sales[joined[:, month], month])
        gap += counts[month] * float(ours - np.nanmean(others))
        total += counts[month]
    return gap / total if total else None


def treated_mean(panel: Panel, report: dict[str, Any]) -> float | None:
    """Members' mean monthly sales over the cells that the simple summary averages, with its weights."""
    total = weight = 0.0
    for group, values in _treated_cells(panel, report):
        size = int((panel.first_treated == group).sum())
        total += size * float(values.mean())
        weight += size
    return total / weight if weight else None


def treated_months(panel: Panel, report: dict[str, Any]) -> int:
    """Members' months since joining that have a value and belong to an estimated cell."""
    return sum(len(values) for _, values in _treated_cells(panel, report))


def indexed(panel: Panel, report: dict[str, Any], *, after: int) -> dict[str, Any] | None:
    """Members, market and matched customers by months since joining, `after` of them, 100 = the year before.

    Over cohorts with both windows, weighted by members' sales before; the matched line over the members for
    whom customers with similar sales were found, `lost` of them without.
    """
    cohorts = [window["first_treated"] for window in report["descriptive"]["windows"]]
    lines: dict[str, list[Floats]] = {"members": [], "market": [], "matched": []}
    weights: dict[str, list[float]] = {"market": [], "matched": []}
    counted = lost = 0
    for group in cohorts:
        span = slice(group - 1 - BEFORE, group - 1 + after)
        window = panel.sales[:, span]
        whole = np.asarray(~np.isnan(window).any(axis=1))
        ours = whole & (panel.first_treated == group)
        sums, everybody = window[ours].sum(axis=0), window[whole].sum(axis=0)
        if sums[:BEFORE].sum() > 0 and everybody[:BEFORE].sum() > 0:
            lines["members"].append(_index(sums))
            lines["market"].append(_index(everybody))
            weights["market"].append(float(sums[:BEFORE].sum()))
            counted += int(ours.sum())
            found = match(panel, cohort=group, months=slice(span.start, group - 1), whole=whole)
            lost += found.lost
            alike = window[found.controls].sum(axis=(0, 1))
            if alike[:BEFORE].sum() > 0:
                lines["matched"].append(_index(alike))
                weights["matched"].append(float(window[found.members][:, :BEFORE].sum()))
    if not counted:
        return None
    return {
        "event_times": list(range(-BEFORE, after)),
        "members": _averaged(lines["members"], weights["market"]),
        "market": _averaged(lines["market"], weights["market"]),
        "matched": _averaged(lines["matched"], weights["matched"]) if counted - lost >= 10 else None,
        "n": counted,
        "lost": lost,
    }


def balance(panel: Panel, spec: Spec, *, regions: tuple[str, ...]) -> dict[str, Any]:
    """Overlap, the largest standardised difference before and after weighting, controls near members.

    `beyond` counts members more likely to join than any control; `near` customers who never joined in a
    region with members. Figures are None without covariates or where the logit does not exist.
    """
    joined = panel.first_treated != NEVER
    places = np.array(regions)
    with_members = set(places[joined & (places != "")].tolist())
    near = int(sum(place in with_members for place in places[~joined].tolist())) if with_members else 0
    told: dict[str, Any] = {"near": near, "smd_before": None, "smd_after": None, "beyond": None}
    sample = draw_sample(panel, spec)
    if sample.covariates is None:
        return told
    treated = sample.cohort_of < len(sample.cohorts) - 1
    design = with_constant(sample.covariates, len(treated))
    told["smd_before"] = largest_difference(sample.covariates, treated, np.ones(len(treated)))
    ours, others = (
        Side(weights=np.ones(int(one.sum())), covariates=design[:, one]) for one in (treated, ~treated)
    )
    try:
        logit, found = fit_logit(ours, others)
    except NotEstimable:
        return told
    odds = np.zeros(len(treated))
    odds[~treated] = found
    told["smd_after"] = largest_difference(sample.covariates, treated, odds)
    highest = logit.scores(others.covariates).max()
    told["beyond"] = int((logit.scores(ours.covariates) > highest).sum())
    return told


def _treated_cells(panel: Panel, report: dict[str, Any]) -> list[tuple[int, Floats]]:
    cells = []
    for cell in report["att_gt"]:
        group, period = cell["first_treated"], cell["period"]
        if cell["att"] is None or period < group:
            continue
        values = panel.sales[panel.first_treated == group, period - 1]
        known = values[~np.isnan(values)]
        if len(known):
            cells.append((group, known))
    return cells


def _index(sums: Floats) -> Floats:
    line: Floats = 100 * sums / sums[:BEFORE].mean()
    return line


def _averaged(lines: list[Floats], weights: list[float]) -> list[float] | None:
    return np.average(lines, axis=0, weights=weights).tolist() if lines else None
