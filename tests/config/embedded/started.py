"""A real start of the embedded servers, in a process of its own."""

import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2

from config.embedded.environment import read_environment

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 40.0


@dataclass
class Start:
    """`python -m config.embedded start` for one directory; `prefix` and `python` change who runs it."""

    directory: Path
    prefix: list[str] = field(default_factory=list)
    python: str = sys.executable
    path: list[Path] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        search = os.pathsep.join(str(folder) for folder in [*self.path, ROOT])
        self.process = subprocess.Popen(
            [
                *self.prefix,
                self.python,
                "-P",
                "-m",
                "config.embedded",
                "start",
                "--data",
                str(self.directory),
            ],
            env=os.environ | {"PYTHONPATH": search} | self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # The suite itself may run under nohup, whose ignoring of a closed terminal is inherited.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )

    def is_ready(self) -> bool:
        """Wait for the line `ready …`; False when the process ends without it."""
        assert self.process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            assert selector.select(PATIENCE), "the start said nothing"
        line: str = self.process.stdout.readline()
        return line.startswith("ready ")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def complaint(self) -> str:
        """What it said on its way out."""
        return self.process.communicate(timeout=PATIENCE)[1]

    def query(self, statement: str, *, role: str = "MIGRATION_DATABASE_URL") -> Any:
        return query(read_environment(self.directory)[role], statement)

    def servers(self) -> set[int]:
        return servers_in(self.directory)


def query(url: str, statement: str) -> Any:
    """The first value of the answer, None when there is none."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        answer = cursor.fetchone() if cursor.description else None
    connection.close()
    return answer[0] if answer else None


def servers_in(directory: Path) -> set[int]:
    """The processes that work inside `directory`: servers and what they have forked."""
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            working_in = (entry / "cwd").readlink() if entry.name.isdigit() else Path("/")
        except OSError:
            continue
        if working_in.is_relative_to(directory):
            found.add(int(entry.name))
    return found


def eventually(condition: Any, *, within: float = 15.0) -> bool:
    """Whether `condition()` becomes true in `within` seconds."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
