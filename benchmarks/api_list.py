"""`bin/bench api_list`: 100 accounts as JSON with a key and the wall on, against two floors in the same run.

Floors: the same 100 rows by `json_agg` through a bare WSGI application, and by a DRF ModelSerializer without
sign-in, wall, middleware or limits. All three run under granian as `bin/run` starts it, on a database of their own.
Each is called by the same loop over 8 kept connections; three interleaved rounds, the median counts.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import psycopg2

from benchmarks.calling import Load, cpu_of, load

ROOT = Path(__file__).resolve().parent.parent
ACCOUNTS, PORTS = 10_000, {"product": 8741, "json_agg": 8742, "drf": 8743}
APPLICATIONS = {
    "product": "config.wsgi:application",
    "json_agg": "benchmarks.floors.json_agg:application",
    "drf": "benchmarks.floors.drf:application",
}
ROUNDS, PATIENCE = 3, 60.0
FILL = """
select set_config('app.tenant_id', %(tenant)s, true);
create policy loading on customers_account to app_owner using (true) with check (true);
insert into customers_account (tenant_id, id, source, external_id, name, search_name, type, segment, region, country,
  city, postal_code, created_at, updated_at)
select %(tenant)s, uuidv7(), 'crm', lpad(n::text, 7, '0'), 'Spital ' || n, 'spital ' || n, 'Hospital', 'A', 'Bern',
  'CH', 'Bern', '3000', now(), now() from generate_series(1, %(rows)s) n;
create schema floor;
create table floor.account as select * from customers_account order by id limit 100;
grant usage on schema floor to app_rt;
grant select on floor.account to app_rt;
drop policy loading on customers_account;
"""


def main() -> int:
    """Prints one JSON line for each figure."""
    manage("migrate", "--verbosity=0")
    manage("create_tenant", "bench", "--name", "Bench")
    said = json.loads(
        manage("create_api_client", "--tenant=bench", "--name=Bench", "--scope=accounts:read", "--key")
    )
    fill()
    headers = {"product": f"Authorization: Bearer {said['api_key']}\r\n", "json_agg": "", "drf": ""}
    with ExitStack() as running:
        servers = {name: running.enter_context(serving(name)) for name in PORTS}
        found: dict[str, list[tuple[Load, float]]] = {name: [] for name in PORTS}
        for _ in range(ROUNDS):
            for name, port in PORTS.items():
                found[name].append(_measured(port, headers[name], servers[name]))
    _print(found)
    return 0


def _measured(port: int, headers: str, server: int) -> tuple[Load, float]:
    load(port, "/api/v1/accounts?limit=100", headers=headers, seconds=1)
    before = cpu_of(server)
    result = load(port, "/api/v1/accounts?limit=100", headers=headers, seconds=5)
    return result, 1000 * (cpu_of(server) - before) / max(1, result.calls)


def _print(found: Mapping[str, list[tuple[Load, float]]]) -> None:
    rates = {name: statistics.median(each.rate for each, _ in rounds) for name, rounds in found.items()}
    for name, rounds in found.items():
        line = {
            "workload": "api_list",
            "what": name,
            "per_second": round(rates[name], 1),
            "p50_ms": round(statistics.median(each.p50 for each, _ in rounds), 2),
            "p95_ms": round(statistics.median(each.p95 for each, _ in rounds), 2),
            "cpu_ms": round(statistics.median(cpu for _, cpu in rounds), 3),
            "bytes": rounds[0][0].size,
            "errors": sum(each.errors for each, _ in rounds),
        }
        print(json.dumps(line), flush=True)
    ratios = {"of_drf": rates["product"] / rates["drf"], "of_json_agg": rates["product"] / rates["json_agg"]}
    goals = {"of_drf": 1.0, "of_json_agg_hard": 0.4}
    print(
        json.dumps({"workload": "api_list", **{k: round(v, 3) for k, v in ratios.items()}, "goals": goals}),
        flush=True,
    )


def manage(*arguments: str) -> str:
    """What one of Django's commands printed."""
    owner = {"COLLEGIUM_AS_OWNER": "1"} if arguments[0] == "migrate" else {}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | owner,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def fill() -> None:
    """The accounts, and the floors' copy of them without a wall."""
    owner = psycopg2.connect(os.environ["MIGRATION_DATABASE_URL"])
    with closing(owner), owner, owner.cursor() as cursor:
        cursor.execute("select app.tenant_id('bench')")
        tenant = str((cursor.fetchone() or [""])[0])
        cursor.execute(FILL, {"tenant": tenant, "rows": ACCOUNTS})


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Until somebody listens; raises RuntimeError when nobody does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise RuntimeError(f"nothing listens on port {port}")


@contextmanager
def serving(name: str) -> Iterator[int]:
    """The application under granian; yields the server's process id."""
    command = [
        *(sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(PORTS[name]), "--workers", "2", "--blocking-threads", "4", "--log-level", "warning"),
        APPLICATIONS[name],
    ]
    variables = {key: value for key, value in os.environ.items() if key != "REDIS_URL"}
    server = subprocess.Popen(command, cwd=ROOT, env=variables | {"API_CALLS_PER_MINUTE": "100000000"})
    try:
        _wait(PORTS[name], server)
        yield server.pid
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    sys.exit(main())
