"""Run the whole product on this machine: database, broker, web, workers, dispatcher and schedule."""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from config import installed
from config.embedded.failures import StartFailed
from config.embedded.postgres import last_lines
from config.embedded.servers import EmbeddedServers
from config.embedded.stopping import ignore_stop_signals, stop_by_signals
from config.running.accounts import demo_accounts
from config.running.health import health, is_taken
from config.running.preparing import PreparationFailed, prepare, prepare_if_new
from config.running.processes import Installation, product
from config.running.supervisor import Supervisor

POLL = 0.25
READY_PATIENCE = 120.0


class NotReady(RuntimeError):
    """The product was started and does not answer."""


def main() -> int:
    arguments = _arguments()
    directory = installed.data_directory(arguments.data)
    stop_by_signals()
    try:
        if is_taken(arguments.host, arguments.port):
            raise NotReady(
                f"Port {arguments.port} of {arguments.host} is in use; choose another with --port."
            )
        with _servers(directory) as servers:
            _run(arguments, directory, servers)
    except KeyboardInterrupt:
        return 0
    except (StartFailed, installed.HalfConfigured, PreparationFailed, NotReady) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: this machine only)"
    )
    parser.add_argument("--data", default="", help="the data directory (default: .data beside the code)")
    parser.add_argument("--empty", action="store_true", help="do not load the demo")
    return parser.parse_args()


@contextlib.contextmanager
def _servers(directory: Path) -> Iterator[EmbeddedServers | None]:
    """Our own servers, or None where the variables name somebody else's."""
    if installed.uses_outside_servers(os.environ):
        yield None
        return
    with EmbeddedServers(directory) as servers:
        try:
            yield servers
        finally:
            ignore_stop_signals()


def _run(arguments: argparse.Namespace, directory: Path, servers: EmbeddedServers | None) -> None:
    """Prepare, start, say that it is ready, and guard until interrupted."""
    variables = _variables(arguments, directory, servers)
    bring_up_to_date = prepare_if_new if servers else prepare
    bring_up_to_date(directory, variables, with_demo=not arguments.empty)
    installed.note_public_url(directory, variables["PUBLIC_URL"])
    installation = Installation(directory, arguments.host, arguments.port, variables)
    supervisor = Supervisor(product(installation), tell=_tell)
    supervisor.start()
    try:
        _wait_until_ready(installation, supervisor)
        print(f"ready http://localhost:{arguments.port}/", flush=True)
        if not arguments.empty:
            print(demo_accounts(), flush=True)
        _guard(supervisor, servers)
    finally:
        ignore_stop_signals()
        supervisor.stop()


def _variables(
    arguments: argparse.Namespace, directory: Path, servers: EmbeddedServers | None
) -> Mapping[str, str]:
    own = {
        "PUBLIC_URL": f"http://localhost:{arguments.port}",
        "COLLEGIUM_DEMO": "0" if arguments.empty else "1",
    }
    given = os.environ | servers.environment if servers else installed.outside_variables(directory)
    return own | given | {"PYTHONPATH": str(installed.ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"}


def _wait_until_ready(installation: Installation, supervisor: Supervisor) -> None:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(installation.host, installation.host)
    deadline, answer = time.monotonic() + READY_PATIENCE, ""
    while time.monotonic() < deadline:
        is_ready, answer = health(address, installation.port)
        if is_ready:
            return
        supervisor.mend(now=time.monotonic())
        if program := supervisor.hopeless():
            raise NotReady(f"{program.name} does not start (see {program.log}):\n{last_lines(program.log)}")
        time.sleep(POLL)
    raise NotReady(
        f"Not ready after {READY_PATIENCE:.0f} s: {answer}\nSee {installation.directory / 'logs'}."
    )


def _guard(supervisor: Supervisor, servers: EmbeddedServers | None) -> None:
    while True:
        for name in servers.restart_dead() if servers else []:
            _tell(f"{name} had stopped and was started again")
        supervisor.mend(now=time.monotonic())
        time.sleep(POLL)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
