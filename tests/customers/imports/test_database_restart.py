"""The whole database server dies in the middle of an import, on an installation of its own (F07, I1, I2, I5)."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.embedded.environment import read_environment

pytestmark = pytest.mark.processes
ROOT = Path(__file__).resolve().parents[3]
ACCOUNTS, MONTHS, REFUSED = 2_800, 36, 40
ROWS = ACCOUNTS * MONTHS + REFUSED
TOTAL = sum(range(1, ACCOUNTS + 1)) * MONTHS
PATIENCE = 300.0
SCOPES = ("jobs:read", "jobs:write", "accounts:write", "sales:read", "sales:write")


@dataclass
class Running:
    """An installation with its own database server, and a key of its only tenant."""

    address: str
    folder: Path
    key: str = ""

    def call(self, method: str, path: str, body: bytes | None = None, form: str = "application/json") -> Any:
        """One call, sent again as long as the database does not answer."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": form}
        request = urllib.request.Request(self.address + path, data=body, method=method, headers=headers)
        latest = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != 503 or time.monotonic() > latest:
                    raise
                time.sleep(0.3)

    def opened(self, kind: str, text: str) -> str:
        """A job on its way to a worker."""
        job = self.call("POST", "/jobs", json.dumps({"object": kind, "format": "csv"}).encode())["id"]
        self.call("PUT", f"/jobs/{job}/upload", text.encode(), "text/csv")
        self.call("POST", f"/jobs/{job}/upload-complete")
        return str(job)

    def until(self, job: str, stored: int) -> dict[str, Any]:
        """The job, once so many rows are stored or it has ended."""
        latest = time.monotonic() + PATIENCE
        while time.monotonic() < latest:
            found: dict[str, Any] = self.call("GET", f"/jobs/{job}")
            if found["state"] in ("JobComplete", "Failed", "Aborted") or found["successful"] > stored:
                return found
            time.sleep(0.1)
        raise AssertionError(f"not so after {PATIENCE:.0f} s")

    def end_database(self) -> None:
        """What `pg_ctl stop -m immediate` does: no process of the server ends its work."""
        server = int((self.folder / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGQUIT)


def variables(folder: Path) -> dict[str, str]:
    """Of the suite's nothing that leads to its own servers."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return kept | {"COLLEGIUM_DATA": str(folder), "INGEST_BATCH_BYTES": "150000"}


def manage(folder: Path, *command: str) -> str:
    environment = variables(folder) | read_environment(folder)
    run = [sys.executable, "manage.py", *command]
    return subprocess.run(run, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """`bin/run` with an empty installation, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder, log = tmp_path / "data", tmp_path / "log"
    command = [
        sys.executable,
        "-P",
        "-m",
        "config.running",
        "--port",
        str(port),
        "--data",
        str(folder),
        "--empty",
    ]
    with log.open("w") as file:
        environment = variables(folder) | {"PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
    try:
        latest = time.monotonic() + PATIENCE
        while "ready" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < latest, log.read_text()
            time.sleep(0.2)
        manage(folder, "create_tenant", "firm", "--name", "Firm")
        scopes = [word for scope in SCOPES for word in ("--scope", scope)]
        made = manage(folder, "create_api_client", "--tenant", "firm", "--name", "CRM", "--key", *scopes)
        yield Running(f"http://127.0.0.1:{port}/api/v1", folder, json.loads(made)["api_key"])
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_an_import_outlives_the_database_server(running: Running) -> None:
    """Whenever it happens, each row is stored once and the sums are exact."""
    numbers = range(1, ACCOUNTS + 1)
    names = "external_id,name\n" + "".join(f"K{n},Clinic {n}\n" for n in numbers)
    running.until(running.opened("accounts", names), ROWS)
    months = [f"{2023 + month // 12}-{month % 12 + 1:02d}" for month in range(MONTHS)]
    rows = [f"K{n},{month},{n}.00,EUR\n" for month in months for n in numbers]
    refused = [f"NOBODY{n},2026-01,1.00,EUR\n" for n in range(REFUSED)]
    job = running.opened("sales", "external_id,month,net_sales,currency\n" + "".join([*rows, *refused]))
    moment = random.randrange(ROWS * 3 // 4)
    before = running.until(job, moment)
    assert before["state"] not in ("JobComplete", "Failed", "Aborted")
    running.end_database()
    after = running.until(job, ROWS)
    counts = [after[name] for name in ("state", "received", "successful", "failed", "unprocessed")]
    assert counts == ["JobComplete", ROWS, ROWS - REFUSED, REFUSED, 0], f"ended after {moment} rows"
    total = running.call("GET", f"/jobs/{job}/reconciliation")["totals"][0]
    sums = [total[name] for name in ("before", "after", "replaced", "elsewhere")]
    assert sums == ["0.00", f"{TOTAL}.00", "0.00", "0.00"], f"ended after {moment} rows"
