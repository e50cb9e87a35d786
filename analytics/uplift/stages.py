"""The stages of a stored report, each a plain JSON value made of the inputs and the stages before it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from analytics.uplift import honest, placebo, second_opinions
from analytics.uplift.aggregates import dynamic
from analytics.uplift.descriptive import describe
from analytics.uplift.design import lay_out
from analytics.uplift.inference import pointwise_critical_value
from analytics.uplift.market import balance, indexed, naive_difference, treated_mean, treated_months
from analytics.uplift.panel import Panel, draw_sample
from analytics.uplift.places import at_level
from analytics.uplift.relative_magnitudes import relative_magnitudes
from analytics.uplift.report import estimate, run
from analytics.uplift.spec import InvalidInput, Spec
from analytics.uplift.store import LEVELS, Inputs
from analytics.uplift.weighting import caliper_matched, entropy_balanced, weighted_effect

Done = Mapping[str, Any]
Stage = Callable[[Inputs, Spec, Done], Any]


def report(inputs: Inputs, spec: Spec, _done: Done) -> Any:
    """The engine's report."""
    return run(inputs.panel, spec)


def variants(inputs: Inputs, spec: Spec, _done: Done) -> Any:
    """The same question asked in other ways, without bands; one that cannot be computed has no estimate."""
    asked = [
        replace(spec, est_method=method, control_group=group, bands=False)
        for method in ("unconditional", "reg", "dr")
        for group in ("never", "notyet")
        if method == "unconditional" or spec.covariates
    ]
    return [_variant(inputs.panel, one, main=replace(one, bands=spec.bands) == spec) for one in asked]


def opinions(inputs: Inputs, spec: Spec, _done: Done) -> Any:
    """Estimators of other kinds, and what share of two-way fixed effects rests on forbidden comparisons.

    One that cannot be computed is absent.
    """
    sample = draw_sample(inputs.panel, spec)
    critical = pointwise_critical_value(spec.alpha)
    asked = {
        "imputation": second_opinions.imputation(sample),
        "entropy": weighted_effect(sample, spec, entropy_balanced),
        "matching": weighted_effect(sample, spec, caliper_matched),
        "twfe": second_opinions.two_way_fixed_effects(sample),
    }
    found = {
        name: {"att": one.att, "ci": [one.att - critical * one.se, one.att + critical * one.se]}
        for name, one in asked.items()
        if one is not None
    }
    parts = second_opinions.decomposition(sample)
    return {**found, "decomposition": None if parts is None else asdict(parts)}


def synthetic(inputs: Inputs, spec: Spec, _done: Done) -> Any:
    """Whole regions, and whole countries, that opened against those that did not."""
    return {level: at_level(inputs.by_place(level), replace(spec, level=level)) for level in LEVELS}


def sensitivity(inputs: Inputs, spec: Spec, _done: Done) -> Any:
    """How far trends may bend, or change beside what was seen, before the effect is gone; None without two leads."""
    asked = replace(spec, base_period="universal", bands=False)
    sample = draw_sample(inputs.panel, asked)
    effects = estimate(sample, lay_out(sample, asked), asked)
    study = honest.event_study(dynamic(effects), base=-1 - asked.anticipation)
    if study is None:
        return None
    relative = relative_magnitudes(study, alpha=spec.alpha, seed=spec.seed)
    return {**asdict(honest.sensitivity(study, alpha=spec.alpha)), "relative": asdict(relative)}


def placebos(inputs: Inputs, spec: Spec, _done: Done) -> Any:
    """Members moved back in time, and joins dealt out anew; None where a placebo cannot be computed."""
    moved = replace(spec, bands=False, missing="pairs" if spec.missing == "levels" else spec.missing)
    dealt = placebo.permuted(inputs.panel, spec)
    return {
        "months": placebo.MONTHS_EARLIER,
        "in_time": _overall(placebo.moved_back(inputs.panel), moved),
        "permuted": None if dealt is None else asdict(dealt),
    }


def arms(inputs: Inputs, spec: Spec, done: Done) -> Any:
    """Communities, other customer projects, and neither, side by side."""
    rows = [_arm("community", done["report"])]
    if inputs.others is not None:
        try:
            rows.append(_arm("other_project", run(inputs.others, replace(spec, bands=False))))
        except InvalidInput:
            rows.append(_arm("other_project", None))
    growth = describe(inputs.panel, months=spec.window)["non_member_growth"]
    none = {"arm": "none", "n": done["report"]["n"]["controls"], "growth": growth, "att": None, "ci": None}
    return [*rows, {**none, "verdict": done["report"]["verdict"]}]


def market(inputs: Inputs, spec: Spec, done: Done) -> Any:
    """What is drawn and told beside the estimates."""
    found = done["report"]
    return {
        "naive": naive_difference(inputs.panel),
        "treated_mean": treated_mean(inputs.panel, found),
        "treated_months": treated_months(inputs.panel, found),
        "indexed": indexed(inputs.panel, found, after=spec.window),
        "balance": balance(inputs.panel, spec, regions=inputs.places["region"]),
    }


STAGES: Mapping[str, Stage] = {
    "report": report,
    "variants": variants,
    "opinions": opinions,
    "synthetic": synthetic,
    "sensitivity": sensitivity,
    "placebos": placebos,
    "arms": arms,
    "market": market,
}


def _variant(panel: Panel, spec: Spec, *, main: bool) -> dict[str, Any]:
    said = {"est_method": spec.est_method, "control_group": spec.control_group, "main": main}
    return said | (_overall(panel, spec) or {"att": None, "ci": None})


def _overall(panel: Panel, spec: Spec) -> dict[str, Any] | None:
    try:
        overall = run(panel, spec)["estimates"]["simple"]["overall"]
    except InvalidInput:
        return None
    return {"att": overall["att"], "ci": overall["ci"]}


def _arm(name: str, found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        return {"arm": name, "n": 0, "growth": None, "att": None, "ci": None, "verdict": "insufficient"}
    overall = found["estimates"]["simple"]["overall"]
    return {
        "arm": name,
        "n": found["n"]["members"],
        "growth": found["descriptive"]["member_growth"],
        "att": overall["att"],
        "ci": overall["ci"],
        "verdict": found["verdict"],
    }
