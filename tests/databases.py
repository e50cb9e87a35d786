"""The suite's databases: one migrated template with the cast in it, and a clone for each process.

The suite runs as app_rt; only making, cloning and dropping databases is done as app_owner. A test
that commits gets a fresh clone afterwards instead of being flushed.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.errors
from django.conf import settings
from django.db import connections
from psycopg2 import sql

from config.databases import database
from tenancy.wall.bootstrap import connecting
from tests import hashing

ROOT = Path(__file__).resolve().parent.parent
URLS = (
    "DATABASE_URL",
    "MIGRATION_DATABASE_URL",
    "AUTH_DATABASE_URL",
    "METRICS_DATABASE_URL",
    "BREAK_DATABASE_URL",
)
BARE = "collegium"


def fingerprint() -> str:
    """Changes with every migration, settings of the wall and the cast."""
    digest = hashlib.sha256()
    sources = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("tenancy/wall/*.py"), ROOT / "tests" / "cast.py"]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def template() -> tuple[str, dict[str, Any]]:
    """The name of the template and the cast's ids; made once per fingerprint, whoever comes first."""
    name = f"template_{fingerprint()}"
    notes = settings.DATA_DIR / f"{name}.json"
    with _alone(settings.DATA_DIR / "template.lock"):
        if not notes.exists():
            clone(name, migrated())
            use(name)
            from tests.cast import assemble

            with hashing.real():
                ids = assemble()
            connections.close_all()
            notes.write_text(json.dumps(ids))
    return name, json.loads(notes.read_text())


def migrated() -> str:
    """The name of a migrated database with nothing in it; made once per fingerprint, like the template."""
    name = f"migrated_{fingerprint()}"
    made = settings.DATA_DIR / name
    with _alone(settings.DATA_DIR / "migrated.lock"):
        if not made.exists():
            run(_dropping(name), create(name, BARE))
            _migrate(name)
            made.touch()
    return name


def clone(name: str, source: str) -> None:
    """A copy of `source`, replacing an older one."""
    _when_left(_dropping(name), create(name, source), *connecting(name))


def drop(name: str) -> None:
    """Drops a clone."""
    _when_left(_dropping(name))


def _when_left(*statements: str | sql.Composable) -> None:
    """Runs them; a server process that is just leaving the database is waited for."""
    for _attempt in range(50):
        try:
            return run(*statements)
        except psycopg2.errors.ObjectInUse:
            time.sleep(0.1)
    return run(*statements)


def _dropping(name: str) -> sql.Composable:
    return sql.SQL("drop database if exists {}").format(sql.Identifier(name))


def use(name: str) -> None:
    """Points every alias at this database."""
    connections.close_all()
    for alias in connections:
        connections.settings[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def create(name: str, source: str) -> sql.Composable:
    """The statement that clones by copying files: where they lie in memory, logging their pages costs more."""
    return sql.SQL("create database {} template {} strategy file_copy").format(
        sql.Identifier(name), sql.Identifier(source)
    )


def run(*statements: str | sql.Composable) -> None:
    """Statements of the owner outside any transaction, in the bare database."""
    target = database(os.environ["MIGRATION_DATABASE_URL"])
    with closing(
        psycopg2.connect(
            dbname=BARE,
            user=target["USER"],
            password=target["PASSWORD"],
            host=target["HOST"],
            port=target["PORT"],
        )
    ) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def variables_for(name: str) -> dict[str, str]:
    """This process's environment with every connection pointing at another database."""
    moved = {
        variable: os.environ[variable].replace(f"/{BARE}", f"/{name}")
        for variable in URLS
        if variable in os.environ
    }
    return dict(os.environ) | moved


def _migrate(name: str) -> None:
    environment = variables_for(name) | {"COLLEGIUM_AS_OWNER": "1"}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True
    )
    run(*connecting(name))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
