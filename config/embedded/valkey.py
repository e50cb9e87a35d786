"""The embedded broker: Valkey on a unix socket, keeping its append-only file beside the database."""

import os
import shutil
import signal
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from config.embedded.account import Account
from config.embedded.binaries import valkey_program
from config.embedded.child import Child, Program
from config.embedded.failures import ValkeyFailed
from config.embedded.locks import acquire
from config.embedded.postgres import last_lines

SOCKET = "valkey.sock"
LONGEST_SOCKET_PATH = 100
START_PATIENCE = 30.0


@dataclass
class Valkey:
    folder: Path
    account: Account
    log: Path
    is_fast: bool = False
    child: Child | None = field(default=None, init=False)
    shortcut: Path | None = field(default=None, init=False)
    """A folder with a link to `folder`, for where the socket's own path is too long to connect to."""

    @property
    def url(self) -> str:
        reachable = self.folder if self.shortcut is None else self.shortcut / "broker"
        return f"unix://{reachable / SOCKET}"

    def start(self) -> None:
        """Start the broker; returns when it answers. Raises ValkeyFailed."""
        lock = acquire(self.folder.with_suffix(".lock"), wait=START_PATIENCE)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.account.take(self.folder)
        (self.folder / SOCKET).unlink(missing_ok=True)
        if self.shortcut is None and len(os.fsencode(self.folder / SOCKET)) > LONGEST_SOCKET_PATH:
            self.shortcut = Path(tempfile.mkdtemp(prefix="collegium-", dir="/tmp"))
            (self.shortcut / "broker").symlink_to(self.folder, target_is_directory=True)
        self.child = Child(self._program(), inherited=(lock,))
        self._wait_until_it_answers(self.child)

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()
        if self.shortcut is not None:
            shutil.rmtree(self.shortcut, ignore_errors=True)
            self.shortcut = None

    @property
    def name(self) -> str:
        return "valkey"

    @property
    def is_running(self) -> bool:
        return self.child is not None and self.child.is_running

    def _program(self) -> Program:
        return Program(
            name="valkey",
            command=[
                str(valkey_program(self.account)),
                *("--port", "0", "--unixsocket", SOCKET, "--unixsocketperm", "700"),
                *("--appendonly", "no" if self.is_fast else "yes", "--save", ""),
                *("--maxmemory-policy", "noeviction", "--dir", ".", "--daemonize", "no"),
            ],
            folder=self.folder,
            environment={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            account=self.account,
            log=self.log,
            stop_signals=(signal.SIGTERM, signal.SIGKILL),
        )

    def _wait_until_it_answers(self, child: Child) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if not child.is_running:
                raise ValkeyFailed(f"Valkey stopped while starting:\n{last_lines(self.log)}")
            if answers(self.url):
                return
            time.sleep(0.05)
        child.stop()
        raise ValkeyFailed(f"Valkey did not answer in {START_PATIENCE:.0f} s:\n{last_lines(self.log)}")


def answers(url: str) -> bool:
    """Whether a broker answers PING at `url` within two seconds."""
    client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
