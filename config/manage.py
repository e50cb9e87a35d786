"""What `bin/manage` does before Django starts: find the installation's database and broker."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from config import installed
from config.dsn import print_dsn
from config.embedded import locks
from config.embedded.environment import read_environment
from config.embedded.failures import StartFailed
from config.embedded.servers import EmbeddedServers, are_running
from config.managed_server import bootstrap_database
from config.running.fingerprint import UNDOING_COMMANDS, forget

OWN_COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "dsn": print_dsn,
    "bootstrap_database": bootstrap_database,
}
"""Commands that need no Django, and no database that Django would accept."""
PATIENCE = 60.0


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    if arguments and arguments[0] in OWN_COMMANDS:
        return OWN_COMMANDS[arguments[0]](arguments[1:])
    directory = installed.data_directory()
    try:
        if os.environ.get("DATABASE_URL"):
            installed.require_owner(os.environ, arguments)
            return _call(
                installed.outside_variables(directory) | installed.noted_public_url(directory), arguments
            )
        return _with_embedded_servers(directory, arguments)
    except (installed.HalfConfigured, StartFailed) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _with_embedded_servers(directory: Path, arguments: list[str]) -> int:
    """Run the command on the running servers, or on servers started for its duration.

    Whoever starts them stays until the last command that uses them has ended.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if UNDOING_COMMANDS.intersection(arguments[:1]):
        forget(directory)
    in_use = locks.acquire(directory / "in-use.lock", shared=True, wait=PATIENCE)
    starting = locks.acquire(directory / "starting.lock", wait=PATIENCE)
    if are_running(directory):
        os.close(starting)
        return _call(_variables(directory, read_environment(directory)), arguments)
    with EmbeddedServers(directory) as servers:
        os.close(starting)
        try:
            return _call(_variables(directory, servers.environment), arguments)
        finally:
            fcntl.flock(in_use, fcntl.LOCK_EX)


def _variables(directory: Path, servers: dict[str, str]) -> dict[str, str]:
    return dict(os.environ) | servers | installed.noted_public_url(directory)


def _call(variables: Mapping[str, str], arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    environment = installed.for_command(variables, name)
    return subprocess.call(installed.django_command(*arguments), env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
