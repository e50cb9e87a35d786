"""Real processes on the test's own database and a broker of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.valkey import Valkey
from tests.databases import BARE, ROOT

WORKER = (
    *(sys.executable, "-m", "celery", "--app", "tests.tenancy.tasks.worker:app", "worker"),
    *("--queues=realtime,default,heavy,ingest,webhooks", "--concurrency=2", "--loglevel=WARNING"),
    *("--without-gossip", "--without-mingle"),
)
DISPATCHER = (sys.executable, "manage.py", "dispatcher")
PATIENCE = 40.0


@dataclass
class Installation:
    """Starts and kills processes; whatever still runs at the end is killed with its children."""

    folder: Path
    database: str
    broker: Valkey
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of all processes: this test's database, short leases."""
        urls = {
            name: value.replace(f"/{BARE}", f"/{self.database}")
            for name, value in os.environ.items()
            if name.endswith("DATABASE_URL") and not name.startswith(("MIGRATION", "ADMIN"))
        }
        kept = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
        own = {"REDIS_URL": self.broker.url, "TASK_LEASE_SECONDS": "3", "SAMPLE_FILE": str(self.notes)}
        return kept | urls | own | {"PYTHONPATH": str(ROOT)}

    @property
    def notes(self) -> Path:
        """Where the sample tasks write."""
        return self.folder / "notes"

    def start(self, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """Starts a process with a group of its own."""
        with (self.folder / f"{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9 for the process and its children."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        """Leaves nothing running."""
        for process in self.running:
            self.kill(process)
        self.broker.stop()

    def noted(self) -> list[str]:
        """What the sample tasks have written so far."""
        return self.notes.read_text().splitlines() if self.notes.exists() else []


def until(is_so: Callable[[], bool], *, within: float = PATIENCE) -> float:
    """Waits until something is so; the seconds it took. Fails the test after `within`."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < within, f"not so after {within:.0f} s"
        time.sleep(0.1)
    return time.monotonic() - began
