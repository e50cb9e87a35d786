"""Uplift of 100,000 customers over 36 months in 12 cohorts, with bands: from the database, a file, and arrays.

Prints one JSON line per figure: seconds (median of three rounds), the processor time of worker and database, and
the peak memory of the worker. With `--peer PYTHON`, an interpreter that has `diff-diff`, the same panel is given to
it in the same run, and how many times longer it takes is told too.
"""

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import numpy as np
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

CUSTOMERS, MONTHS, COHORTS = 100_000, 36, 12
FIRST, UNTIL = date(2022, 1, 1), date(2025, 1, 1)
BATCH = 5_000
ROUNDS = 3
SLUG = "uplift-benchmark"
PEER = """
import json, sys, time
import numpy, pandas
from diff_diff import CallawaySantAnna
with numpy.load(sys.argv[1]) as file:
    sales, joined = file["sales"], file["joined"]
customers, months = sales.shape
rows = pandas.DataFrame({
    "customer": numpy.repeat(numpy.arange(customers), months),
    "month": numpy.tile(numpy.arange(1, months + 1), customers),
    "joined": numpy.repeat(joined, months), "sales": sales.ravel()})
start = time.perf_counter()
CallawaySantAnna(n_bootstrap=999, seed=1).fit(rows, "sales", "customer", "month", "joined", aggregate="all")
print(json.dumps({"seconds": time.perf_counter() - start}))
"""


def panel() -> tuple[np.ndarray, np.ndarray]:
    """Staggered joins from month 13 on (rank, 0 for never, 45 %); sales with a level and a random walk."""
    random = np.random.default_rng(1)
    joined = np.where(
        random.random(CUSTOMERS) < 0.45, 0, random.choice(13 + 2 * np.arange(COHORTS), CUSTOMERS)
    )
    level = 100 * np.exp(0.4 * random.normal(size=(CUSTOMERS, 1)))
    sales = level + random.normal(0, 3, (CUSTOMERS, MONTHS)).cumsum(axis=1)
    return np.round(sales, 2), joined


def month(rank: int) -> date:
    """The first day of a month of the panel."""
    return date(FIRST.year + (rank - 1) // 12, (rank - 1) % 12 + 1, 1)


def write_panel(path: Path) -> None:
    """The panel as a file of 3.6 million rows."""
    sales, joined = panel()
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.write("customer_id,month,first_joined_month,net_sales\n")
        for customer in range(CUSTOMERS):
            first = str(month(int(joined[customer]))) if joined[customer] else ""
            file.writelines(
                f"K{customer:06d},{month(at + 1)},{first},{value:.2f}\n"
                for at, value in enumerate(sales[customer].tolist())
            )


def fill_database() -> UUID:
    """A tenant with the panel, written once per database; needs the owner's connection."""
    from customers.accounts.account import Account
    from customers.accounts.community_case import CommunityCase
    from customers.sales.sales_series import SalesSeries
    from tenancy.people.person import Party, Person
    from tenancy.people.tenant import Tenant
    from tenancy.wall.loading import OWNER, loading

    with loading([Tenant]):
        found = Tenant.objects.using(OWNER).filter(slug=SLUG).first()
    if found is None:
        call_command("create_tenant", SLUG, name="Benchmark", stdout=StringIO())
    with loading([Tenant, Person, Account]):
        tenant = Tenant.objects.using(OWNER).get(slug=SLUG).id
        if Account.objects.using(OWNER).filter(tenant_id=tenant).exists():
            return tenant
        clerk = Person(tenant_id=tenant, party=Party.STAFF, display_name="Clerk", created_at=timezone.now())
        Person.objects.using(OWNER).bulk_create([clerk])
        accounts = Account.objects.using(OWNER).bulk_create(_accounts(tenant), batch_size=BATCH)
    with connections[OWNER].cursor() as cursor:
        # Else each row's key is looked for in an account table believed to be empty.
        cursor.execute("analyze")
    with loading([Account, Person, CommunityCase, SalesSeries]):
        SalesSeries.objects.using(OWNER).bulk_create(_series(accounts), batch_size=BATCH)
        CommunityCase.objects.using(OWNER).bulk_create(_cases(accounts, clerk), batch_size=BATCH)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("analyze")
    return tenant


def _accounts(tenant: UUID) -> list[Any]:
    from customers.accounts.account import Account

    now = timezone.now()
    return [
        Account(
            tenant_id=tenant,
            source="crm",
            external_id=f"K{at:06d}",
            name=f"K{at}",
            search_name=f"k{at}",
            segment="ABC"[at % 3],
            region="NESW"[at % 4],
            created_at=now,
            updated_at=now,
        )
        for at in range(CUSTOMERS)
    ]


def _series(accounts: list[Any]) -> Iterator[Any]:
    from customers.sales.sales_series import SalesSeries

    cents = np.rint(panel()[0] * 100).astype(np.int64)
    for one, row in zip(accounts, cents, strict=True):
        ours = {"tenant_id": one.tenant_id, "account_id": one.id}
        yield SalesSeries(**ours, currency="EUR", first_month=FIRST, net_sales=row.tolist())


def _cases(accounts: list[Any], clerk: Any) -> Iterator[Any]:
    from customers.accounts.community_case import Arm, CommunityCase

    told = {
        "arm": Arm.COMMUNITY,
        "programme": "Circles",
        "recorded_by_id": clerk.id,
        "recorded_at": timezone.now(),
    }
    for one, rank in zip(accounts, panel()[1].tolist(), strict=True):
        if rank:
            yield CommunityCase(tenant_id=one.tenant_id, account_id=one.id, opened_on=month(rank), **told)


def worker(tenant: UUID) -> None:
    """What a worker does, in a process of its own: read, assemble, estimate."""
    from analytics.uplift.report import run
    from analytics.uplift.spec import Spec
    from analytics.uplift.store import assemble, fetch
    from tenancy.wall.scope import acting_for

    def report_of(spec: Spec) -> str:
        with acting_for(tenant, purpose="command"):
            fetched = fetch()
        return json.dumps(run(assemble(fetched, spec, until=UNTIL).panel, spec))

    timed("uplift", lambda: report_of(Spec(seed=1)), goal=3.0)
    peak("uplift_memory")
    adjusted = Spec(seed=1, covariates=("log_early_sales", "segment", "region"))
    timed("uplift_dr", lambda: report_of(adjusted), goal=10.0)
    timed("uplift_dr_notyet", lambda: report_of(replace(adjusted, control_group="notyet")), goal=10.0)
    peak("uplift_dr_memory")


def files_and_arrays(peer: str) -> None:
    """The same from a file and from arrays, and what the peer needs for the estimates alone."""
    from analytics.uplift.panel import NEVER, Panel
    from analytics.uplift.report import run, run_panel
    from analytics.uplift.spec import Spec

    sales, joined = panel()
    names = tuple(str(month(rank))[:7] for rank in range(1, MONTHS + 1))
    ranks = np.where(joined == 0, NEVER, joined).astype(np.int64)
    bare = Panel(sales=sales, first_treated=ranks, months=names)
    ours = seconds(lambda: run(bare, Spec(seed=1)))
    tell("uplift_from_arrays", ours, goal=1.0, unit="s")
    size = np.random.default_rng(2).normal(size=(CUSTOMERS, 3))
    scored = Panel(sales=sales, first_treated=ranks, months=names, covariates=size)
    tell("uplift_dr_from_arrays", seconds(lambda: run(scored, Spec(seed=1))), goal=10.0, unit="s")
    with tempfile.TemporaryDirectory() as folder:
        if peer:
            kept = Path(folder) / "panel.npz"
            np.savez(kept, sales=sales, joined=joined)
            out = subprocess.run([peer, "-c", PEER, str(kept)], check=True, capture_output=True, text=True)
            theirs = json.loads(out.stdout.splitlines()[-1])["seconds"]
            tell("uplift_peer_from_arrays", theirs, goal=10 * ours, unit="s")
            tell("uplift_times_faster_than_peer", theirs / ours, goal=10.0, unit="times")
        path = Path(folder) / "panel.csv.gz"
        write_panel(path)
        tell(
            "uplift_from_file", seconds(lambda: json.dumps(run_panel(path, {"seed": 1}))), goal=10.0, unit="s"
        )


def timed(figure: str, work: Callable[[], object], *, goal: float) -> None:
    """Tells the median duration, and the processor time of one more round in worker and database."""
    tell(figure, seconds(work), goal=goal, unit="s")
    before = time.process_time() + database_seconds()
    work()
    tell(f"{figure}_processor", time.process_time() + database_seconds() - before, goal=goal, unit="s")


def database_seconds() -> float:
    """Processor time so far of the server process that serves this connection, where it runs on this machine."""
    connection.ensure_connection()
    try:
        told = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    except OSError:
        return 0.0
    user, system = told.rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak(figure: str) -> None:
    """The most memory that this process has had."""
    tell(figure, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, goal=1024.0, unit="MB")


def seconds(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """The median duration of a few rounds."""
    durations = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def tell(figure: str, value: float, *, goal: float, unit: str) -> None:
    print(json.dumps({"figure": figure, "value": round(value, 3), "unit": unit, "goal": goal}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default="", help="a Python that has diff-diff")
    parser.add_argument("--worker", type=UUID, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if options.worker is None:
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, check=True, env={**os.environ, "COLLEGIUM_AS_OWNER": "1"})
    django.setup()
    if options.worker is not None:
        worker(options.worker)
        return
    tenant = fill_database()
    # As workers have it: here numpy is loaded before the engine can say so.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(
        [sys.executable, "-m", "benchmarks.uplift", "--worker", str(tenant)], check=True, env=alone
    )
    files_and_arrays(options.peer)


if __name__ == "__main__":
    main()
