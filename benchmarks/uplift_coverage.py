"""Does the interval hold the truth? Draws of a process in which customers with potential are chosen.

Large customers join more often and earlier and would have lost ground anyway, so the naive figure errs. Prints
how often the 95 % interval of the doubly robust estimate holds the true mean effect (goal 91 to 99 %), how
often the pre-test rejects although nothing is wrong (about 5 %), and what the naive figure and the other
estimators make of it. Three processes: "falling" as above; "unruly" with few customers, skewed errors that grow
with the customer, a season that does too, trends by region and effects that differ by cohort and region;
"large" with many customers and errors that wander; "waves" with heavy tails, errors that swing (AR(2)), seasons
of regions and customers chosen by what their trend depends on; "middle" and "skewed" with 3,000
customers, for the pre-test.
"""

import argparse
import json
from dataclasses import dataclass

import numpy as np

from analytics.uplift.market import naive_difference
from analytics.uplift.panel import NEVER, Floats, Ints, Panel, draw_sample
from analytics.uplift.report import run
from analytics.uplift.second_opinions import imputation, two_way_fixed_effects
from analytics.uplift.spec import Spec
from analytics.uplift.weighting import caliper_matched, entropy_balanced, weighted_effect

COHORTS = np.arange(14, 34, 3)
MONTHS = 40
SPEC = Spec(control_group="notyet", covariates=("size", "region"), missing="pairs", bands=False)
NORMAL = 1.959963984540054
NAMES = (
    "dr_covers", "pretest_rejects", "dr_error", "naive_error",
    "imputation_covers", "entropy_covers", "matching_covers", "twfe_covers",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Process:
    """How sales come about: errors with a memory, how much these grow with size, and how far effects differ.

    `swing` is the memory of the month before last, `tails` the degrees of freedom of heavy-tailed shocks, `seasons`
    how far regions' seasons differ.
    """

    customers: int
    memory: float
    skewed: bool
    growing: float
    differing: float
    swing: float = 0.0
    tails: int = 0
    seasons: float = 0.0


PROCESSES = {
    "falling": Process(customers=900, memory=0.6, skewed=False, growing=0.0, differing=0.0),
    "unruly": Process(customers=280, memory=0.3, skewed=True, growing=0.35, differing=1.0),
    "large": Process(customers=3000, memory=0.95, skewed=False, growing=0.2, differing=0.5),
    "waves": Process(
        customers=700, memory=1.1, skewed=False, growing=0.1, differing=0.7, swing=-0.5, tails=4, seasons=2.0
    ),
    "middle": Process(customers=3000, memory=0.3, skewed=False, growing=0.0, differing=0.0),
    "skewed": Process(customers=3000, memory=0.3, skewed=True, growing=0.35, differing=1.0),
}


def draw(seed: int, process: Process = PROCESSES["falling"]) -> tuple[Panel, float]:
    """A panel and the true mean effect over members' months since joining."""
    random = np.random.default_rng(seed)
    customers = process.customers
    size, region = random.normal(0, 1, customers), random.integers(0, 4, customers)
    months = np.arange(1, MONTHS + 1)
    wish = 0.8 * size + random.logistic(0, 1, customers)
    joining = np.flatnonzero(wish > np.quantile(wish, 0.5))
    in_turn = joining[np.argsort(-(wish[joining] + random.normal(0, 1.5, len(joining))))]
    joined = np.full(customers, NEVER)
    for cohort, members in zip(COHORTS, np.array_split(in_turn, len(COHORTS)), strict=True):
        joined[members] = cohort
    peak = process.seasons * region[:, None]
    season = (1 + process.growing * size)[:, None] * 3 * np.cos(np.pi * (months + peak) / 6)
    level = 80 * np.exp(0.5 * size)[:, None] + season + 0.3 * months
    drift = (-0.35 * size + 0.05 * (1 + 3 * process.differing) * region)[:, None] * months
    effect = _effect(joined, region, months, process)
    regions = (region[:, None] == np.arange(1, 4)).astype(np.float64)
    panel = Panel(
        sales=level + drift + _errors(random, size, process) + effect,
        first_treated=joined,
        months=tuple(map(str, months)),
        covariates=np.column_stack([size, regions]),
    )
    return panel, float(effect[joined[:, None] <= months].mean())


def _effect(joined: Ints, region: Ints, months: Ints, process: Process) -> Floats:
    since = months - np.minimum(joined, 10**6)[:, None]
    grown = np.where(since >= 0, 1.5 + 6 * (1 - np.exp(-np.maximum(since, 0) / 8)), 0.0)
    by_cohort = 1 + process.differing * (np.minimum(joined, MONTHS)[:, None] - 24) / 15
    return np.asarray(grown * by_cohort * (1 + 0.3 * process.differing * (region[:, None] - 1.5)))


def _errors(random: np.random.Generator, size: Floats, process: Process) -> Floats:
    shape = (process.customers, MONTHS)
    shocks = random.normal(0, 1, shape)
    if process.tails:
        shocks = random.standard_t(process.tails, shape) / np.sqrt(process.tails / (process.tails - 2))
    if process.skewed:
        shocks = (random.gamma(2, 1, shape) - 2) / np.sqrt(2)
    shocks *= 4 * np.exp(process.growing * size)[:, None]
    errors = np.empty(shape)
    errors[:, 0] = shocks[:, 0]
    for at in range(1, MONTHS):
        before = errors[:, at - 2] if at > 1 else 0.0
        errors[:, at] = process.memory * errors[:, at - 1] + process.swing * before + shocks[:, at]
    return errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--process", choices=PROCESSES, help="one of them instead of all")
    options = parser.parse_args()
    for name in [options.process] if options.process else PROCESSES:
        rows = np.array([_tried(seed, PROCESSES[name]) for seed in range(options.draws)])
        figures = {one: round(float(value), 3) for one, value in zip(NAMES, rows.mean(axis=0), strict=True)}
        about = {"figure": "uplift_coverage", "process": name, "draws": options.draws}
        print(json.dumps({**about, **figures}), flush=True)


def _tried(seed: int, process: Process) -> list[float]:
    panel, truth = draw(seed, process)
    report = run(panel, SPEC)
    overall = report["estimates"]["simple"]["overall"]
    sample = draw_sample(panel, SPEC)
    others = [
        imputation(sample),
        weighted_effect(sample, SPEC, entropy_balanced),
        weighted_effect(sample, SPEC, caliper_matched),
        two_way_fixed_effects(sample),
    ]
    return [
        overall["ci"][0] <= truth <= overall["ci"][1],
        report["pretest"]["p"] < 0.05,
        overall["att"] / truth - 1,
        (naive_difference(panel) or 0.0) / truth - 1,
        *(one is not None and abs(one.att - truth) <= NORMAL * one.se for one in others),
    ]


if __name__ == "__main__":
    main()
