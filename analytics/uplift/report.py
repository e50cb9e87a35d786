"""A whole run: from a panel and a spec to the report that the command prints and a page reads."""

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from analytics.releases.thresholds import FEWEST_TREATED_CLUSTERS
from analytics.uplift import aggregates
from analytics.uplift.aggregates import Aggregate
from analytics.uplift.answerable import judged
from analytics.uplift.att import MOST_PARTS, GroupTimeEffects
from analytics.uplift.descriptive import describe
from analytics.uplift.design import Cells, lay_out
from analytics.uplift.inference import (
    JointTest,
    pointwise_critical_value,
    standard_errors,
    uniform_critical_value,
)
from analytics.uplift.influence import effects_from_customers
from analytics.uplift.levels import effects_from_levels
from analytics.uplift.moments import effects_from_moments, moments_of, strata_of
from analytics.uplift.panel import Floats, Panel, Sample, draw_sample
from analytics.uplift.placebo import permuted_among_clusters
from analytics.uplift.places import at_level
from analytics.uplift.pretest import pretest
from analytics.uplift.reading import read_panel
from analytics.uplift.spec import Spec
from analytics.uplift.verdict import Support, cautions, judge, support_of

GAPS = {
    "levels": "each month's mean is over who has it",
    "pairs": "each comparison uses who has both of its months",
    "drop": "who lacks one is left out",
}
SUMMARIES = {
    "simple": aggregates.simple,
    "dynamic": aggregates.dynamic,
    "group": aggregates.group,
    "calendar": aggregates.calendar,
}


def run_panel(path: Path, spec: Mapping[str, Any]) -> dict[str, Any]:
    """The report of a CSV file, gzipped or not; InvalidInput is one line that names row and reason."""
    parsed = Spec.from_mapping(spec)
    return run_whole(read_panel(path, parsed), parsed)


def run_whole(panel: Panel, spec: Spec) -> dict[str, Any]:
    """The report of a panel with the estimate over its places, or over its own units where they are few."""
    places: dict[str, Any] = printable(at_level(panel, spec))
    return {**run(panel, spec), "synthetic": places}


def run(panel: Panel, spec: Spec) -> dict[str, Any]:
    """The report of a panel: plain JSON values, None where a number does not exist, same input same bytes."""
    sample = draw_sample(panel, spec)
    cells = lay_out(sample, spec)
    effects = estimate(sample, cells, spec)
    summaries = {name: summarise(effects) for name, summarise in SUMMARIES.items()}
    before = pretest(effects, summaries["dynamic"], sample, seed=spec.seed)
    support = support_of(sample, cells)
    verdict, reasons = judge(support, before.test)
    report = {
        "estimates": {name: _summary(summary, spec) for name, summary in summaries.items()},
        "att_gt": _group_time(effects),
        "pretest": {**_joint(before.test), "over": before.over, "cells": _joint(before.cells)},
        "descriptive": describe(panel, months=spec.window),
        "permutation": _permutation(panel, spec, support),
        "n": _counts(support, sample),
        "warnings": [*sample.notes, *_warnings(effects, sample, spec), *cautions(support, before)],
        "verdict": verdict,
        "reasons": reasons,
    }
    plain: dict[str, Any] = printable(report)
    plain["verdict"], plain["reasons"] = judged(plain)
    return plain


def estimate(sample: Sample, cells: Cells, spec: Spec) -> GroupTimeEffects:
    """Group-time effects by the fastest way that is exact for the sample."""
    if spec.est_method == "unconditional":
        sample = replace(sample, covariates=None)
    # Without covariates the three methods are one; regression needs no probability of joining.
    with_odds = spec.est_method == "dr" and sample.covariates is not None
    complete = not np.isnan(sample.outcomes).any()
    if not complete and spec.missing == "levels":
        return effects_from_levels(sample, cells, adjusted_by=spec.est_method)
    # Few customers are taken one by one: the pre-test draws from their parts in the errors.
    many = len(sample.outcomes) > MOST_PARTS and sample.clusters is None
    block = strata_of(sample) if complete and many else None
    if block is None:
        return effects_from_customers(sample, cells, with_odds=with_odds)
    return effects_from_moments(moments_of(sample, block), cells, with_odds=with_odds)


def _permutation(panel: Panel, spec: Spec, support: Support) -> dict[str, Any] | None:
    """With too few treated clusters for a standard error: whether there is something, not how much."""
    if support.treated_clusters is None or support.treated_clusters >= FEWEST_TREATED_CLUSTERS:
        return None
    found = permuted_among_clusters(panel, spec)
    return None if found is None else {"p": found.p, "draws": found.draws}


def _joint(test: JointTest) -> dict[str, Any]:
    return {"W": test.statistic, "df": test.degrees, "p": test.p}


def _summary(aggregate: Aggregate, spec: Spec) -> dict[str, Any]:
    pointwise = pointwise_critical_value(spec.alpha)
    uniform = math.nan
    if spec.bands and aggregate.labels:
        uniform = uniform_critical_value(aggregate.covariance, alpha=spec.alpha, seed=spec.seed)
    overall_error = float(standard_errors(np.array([[aggregate.overall_variance]]))[0])
    by = zip(aggregate.labels, aggregate.parts.tolist(), _errors(aggregate.covariance), strict=True)
    return {
        "overall": {
            "att": aggregate.overall,
            "se": overall_error,
            "ci": _interval(aggregate.overall, overall_error, pointwise),
        },
        "by": [
            {
                "label": label,
                "att": att,
                "se": se,
                "ci": _interval(att, se, pointwise),
                "band": _interval(att, se, uniform),
            }
            for label, att, se in by
        ],
    }


def _group_time(effects: GroupTimeEffects) -> list[dict[str, Any]]:
    cells = effects.cells
    columns = (
        cells.cohort.tolist(),
        cells.period.tolist(),
        effects.att.tolist(),
        _errors(effects.cell_covariance),
    )
    return [
        {"first_treated": cohort, "period": period, "att": att, "se": se}
        for cohort, period, att, se in zip(*columns, strict=True)
    ]


def _errors(covariance: Floats) -> list[float]:
    errors: list[float] = standard_errors(covariance).tolist()
    return errors


def _interval(att: float, se: float, critical: float) -> list[float] | None:
    reach = critical * se
    return None if math.isnan(att + reach) else [att - reach, att + reach]


def _counts(support: Support, sample: Sample) -> dict[str, Any]:
    return {
        "members": support.members,
        "controls": support.controls,
        "months": sample.periods,
        "dropped": sample.dropped,
        "missing": int(np.isnan(sample.outcomes).sum()),
        "cohorts": [{"label": label, "members": size} for label, size in support.cohorts.items()],
        "event_times": [{"label": label, "members": size} for label, size in support.event_times.items()],
        "treated_clusters": support.treated_clusters,
    }


def _warnings(effects: GroupTimeEffects, sample: Sample, spec: Spec) -> list[str]:
    missing = int(np.isnan(sample.outcomes).sum())
    unknown = int(np.sum(~effects.is_known))
    warnings = []
    if missing:
        warnings.append(f"{missing} customer-months are missing; {GAPS[spec.missing]}")
    if unknown:
        warnings.append(f"{unknown} group-time cells cannot be computed and are left out of the summaries")
    if spec.covariates and spec.est_method == "unconditional":
        warnings.append("the covariates are not used by the unconditional estimator")
    return warnings


def printable(value: Any) -> Any:
    """NaN becomes None, all the way down: JSON has no word for it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value
