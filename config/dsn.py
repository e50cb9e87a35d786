"""`bin/manage dsn`: the connection URL of one database role, for psql."""

import argparse
import os
import sys
from pathlib import Path

from config.databases import derived
from config.embedded.environment import ROLE_VARIABLES, environment_file, read_environment
from config.installed import data_directory


def print_dsn(arguments: list[str]) -> int:
    """Print the role's URL. Refuses with exit code 1 when the data directory is somebody else's."""
    parser = argparse.ArgumentParser(prog="bin/manage dsn", description=__doc__)
    parser.add_argument("--role", required=True, choices=sorted(ROLE_VARIABLES))
    role = parser.parse_args(arguments).role
    if os.environ.get("DATABASE_URL"):
        print(derived(ROLE_VARIABLES[role], role))
        return 0
    directory = data_directory()
    refusal = refusal_for(directory)
    if refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(read_environment(directory)[ROLE_VARIABLES[role]])
    return 0


def refusal_for(directory: Path) -> str:
    """Why the caller gets no URL of this data directory; empty when nothing speaks against it."""
    try:
        owner = environment_file(directory).stat().st_uid
    except (FileNotFoundError, NotADirectoryError):
        return f"{directory} holds no installation. Start it with bin/run first."
    except PermissionError:
        return f"{directory} is not yours."
    if owner != os.geteuid() or directory.stat().st_uid != os.geteuid():
        return f"{directory} is not yours: it belongs to the account number {owner}."
    return ""
