"""Command line: run the embedded servers in the foreground, or run a command with them."""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from config.embedded.child import die_with_parent
from config.embedded.failures import StartFailed
from config.embedded.servers import EmbeddedServers
from config.embedded.stopping import ignore_stop_signals, stop_by_signals

POLL = 0.5
PATIENCE = 15.0
# What need not outlast the machine lies in its memory, if that has room for a whole test run.
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3


def main() -> int:
    arguments = _arguments()
    stop_by_signals()
    try:
        with (
            _directory(arguments.data, is_fast=arguments.fast) as directory,
            EmbeddedServers(directory, arguments.fast) as servers,
        ):
            try:
                return _run(arguments.command, servers) if arguments.action == "run" else _watch(servers)
            finally:
                ignore_stop_signals()
    except KeyboardInterrupt:
        return 0 if arguments.action == "start" else 130
    except StartFailed as error:
        print(error, file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.embedded", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    for name in ("start", "run"):
        action = actions.add_parser(name)
        action.add_argument("--data", type=Path, help="the data directory; a temporary one if not given")
        action.add_argument("--fast", action="store_true", help="no durability; for tests")
        if name == "run":
            action.add_argument("command", nargs="+", help="what to run with the servers' environment")
    return parser.parse_args()


@contextlib.contextmanager
def _directory(given: Path | None, *, is_fast: bool) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    temporary = Path(tempfile.mkdtemp(prefix="collegium-", dir=_memory() if is_fast else None))
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _memory() -> Path | None:
    """The file system that lies in memory; None where there is none or little of it is free."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(MEMORY).free >= ROOM and os.access(MEMORY, os.W_OK):
            return MEMORY
    return None


def _watch(servers: EmbeddedServers) -> int:
    """Start a server again when it has died; ends with an interrupt."""
    print(f"ready {servers.directory / 'environment'}", flush=True)
    while True:
        for name in servers.restart_dead():
            print(f"{name} had stopped and was started again", file=sys.stderr, flush=True)
        time.sleep(POLL)


def _run(command: list[str], servers: EmbeddedServers) -> int:
    """Run `command` to its end; when we are stopped it is interrupted first and killed last."""
    process = subprocess.Popen(
        command, env=os.environ | servers.environment, preexec_fn=die_with_parent(signal.SIGTERM)
    )
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=PATIENCE)
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
