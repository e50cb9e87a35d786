"""Sales by bulk job: rows as JSON lines through HTTP, judged, stored and told, against a bare COPY and upsert.

Starts the product's own processes on the bench's servers, sends the file the way an integrator does, and times
from the first byte of the upload to the end of the job. The floors are the same rows copied and upserted into
one indexed table, in the same run, between the jobs. Prints one JSON line per figure; `--rows 100000` for less.
"""

import argparse
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg2

from benchmarks.watching import Effort, Memory, Waiting, parent_of
from customers.imports.files import LARGEST

ROOT = Path(__file__).resolve().parent.parent
MONTHS = 36
QUIET = 20
"""Seconds in which the page is asked for alone."""
SLUG, PORT = "bench", 8097
SCOPES = ("jobs:read", "jobs:write", "accounts:read", "accounts:write", "sales:write")
TENANT = "00000000-0000-0000-0000-000000000001"
Row = tuple[str, str, int, int]
TABLE = """drop table if exists floor_sales;
create table floor_sales (tenant_id uuid not null, account text not null, month date not null, currency text not null,
  net_sales bigint not null, units numeric, primary key (tenant_id, account, month, currency))"""
UPSERT = """insert into floor_sales as t select tenant_id, account, month, currency, net_sales, units from arrived
order by account, month on conflict (tenant_id, account, month, currency) do update
set net_sales = excluded.net_sales, units = excluded.units
where (t.net_sales, t.units) is distinct from (excluded.net_sales, excluded.units)"""


def rows_of(count: int, *, seed: int) -> list[Row]:
    """Account, month, cents, units: in the order in which a ledger writes them, month by month."""
    chance = random.Random(seed)
    accounts = -(-count // MONTHS)
    every = (
        (
            f"A{a:06d}",
            f"{2023 + m // 12}-{m % 12 + 1:02d}",
            chance.randrange(10_000_000),
            chance.randrange(500),
        )
        for m in range(MONTHS)
        for a in range(accounts)
    )
    return [row for row, _ in zip(every, range(count), strict=False)]


def write_records(path: Path, rows: list[Row]) -> None:
    """The rows as JSON lines."""
    with path.open("w") as file:
        file.writelines(
            f'{{"source":"crm","external_id":"{a}","month":"{m}","net_sales":"{n // 100}.{n % 100:02d}",'
            f'"currency":"EUR","units":{u}}}\n'
            for a, m, n, u in rows
        )


class Floor:
    """The bare table, and how long its rows take."""

    def __init__(self, folder: Path) -> None:
        self.connection = psycopg2.connect(os.environ["MIGRATION_DATABASE_URL"])
        self.path = folder / "floor.txt"
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(TABLE)
        self.server = parent_of(self.connection.info.backend_pid)

    def seconds(self, rows: list[Row]) -> tuple[float, float]:
        """COPY into a temporary table and one sorted upsert, committed; its time and its processor time."""
        with self.path.open("w") as file:
            file.writelines(f"{TENANT}\t{a}\t{m}-01\tEUR\t{n}\t{u}\n" for a, m, n, u in rows)
        began, client = time.perf_counter(), time.process_time()
        with (
            Effort(self.server) as effort,
            self.connection,
            self.connection.cursor() as cursor,
            self.path.open() as file,
        ):
            cursor.execute("create temp table arrived (like floor_sales) on commit drop")
            cursor.copy_expert("copy arrived from stdin", file)
            cursor.execute(UPSERT)
            self.connection.commit()
        return time.perf_counter() - began, effort.seconds + time.process_time() - client


class Product:
    """The running product and one client of it."""

    def __init__(self, process: int) -> None:
        self.address = f"http://127.0.0.1:{PORT}/api/v1"
        self.process = process
        self._token = ""

    def answers(self) -> bool:
        """Whether the web process listens."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", PORT), timeout=1):
            return True
        return False

    def page(self) -> Any:
        """What others ask for meanwhile."""
        return self.call("GET", "/accounts?limit=50")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One call; `body` is a value, or a file that is streamed."""
        sent = body if body is None or hasattr(body, "read") else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=sent, method=method)
        request.add_header("Authorization", f"Bearer {self._token}")
        if hasattr(body, "read"):
            request.add_header("Content-Length", str(os.fstat(body.fileno()).st_size))
            request.add_header("Content-Type", "application/x-ndjson")
        elif body is not None:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=900) as answer:
            return json.load(answer)

    def sign_in(self) -> None:
        """Makes the tenant and the client, and fetches a token."""
        _manage("create_tenant", SLUG, "--name", "Bench")
        scopes = [word for scope in SCOPES for word in ("--scope", scope)]
        made = json.loads(_manage("create_api_client", "--tenant", SLUG, "--name", "bench", *scopes))
        body = f"grant_type=client_credentials&client_id={made['client_id']}&client_secret={made['client_secret']}"
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}/identity/token", data=body.encode())
        with urllib.request.urlopen(request, timeout=30) as answer:
            self._token = json.load(answer)["access_token"]

    def send(self, path: Path, object_name: str) -> tuple[float, dict[str, Any]]:
        """Seconds from the first byte of the upload to the end of the job, and the job."""
        job = self.call("POST", "/jobs", {"object": object_name, "format": "ndjson"})
        began = time.perf_counter()
        with path.open("rb") as file:
            self.call("PUT", f"/jobs/{job['id']}/upload", file)
        self.call("POST", f"/jobs/{job['id']}/upload-complete")
        while job["state"] not in ("JobComplete", "Failed", "Aborted"):
            time.sleep(0.25)
            job = self.call("GET", f"/jobs/{job['id']}")
        seconds = time.perf_counter() - began
        assert (job["state"], job["failed"]) == ("JobComplete", 0), job
        return seconds, job


def _manage(*command: str) -> str:
    run = [sys.executable, "manage.py", *command]
    return subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@contextmanager
def running(folder: Path) -> Iterator[Product]:
    """Web, workers and dispatcher on the bench's servers, stopped at the end."""
    environment = os.environ | {"COLLEGIUM_DATA": str(folder / "data"), "API_CALLS_PER_MINUTE": "1000000"}
    command = [
        sys.executable,
        "-m",
        "config.running",
        "--port",
        str(PORT),
        "--data",
        str(folder / "data"),
        "--empty",
    ]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            while "ready" not in (folder / "log").read_text():
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.2)
            product = Product(process.pid)
            while not product.answers():
                time.sleep(0.2)
            product.sign_in()
            yield product
        finally:
            process.terminate()
            process.wait(timeout=60)


def report(figure: str, value: float, *, unit: str, goal: float, **more: Any) -> None:
    """One line."""
    load = round(os.getloadavg()[0], 1)
    print(
        json.dumps(
            {"figure": figure, "value": round(value, 3), "unit": unit, "goal": goal, **more, "load": load}
        )
    )
    sys.stdout.flush()


def main(figures: tuple[str, ...] = ("insert", "update")) -> None:
    """Insert, all-update and the same again, each beside its floor."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    count = asked.parse_args().rows
    with tempfile.TemporaryDirectory() as name, running(Path(name)) as product:
        with Memory(b"celery") as memory:
            measure(product, Path(name), count, figures)
        report("ingest_worker_memory", memory.peak / 1024, unit="MB", goal=400)
        upload(product, Path(name))


def measure(product: Product, folder: Path, count: int, figures: tuple[str, ...]) -> None:
    """Sends the accounts, then the rows as often as there are figures."""
    first, second = rows_of(count, seed=1), rows_of(count, seed=2)
    accounts = sorted({row[0] for row in first})
    lines = folder / "records.ndjson"
    lines.write_text("".join(f'{{"external_id":"{a}","name":"Account {a}"}}\n' for a in accounts))
    product.send(lines, "accounts")
    with Waiting(product.page) as alone:
        time.sleep(QUIET)
    floor = Floor(folder)
    rates: dict[str, float] = {}
    waits: list[float] = []
    for figure, rows, goal in (("insert", first, 0.6), ("update", second, 0.6), ("again", second, 0.0)):
        write_records(lines, rows)
        taken, bare_effort = floor.seconds(rows)
        with Effort(product.process, floor.server) as effort, Waiting(product.page) as waiting:
            seconds, job = product.send(lines, "sales")
        waits += waiting.times
        bare, rates[figure] = count / taken, count / seconds
        assert job["successful"] == count, job
        if figure in figures:
            name = {"insert": "ingest", "update": "ingest_update", "again": "ingest_again"}[figure]
            report(name, rates[figure], unit="rows/s", goal=round(goal * bare), floor=round(bare))
            report(f"{name}_ratio", rates[figure] / bare, unit="of the floor", goal=goal)
            tell_effort(name, effort.seconds, floor=bare_effort)
    if "again" in figures:
        report("ingest_again_to_update", rates["again"] / rates["update"], unit="times", goal=1.5)
    meanwhile = statistics.quantiles(waits, n=20)[18]
    report(
        "page_p95_during_import",
        meanwhile,
        unit="ms",
        goal=round(2 * alone.p95, 1),
        alone=round(alone.p95, 1),
    )


def tell_effort(name: str, seconds: float, *, floor: float) -> None:
    """Processor time of web, worker and database together, and of the floor's client and database."""
    report(f"{name}_cpu", seconds, unit="s", goal=round(floor / 0.6, 2), floor=round(floor, 2))


def upload(product: Product, folder: Path) -> None:
    """The largest file there may be, and what the web process needs to take it; the job is given up then."""
    path = folder / "large"
    with path.open("wb") as file:
        file.truncate(LARGEST)
    with Memory(b"granian") as before:
        time.sleep(1)
    job = product.call("POST", "/jobs", {"object": "sales", "format": "ndjson"})
    with Memory(b"granian") as memory, path.open("rb") as file:
        began = time.perf_counter()
        product.call("PUT", f"/jobs/{job['id']}/upload", file)
        seconds = time.perf_counter() - began
    product.call("DELETE", f"/jobs/{job['id']}")
    rise = (memory.peak - before.peak) / 1024
    report(
        "upload_web_memory",
        rise,
        unit="MB more",
        goal=20,
        peak=memory.peak // 1024,
        seconds=round(seconds, 1),
    )


if __name__ == "__main__":
    main()
