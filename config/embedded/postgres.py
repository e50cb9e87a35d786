"""The embedded PostgreSQL: made once, started on loopback and a socket, judged by connecting."""

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from config.embedded.account import Account
from config.embedded.binaries import postgres_programs
from config.embedded.child import Child, Program, die_with_parent
from config.embedded.failures import PostgresFailed
from config.embedded.locks import acquire

ADMINISTRATOR = "postgres"
START_PATIENCE = 60.0
OLD_SERVER_PATIENCE = 30.0

DURABLE = {"fsync": "on", "synchronous_commit": "on"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "15s"}
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": ".",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "1GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
RULES_OF_ACCESS = """\
# Written at every start. Every connection needs a password, from this machine only.
local all         all                scram-sha-256
host  all         all 127.0.0.1/32   scram-sha-256
local replication all                reject
"""


@dataclass
class Postgres:
    """A database server in `folder`. `password` is the administrator's."""

    folder: Path
    account: Account
    log: Path
    password: str
    port: int = 0
    is_fast: bool = False
    child: Child | None = field(default=None, init=False)

    @property
    def administrator_url(self) -> str:
        return f"postgresql://{ADMINISTRATOR}:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start the server, making the cluster first if there is none; returns when it answers.

        A server that outlived a killed supervisor is waited for: it holds the lock until its last
        process is gone, so files that name a process are known to be stale. Raises PostgresFailed.
        """
        lock = acquire(self.folder.with_suffix(".lock"), wait=OLD_SERVER_PATIENCE)
        if not self.folder.exists():
            self._make_cluster(lock)
        self._forget_an_earlier_life()
        rules = self.folder / "pg_hba.conf"
        rules.write_text(RULES_OF_ACCESS)
        self.account.take(rules)
        self.port = free_port(preferred=self.port)
        self.child = Child(self._program(), inherited=(lock,))
        self._wait_until_it_answers(self.child)

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()

    @property
    def name(self) -> str:
        return "postgres"

    @property
    def is_running(self) -> bool:
        return self.child is not None and self.child.is_running

    def _program(self) -> Program:
        settings = SETTINGS | (FAST if self.is_fast else DURABLE) | {"port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            command=[str(postgres_programs(self.account) / "postgres"), "-D", self._as_seen(), *options],
            folder=self.folder,
            environment=self._environment(),
            account=self.account,
            log=self.log,
            # Fast shutdown, then immediate (the next start replays the log), then the last resort.
            stop_signals=(signal.SIGINT, signal.SIGQUIT, signal.SIGKILL),
            patience=8.0,
        )

    def _as_seen(self) -> str:
        """The data directory as the server names it.

        An unprivileged server may be unable to enter the folders above its own directory. It is started
        inside it, and the kernel resolves this name without walking through those folders.
        """
        return "/proc/self/cwd" if self.account.is_dropped else str(self.folder)

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}

    def _forget_an_earlier_life(self) -> None:
        """Remove the files that name a process; we hold the lock, so that process is gone."""
        for stale in (self.folder / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)

    def _make_cluster(self, lock: int) -> None:
        """Make the cluster beside its place and move it there when it is whole."""
        unfinished = self.folder.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.account.take(unfinished)
        reading, writing = os.pipe()
        os.write(writing, f"{self.password}\n".encode())
        os.close(writing)
        if self.account.is_dropped:
            os.fchown(reading, self.account.uid, self.account.gid)
        try:
            self._run_initdb(unfinished, password_file=reading, lock=lock)
        finally:
            os.close(reading)
        unfinished.rename(self.folder)

    def _run_initdb(self, folder: Path, *, password_file: int, lock: int) -> None:
        dropped = self.account.is_dropped
        where = self._as_seen() if dropped else str(folder)
        finished = subprocess.run(
            [
                *(str(postgres_programs(self.account) / "initdb"), "-D", where),
                *(f"--username={ADMINISTRATOR}", f"--pwfile=/dev/fd/{password_file}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"),
                *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *(["--no-sync"] if self.is_fast else []),
            ],
            cwd=folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(password_file, lock),
            preexec_fn=die_with_parent(signal.SIGKILL),
            check=False,
            user=self.account.uid if dropped else None,
            group=self.account.gid if dropped else None,
            extra_groups=[] if dropped else None,
            text=True,
        )
        if finished.returncode != 0:
            raise PostgresFailed(f"initdb failed:\n{finished.stdout[-2000:]}")

    def _wait_until_it_answers(self, child: Child) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if not child.is_running:
                raise PostgresFailed(f"PostgreSQL stopped while starting:\n{last_lines(self.log)}")
            if answers(self.administrator_url):
                return
            time.sleep(0.05)
        child.stop()
        raise PostgresFailed(f"PostgreSQL did not answer in {START_PATIENCE:.0f} s:\n{last_lines(self.log)}")


def answers(url: str) -> bool:
    """Whether a database lets us in at `url`. The only test of life that is used."""
    try:
        psycopg2.connect(url, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def free_port(*, preferred: int = 0) -> int:
    """`preferred` if nothing listens there on loopback, otherwise a port that the kernel picks."""
    for candidate in (preferred, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PostgresFailed("No free port on 127.0.0.1")


def last_lines(log: Path, *, count: int = 15) -> str:
    """The end of a log file, for an error message."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
