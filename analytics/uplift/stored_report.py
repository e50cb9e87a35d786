"""The whole of a stored report: the engine's report and what a page draws beside it. For workers: numpy."""

import hashlib
import json
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from analytics.uplift.panel import NEVER, Panel
from analytics.uplift.report import run
from analytics.uplift.spec import InvalidInput, Spec
from analytics.uplift.store import Inputs

BEFORE, AFTER = 12, 24


@lru_cache(maxsize=1)
def code_version() -> str:
    """Which engine computed a report: a hash of its modules."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def stored_report(inputs: Inputs, spec: Spec) -> str:
    """The report as JSON text: the same inputs, spec and code give the same bytes."""
    report = run(inputs.panel, spec)
    whole = {
        "report": report,
        "variants": _variants(inputs.panel, spec),
        "naive": _naive(inputs.panel),
        "treated_mean": _treated_mean(inputs.panel, report),
        "indexed": _indexed(inputs.panel, report),
        "months": list(inputs.panel.months),
        "currency": inputs.currency,
        "quality": inputs.quality,
        "spec": asdict(spec),
    }
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _variants(panel: Panel, spec: Spec) -> list[dict[str, Any]]:
    """The same question asked in other ways, without bands; one that cannot be computed has no estimate."""
    asked = [
        replace(spec, est_method=method, control_group=group, bands=False)
        for method in ("unconditional", "reg", "dr")
        for group in ("never", "notyet")
        if method == "unconditional" or spec.covariates
    ]
    return [_variant(panel, one, main=replace(one, bands=spec.bands) == spec) for one in asked]


def _variant(panel: Panel, spec: Spec, *, main: bool) -> dict[str, Any]:
    said = {"est_method": spec.est_method, "control_group": spec.control_group, "main": main}
    try:
        overall = run(panel, spec)["estimates"]["simple"]["overall"]
    except InvalidInput:
        return {**said, "att": None, "ci": None}
    return {**said, "att": overall["att"], "ci": overall["ci"]}


def _naive(panel: Panel) -> float | None:
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


def _treated_mean(panel: Panel, report: dict[str, Any]) -> float | None:
    """Members' mean monthly sales over the cells that the simple summary averages, with its weights."""
    total = weight = 0.0
    for cell in report["att_gt"]:
        group, period = cell["first_treated"], cell["period"]
        if cell["att"] is None or period < group:
            continue
        values = panel.sales[panel.first_treated == group, period - 1]
        known = values[~np.isnan(values)]
        if len(known):
            size = int((panel.first_treated == group).sum())
            total += size * float(known.mean())
            weight += size
    return total / weight if weight else None


def _indexed(panel: Panel, report: dict[str, Any]) -> dict[str, Any] | None:
    """Members and market by months since joining, 100 = the year before, over cohorts with both windows."""
    cohorts = [window["first_treated"] for window in report["descriptive"]["windows"]]
    members, market, weights, counted = [], [], [], 0
    for group in cohorts:
        window = panel.sales[:, group - 1 - BEFORE : group - 1 + AFTER]
        whole = ~np.isnan(window).any(axis=1)
        ours = whole & (panel.first_treated == group)
        sums, everybody = window[ours].sum(axis=0), window[whole].sum(axis=0)
        if sums[:BEFORE].sum() > 0 and everybody[:BEFORE].sum() > 0:
            members.append(100 * sums / sums[:BEFORE].mean())
            market.append(100 * everybody / everybody[:BEFORE].mean())
            weights.append(float(sums[:BEFORE].sum()))
            counted += int(ours.sum())
    if not weights:
        return None
    return {
        "event_times": list(range(-BEFORE, AFTER)),
        "members": np.average(members, axis=0, weights=weights).tolist(),
        "market": np.average(market, axis=0, weights=weights).tolist(),
        "n": counted,
    }
