"""The processes of the product and how each is started."""

import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config import installed
from config.embedded.child import Program

WEB_WORKERS = 2
THREADS_PER_WEB_WORKER = 4
YIELDING = ("nice", "-n", "10")
"""Before the command of what must not slow down the pages."""


@dataclass(frozen=True)
class Installation:
    """What every process of one installation needs to know."""

    directory: Path
    host: str
    port: int
    variables: Mapping[str, str]

    def program(
        self,
        name: str,
        command: list[str],
        *,
        stop: tuple[signal.Signals, ...] = (signal.SIGTERM, signal.SIGKILL),
        without: frozenset[str] = frozenset(),
    ) -> Program:
        """A process of the product; `without` names variables that it has no business with."""
        variables = installed.for_servers(self.variables)
        return Program(
            name=name,
            command=command,
            log=self.directory / "logs" / f"{name}.log",
            folder=installed.ROOT,
            environment={name: value for name, value in variables.items() if name not in without},
            stop_signals=stop,
        )


def product(installation: Installation) -> list[Program]:
    """Web, the workers, dispatcher and beat."""
    return [
        _web(installation),
        _worker(installation, name="worker", queues="realtime,default", concurrency=2),
        _worker(installation, name="worker-heavy", queues="heavy,ingest", concurrency=1, before=YIELDING),
        # Waiting for other people's servers: threads, so that a slow one costs a stack and not a process.
        _worker(installation, name="worker-webhooks", queues="webhooks", concurrency=8, pool="threads"),
        installation.program("dispatcher", installed.django_command("dispatcher")),
        _beat(installation),
    ]


def _web(installation: Installation) -> Program:
    options = {
        "--interface": "wsgi",
        "--host": installation.host,
        "--port": str(installation.port),
        "--workers": str(WEB_WORKERS),
        "--blocking-threads": str(THREADS_PER_WEB_WORKER),
        "--workers-kill-timeout": "3",
        "--log-level": "warning",
    }
    flat = [part for option in options.items() for part in option]
    command = _module("granian", *flat, "--respawn-failed-workers", "--no-ws", "config.wsgi:application")
    return installation.program("web", command, without=frozenset({"REDIS_URL"}))


def _worker(
    installation: Installation,
    *,
    name: str,
    queues: str,
    concurrency: int,
    pool: str = "prefork",
    before: tuple[str, ...] = (),
) -> Program:
    options = {"hostname": f"{name}@%h", "queues": queues, "concurrency": concurrency, "pool": pool}
    command = _celery("worker", *(f"--{option}={value}" for option, value in options.items()))
    # Warm shutdown, then cold: an unfinished task goes back to its queue.
    stop = (signal.SIGTERM, signal.SIGQUIT, signal.SIGKILL)
    return installation.program(name, [*before, *command, "--without-gossip", "--without-mingle"], stop=stop)


def _beat(installation: Installation) -> Program:
    schedule = installation.directory / "beat-schedule"
    command = _celery("beat", f"--schedule={schedule}", "--pidfile=")
    return installation.program("beat", [*YIELDING, *command])


def _celery(action: str, *options: str) -> list[str]:
    return _module("celery", "--app", "config.celery:app", action, "--loglevel=INFO", *options)


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", name, *arguments]
