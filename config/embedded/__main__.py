"""Command line: run the embedded servers in the foreground, or run a command with them."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from config.embedded.account import NoUnprivilegedAccount
from config.embedded.postgres import PostgresFailed
from config.embedded.servers import AlreadyStarted, EmbeddedServers
from config.embedded.valkey import ValkeyFailed

POLL = 0.5


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with EmbeddedServers(arguments.data, is_fast=arguments.fast) as servers:
            if arguments.action == "run":
                return subprocess.call(arguments.command, env=os.environ | servers.environment)
            print(f"ready {servers.directory / 'environment'}", flush=True)
            return _watch(servers)
    except KeyboardInterrupt:
        return 0
    except (AlreadyStarted, PostgresFailed, ValkeyFailed, NoUnprivilegedAccount) as error:
        print(error, file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.embedded", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    for name in ("start", "run"):
        action = actions.add_parser(name)
        action.add_argument("--data", type=Path, required=True, help="the data directory")
        action.add_argument("--fast", action="store_true", help="no durability; for tests")
        if name == "run":
            action.add_argument("command", nargs="+", help="what to run with the servers' environment")
    return parser.parse_args()


def _watch(servers: EmbeddedServers) -> int:
    """Start a server again when it has died; ends with an interrupt."""
    while True:
        for server in (servers.database, servers.broker):
            if not server.is_running:
                server.start()
        time.sleep(POLL)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
