"""Both embedded servers of one data directory, started, guarded and stopped together."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from config.embedded import environment as files
from config.embedded import locks, postgres, valkey
from config.embedded.account import server_account
from config.embedded.failures import AlreadyStarted, StillRunning
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey
from tenancy.wall.bootstrap import bootstrap


@dataclass
class EmbeddedServers:
    """A context manager that starts both servers in `directory` and stops them at its end.

    `environment` holds the variables that DIR/environment was written with. `is_fast` gives up
    durability for speed and is for tests. Raises StartFailed.
    """

    directory: Path
    is_fast: bool = False
    environment: dict[str, str] = field(default_factory=dict, init=False)
    database: Postgres = field(init=False)
    broker: Valkey = field(init=False)
    _lock: int = field(default=-1, init=False)

    def __enter__(self) -> Self:
        self.directory = self.directory.resolve()
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._lock = locks.acquire(self.directory / "supervisor.lock")
        except StillRunning:
            raise AlreadyStarted(f"The servers in {self.directory} are already started.") from None
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def administrator_url(self) -> str:
        """The superuser's connection; for bootstrap and for making test databases, never for the product."""
        return self.database.administrator_url

    def stop(self) -> None:
        """Stop both servers and let go of the directory; harmless when nothing runs."""
        for server in (getattr(self, "broker", None), getattr(self, "database", None)):
            if server is not None:
                server.stop()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def restart_dead(self) -> list[str]:
        """Start again what has died; returns the names. Raises StartFailed."""
        dead = [server for server in (self.database, self.broker) if not server.is_running]
        for server in dead:
            server.start()
        return [server.name for server in dead]

    def _start(self) -> None:
        known = files.read_environment(self.directory)
        account = server_account()
        logs = self.directory / "logs"
        self.database = Postgres(
            folder=self.directory / "postgres",
            account=account,
            log=logs / "postgres.log",
            password=administrator_password(self.directory),
            port=files.known_port(known),
            is_fast=self.is_fast,
        )
        self.broker = Valkey(
            folder=self.directory / "valkey", account=account, log=logs / "valkey.log", is_fast=self.is_fast
        )
        self.database.start()
        self.broker.start()
        self._publish(known)

    def _publish(self, known: dict[str, str]) -> None:
        """Give the roles their passwords and write what clients need to know."""
        passwords = files.role_passwords(known)
        bootstrap(self.administrator_url, passwords=passwords, database=files.DATABASE)
        own = files.variables(
            self.directory,
            port=self.database.port,
            broker_url=self.broker.url,
            passwords=passwords,
            secret_key=known.get("SECRET_KEY") or secrets.token_urlsafe(50),
        )
        # What an operator has added to the file stays.
        self.environment = known | own
        files.write_environment(self.directory, self.environment)


def administrator_password(directory: Path) -> str:
    """The database superuser's password, made at the first start and kept in a file of its own."""
    path = directory / "administrator"
    if not path.exists():
        files.write_private(path, secrets.token_hex(24))
    return path.read_text().strip()


def are_running(directory: Path) -> bool:
    """Whether both servers of `directory` answer, judged by connecting."""
    known = files.read_environment(directory)
    return bool(known) and postgres.answers(known["DATABASE_URL"]) and valkey.answers(known["REDIS_URL"])
