"""`bin/manage bootstrap_database`: make the roles and the database on a server that is not ours."""

import argparse
import os
import sys
from urllib.parse import unquote, urlsplit

import psycopg2

from config.databases import derived
from config.embedded.environment import ROLE_VARIABLES
from tenancy.wall.bootstrap import bootstrap


def bootstrap_database(arguments: list[str]) -> int:
    """Make or mend the roles with the passwords that the variables' URLs carry, and the database.

    Connects with ADMIN_DATABASE_URL, which nothing else reads. May be run again at any time.
    """
    argparse.ArgumentParser(prog="bin/manage bootstrap_database", description=__doc__).parse_args(arguments)
    missing = [name for name in ("ADMIN_DATABASE_URL", "DATABASE_URL") if not os.environ.get(name)]
    if missing:
        print(f"Set {' and '.join(missing)}; see docs/operating.md.", file=sys.stderr)
        return 2
    urls = {role: urlsplit(derived(variable, role)) for role, variable in ROLE_VARIABLES.items()}
    passwords = {role: unquote(url.password or "") for role, url in urls.items()}
    database = urls["app_rt"].path.lstrip("/")
    try:
        bootstrap(os.environ["ADMIN_DATABASE_URL"], passwords=passwords, database=database)
    except psycopg2.Error as error:
        print(f"The server refused: {error}", file=sys.stderr)
        return 1
    print(f"The roles {', '.join(sorted(ROLE_VARIABLES))} and the database {database} are ready.")
    return 0
