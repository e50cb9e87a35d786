"""Uplift of 100,000 customers over 36 months in 12 cohorts, with bands: from the file, and from arrays.

Prints one JSON line per figure: seconds (median of three rounds) and the peak memory of the process.
"""

import gzip
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from analytics.uplift.panel import NEVER, Panel
from analytics.uplift.reading import read_panel
from analytics.uplift.report import run, run_panel
from analytics.uplift.spec import Spec

CUSTOMERS, MONTHS, COHORTS = 100_000, 36, 12
ROUNDS = 3


def write_panel(path: Path) -> None:
    """Staggered joins from month 13 on, 45 % never; sales with a customer's level and a random walk."""
    random = np.random.default_rng(1)
    cohorts = 13 + 2 * np.arange(COHORTS)
    joined = np.where(random.random(CUSTOMERS) < 0.45, -1, random.choice(cohorts, CUSTOMERS) - 1)
    level = 100 * np.exp(0.4 * random.normal(size=(CUSTOMERS, 1)))
    sales = level + random.normal(0, 3, (CUSTOMERS, MONTHS)).cumsum(axis=1)
    names = [f"{2022 + month // 12}-{month % 12 + 1:02d}-01" for month in range(MONTHS)]
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.write("customer_id,month,first_joined_month,net_sales\n")
        for customer in range(CUSTOMERS):
            first = "" if joined[customer] < 0 else names[joined[customer]]
            row = sales[customer].tolist()
            file.writelines(
                f"K{customer:06d},{name},{first},{value:.2f}\n"
                for name, value in zip(names, row, strict=True)
            )


def seconds(work: Callable[[], object]) -> float:
    """The median duration of a few rounds."""
    durations = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def report(figure: str, value: float, *, goal: float, unit: str) -> None:
    print(json.dumps({"figure": figure, "value": round(value, 3), "unit": unit, "goal": goal}), flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "panel.csv.gz"
        write_panel(path)
        from_file = seconds(lambda: json.dumps(run_panel(path, {"seed": 1})))
        panel = read_panel(path, Spec())
    report("uplift_from_file", from_file, goal=10.0, unit="s")
    report("uplift_from_arrays", seconds(lambda: run(panel, Spec())), goal=1.0, unit="s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report("uplift_memory", peak, goal=1024.0, unit="MB")
    size = np.random.default_rng(2).normal(size=(CUSTOMERS, 3))
    scored = Panel(sales=panel.sales, first_treated=panel.first_treated, months=panel.months, covariates=size)
    report("uplift_dr_from_arrays", seconds(lambda: run(scored, Spec())), goal=10.0, unit="s")
    assert (panel.first_treated == NEVER).any()


if __name__ == "__main__":
    main()
