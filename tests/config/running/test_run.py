"""`bin/run` from nothing to the sign-in page, and back to nothing."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.embedded.started import eventually, servers_in

ROOT = Path(__file__).resolve().parents[3]
FIRST_START, LATER_START, STOP = 180.0, 10.0, 15.0
pytestmark = pytest.mark.processes


class Run:
    """One `bin/run` in `directory`, on a port of its own, called from elsewhere."""

    def __init__(self, directory: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.directory = directory
        self.printed = directory.with_suffix(f".{self.port}.txt")
        with self.printed.open("w") as file:
            self.process = subprocess.Popen(
                [str(ROOT / "bin" / "run"), "--port", str(self.port), "--data", directory.name, "--empty"],
                cwd=directory.parent,
                env={name: value for name, value in os.environ.items() if not name.endswith("_URL")},
                stdout=file,
                stderr=file,
            )

    def is_ready(self, *, within: float) -> bool:
        line = f"ready http://localhost:{self.port}/\n"
        return eventually(lambda: line in self.printed.read_text(), within=within)

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse().status

    def processes(self) -> set[int]:
        """Everything that was started for this directory, found by what it was told."""
        return servers_in(self.directory) | {pid for pid in self._told() if pid != os.getpid()}

    def _told(self) -> Iterator[int]:
        mark = f"COLLEGIUM_DATA={self.directory}".encode()
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)
            except OSError:
                continue


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The first start in an empty directory, with the test's own limit."""
    running = Run(tmp_path_factory.mktemp("run") / "data")
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def test_the_product_starts_serves_stops_and_starts_again(run: Run) -> None:
    assert run.is_ready(within=FIRST_START), run.printed.read_text()
    assert run.status("/healthz") == 200
    assert run.status("/accounts/login/") == 200
    assert len(run.processes()) > 8
    began = time.monotonic()
    run.process.send_signal(signal.SIGTERM)
    assert run.process.wait(timeout=STOP) == 0
    assert time.monotonic() - began < STOP
    assert run.processes() == set()


def test_after_kill_9_nothing_is_left_and_the_next_start_is_ready(run: Run) -> None:
    second = Run(run.directory)
    assert second.is_ready(within=LATER_START * load()), second.printed.read_text()
    second.process.kill()
    second.process.wait()
    third = Run(run.directory)
    assert third.is_ready(within=LATER_START * load()), third.printed.read_text()
    third.process.send_signal(signal.SIGINT)
    assert third.process.wait(timeout=STOP) == 0
    assert eventually(lambda: third.processes() == set())


def load() -> float:
    """How much slower than alone a start may be: tests run side by side on few processors."""
    return max(1.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))
