"""Does the interval hold the truth? Draws of a process in which customers with potential are chosen.

Large customers join more often and earlier and would have lost ground anyway, so the naive figure errs. Prints
how often the 95 % interval of the doubly robust estimate holds the true mean effect (goal 91 to 99 %), how
often the pre-test rejects although nothing is wrong (about 5 %), and what the naive figure and two-way fixed
effects make of it.
"""

import argparse
import json

import numpy as np

from analytics.uplift.market import naive_difference
from analytics.uplift.panel import NEVER, Panel, draw_sample
from analytics.uplift.report import run
from analytics.uplift.second_opinions import imputation, two_way_fixed_effects
from analytics.uplift.spec import Spec

CUSTOMERS, MONTHS = 900, 40
COHORTS = np.arange(14, 34, 3)
SPEC = Spec(control_group="notyet", covariates=("size", "region"), missing="pairs", bands=False)
NORMAL = 1.959963984540054


def draw(seed: int) -> tuple[Panel, float]:
    """A panel and the true mean effect over members' months since joining."""
    random = np.random.default_rng(seed)
    size, region = random.normal(0, 1, CUSTOMERS), random.integers(0, 4, CUSTOMERS)
    months = np.arange(1, MONTHS + 1)
    wish = 0.8 * size + random.logistic(0, 1, CUSTOMERS)
    joining = np.flatnonzero(wish > np.quantile(wish, 0.5))
    in_turn = joining[np.argsort(-(wish[joining] + random.normal(0, 1.5, len(joining))))]
    joined = np.full(CUSTOMERS, NEVER)
    for cohort, members in zip(COHORTS, np.array_split(in_turn, len(COHORTS)), strict=True):
        joined[members] = cohort
    level = 80 * np.exp(0.5 * size)[:, None] + 3 * np.cos(np.pi * months / 6) + 0.3 * months
    drift = (-0.35 * size + 0.05 * region)[:, None] * months
    noise = np.empty((CUSTOMERS, MONTHS))
    noise[:, 0] = random.normal(0, 5, CUSTOMERS)
    for at in range(1, MONTHS):
        noise[:, at] = 0.6 * noise[:, at - 1] + random.normal(0, 4, CUSTOMERS)
    since = months - np.minimum(joined, 10**6)[:, None]
    effect = np.where(since >= 0, 1.5 + 6 * (1 - np.exp(-np.maximum(since, 0) / 8)), 0.0)
    regions = (region[:, None] == np.arange(1, 4)).astype(np.float64)
    panel = Panel(
        sales=level + drift + noise + effect,
        first_treated=joined,
        months=tuple(map(str, months)),
        covariates=np.column_stack([size, regions]),
    )
    return panel, float(effect[since >= 0].mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=200)
    draws = parser.parse_args().draws
    rows = np.array([_tried(seed) for seed in range(draws)])
    names = ("dr_covers", "pretest_rejects", "dr_error", "naive_error", "imputation_covers", "twfe_covers")
    figures = {name: round(float(value), 3) for name, value in zip(names, rows.mean(axis=0), strict=True)}
    print(json.dumps({"figure": "uplift_coverage", "draws": draws, **figures}), flush=True)


def _tried(seed: int) -> list[float]:
    panel, truth = draw(seed)
    report = run(panel, SPEC)
    overall = report["estimates"]["simple"]["overall"]
    sample = draw_sample(panel, SPEC)
    others = [imputation(sample), two_way_fixed_effects(sample)]
    return [
        overall["ci"][0] <= truth <= overall["ci"][1],
        report["pretest"]["p"] < 0.05,
        overall["att"] / truth - 1,
        (naive_difference(panel) or 0.0) / truth - 1,
        *(abs(one.att - truth) <= NORMAL * one.se for one in others),
    ]


if __name__ == "__main__":
    main()
