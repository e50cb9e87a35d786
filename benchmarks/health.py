"""The health check of all communities over a year: 10 million activities measured, judged and stored.

It runs as the product runs it, on what the database keeps of posts as it stores them (`bench health_nightly` tells
what that costs each post); everything else is counted on the spot.

The floor (limit B) is a two-level hash aggregate without count(distinct) over the same activities in one narrow
table, in the same run, between the rounds. Figures tell wall seconds and, for a shared machine, CPU seconds of server
and worker together. Prints one JSON line per figure; `--scale 0.1` (or COLLEGIUM_BENCH_SCALE) for a tenth.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime

import django
import psycopg2

from benchmarks.checks.clocks import timed
from benchmarks.checks.filling import FIRST, LAST, TENANT, fill

ROUNDS = 3
GOAL, HARD = 1.5, 1.2
ASKED_AT = datetime(2026, 1, 10, tzinfo=UTC)
FLOOR = """
select count(*), sum(contributions), max(busiest) from (
  select community_id, count(*) as people, sum(n) as contributions, max(n) as busiest, sum(posts) as posts,
    min(first) as first, max(latest) as latest
  from (
    select community_id, person_id, count(*) as n, count(*) filter (where kind = 1) as posts, min(created_at) as first,
      max(created_at) as latest
    from bench_activity group by 1, 2
  ) m group by 1
) c
"""


class Floor:
    """Limit B on this machine, now."""

    def __init__(self) -> None:
        self.connection = psycopg2.connect(os.environ["MIGRATION_DATABASE_URL"])
        self.backend: int = self.connection.info.backend_pid
        with self.connection.cursor() as cursor:
            cursor.execute("set work_mem = '256MB'")

    def run(self) -> None:
        """One pass over all activities."""
        with self.connection.cursor() as cursor:
            cursor.execute(FLOOR)
            cursor.fetchall()


def check() -> None:
    """All indicators of all communities over the year, results stored."""
    from analytics.health.checking import check_all
    from analytics.health.measuring import Period

    period = Period(date.fromisoformat(FIRST), date.fromisoformat(LAST))
    check_all(TENANT, period=period, asked_at=ASKED_AT)


def compare(name: str, work: Callable[[], object], *, goal: float, hard: float) -> None:
    """Interleaved rounds of floor and work; tells medians and their ratios."""
    floor = Floor()
    floors, works = [], []
    for _ in range(ROUNDS):
        floors.append(timed(floor.run, backend=floor.backend))
        works.append(timed(work, backend=floor.backend))
    for at, clock in enumerate(("wall", "cpu")):
        base = statistics.median(one[at] for one in floors)
        ours = statistics.median(one[at] for one in works)
        tell(f"limit_b_{clock}", base, unit="s")
        tell(f"{name}_{clock}", ours, unit="s")
        tell(f"{name}_{clock}_ratio", ours / base, unit="x", goal=goal, hard=hard)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell(f"{name}_memory", peak, unit="MB", goal=400.0)


def tell(figure: str, value: float, *, unit: str, **limits: float) -> None:
    """One JSON line."""
    print(json.dumps({"figure": figure, "value": round(value, 3), "unit": unit} | limits), flush=True)


def prepared() -> None:
    """A migrated and filled database, and Django."""
    parser = argparse.ArgumentParser()
    default = float(os.environ.get("COLLEGIUM_BENCH_SCALE", "1"))
    parser.add_argument("--scale", type=float, default=default, help="1 is 10 million activities")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, check=True, env={**os.environ, "COLLEGIUM_AS_OWNER": "1"})
    django.setup()
    tell("activities", fill(options.scale), unit="rows")


def main() -> None:
    prepared()
    compare("health", check, goal=GOAL, hard=HARD)


if __name__ == "__main__":
    main()
