"""A small panel by plain arithmetic, the same on every machine, with everything that makes panels hard."""

from typing import Any

import numpy as np

from analytics.uplift.panel import NEVER, Floats, Ints, Panel

CUSTOMERS, MONTHS = 150, 9


def panel(*, cohorts: tuple[int, ...], gaps: bool, covariates: bool, weights: bool, clusters: bool) -> Panel:
    """Cohorts in turn; sales with levels, seasons, a pull by size and an effect; every thirteenth value gone."""
    customer, month = np.arange(CUSTOMERS), np.arange(1, MONTHS + 1)
    size = _scattered(customer) - 0.5
    rank = np.argsort(np.argsort(-size - _scattered(customer + 1000)))
    joined = np.array(cohorts, dtype=np.int64)[rank * len(cohorts) // CUSTOMERS]
    noise = _scattered(np.arange(CUSTOMERS * MONTHS) + 5000).reshape(CUSTOMERS, MONTHS)
    sales = 50 + 20 * size[:, None] + (1 + size[:, None]) * month + 6 * noise
    sales = sales + np.where(month >= joined[:, None], 2.0 + 0.3 * month, 0.0)
    if gaps:
        sales = np.where(
            _scattered(np.arange(sales.size) + 9000).reshape(sales.shape) < 1 / 13, np.nan, sales
        )
    second = np.round(_scattered(customer + 2000), 1)
    return Panel(
        sales=sales,
        first_treated=joined,
        months=tuple(map(str, month)),
        covariates=np.column_stack([size, second]) if covariates else None,
        weights=0.5 + _scattered(customer + 3000) if weights else None,
        clusters=customer // 4 if clusters else None,
    )


def _scattered(number: Ints) -> Floats:
    """Numbers between zero and one without a pattern."""
    scattered = np.sin(number * 12.9898 + 78.233) * 43758.5453
    fraction: Floats = scattered - np.floor(scattered)
    return fraction


CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "gaps": ({"missing": "levels"}, {"gaps": True}),
    "gaps_dropped": ({"missing": "drop", "control_group": "notyet"}, {"gaps": True}),
    "gaps_dr": (
        {"missing": "levels", "est_method": "dr", "control_group": "notyet"},
        {"gaps": True, "covariates": True},
    ),
    "gaps_reg_universal": (
        {"missing": "levels", "est_method": "reg", "base_period": "universal"},
        {"gaps": True, "covariates": True, "weights": True},
    ),
    "no_never": ({"control_group": "notyet"}, {"cohorts": (4, 6, 8)}),
    "no_never_dr": (
        {"control_group": "never", "anticipation": 1},
        {"cohorts": (4, 6, 9), "covariates": True},
    ),
    "before_and_after_the_panel": ({}, {"cohorts": (1, 4, 6, 12, NEVER)}),
    "all_at_once": (
        {"control_group": "notyet", "base_period": "universal", "anticipation": 2, "cluster": "hospital"},
        {"covariates": True, "weights": True, "clusters": True},
    ),
}
SHAPE: dict[str, Any] = {
    "cohorts": (4, 6, NEVER),
    "gaps": False,
    "covariates": False,
    "weights": False,
    "clusters": False,
}


def case(name: str) -> tuple[dict[str, Any], Panel]:
    """The spec and the panel of a case."""
    spec, shape = CASES[name]
    made = panel(**{**SHAPE, **shape})
    named = {"covariates": ["size", "second"]} if made.covariates is not None else {}
    return {**spec, **named, "bands": False}, made


def many_cohorts(*, never: bool = True) -> Panel:
    """47 cohorts over 54 months with two covariates; without `never` the last cohort takes the place of controls."""
    customer, month = np.arange(1410), np.arange(1, 55)
    size, second = _scattered(customer) - 0.5, np.round(_scattered(customer + 2000), 1)
    joined = np.where(_scattered(customer + 4000) + 0.3 * size < 0.5, NEVER, 5 + customer % 47)
    if not never:
        joined = 5 + customer % 47
    noise = _scattered(np.arange(customer.size * month.size) + 5000).reshape(customer.size, month.size)
    sales = 50 + 20 * size[:, None] + (0.2 * size + 0.1 * second)[:, None] * month + 6 * noise
    sales = sales + np.where(month >= joined[:, None], 2.0, 0.0)
    return Panel(
        sales=sales,
        first_treated=joined,
        months=tuple(map(str, month)),
        covariates=np.column_stack([size, second]),
    )
