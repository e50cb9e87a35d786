"""The file DIR/environment: how every process of an installation finds database, broker and secrets."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

DATABASE = "collegium"
ROLE_VARIABLES = {
    "app_rt": "DATABASE_URL",
    "app_owner": "MIGRATION_DATABASE_URL",
    "app_auth": "AUTH_DATABASE_URL",
    "app_metrics": "METRICS_DATABASE_URL",
    "app_break": "BREAK_DATABASE_URL",
    "app_backup": "BACKUP_DATABASE_URL",
}
"""Each login role of the database, and the variable that carries its connection URL."""


def environment_file(directory: Path) -> Path:
    return directory / "environment"


def read_environment(directory: Path) -> dict[str, str]:
    """The variables in DIR/environment; empty when there is no such file yet."""
    path = environment_file(directory)
    if not path.exists():
        return {}
    lines = (line.partition("=") for line in path.read_text().splitlines() if line and line[0] != "#")
    return {name: value for name, _, value in lines}


def write_private(path: Path, text: str) -> None:
    """Replace `path` at once and whole, readable by its owner only."""
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def write_environment(directory: Path, variables: Mapping[str, str]) -> None:
    lines = [f"{name}={value}" for name, value in variables.items()]
    write_private(environment_file(directory), "\n".join(["# Secrets. Written at every start.", *lines, ""]))


def role_passwords(known: Mapping[str, str]) -> dict[str, str]:
    """A password for each login role: the one that `known` variables carry, or a new one."""
    urls = {role: urlsplit(known.get(variable, "")) for role, variable in ROLE_VARIABLES.items()}
    return {role: url.password or secrets.token_hex(24) for role, url in urls.items()}


def known_port(known: Mapping[str, str]) -> int:
    """The database's port at the last start, 0 when there was none."""
    return urlsplit(known.get("DATABASE_URL", "")).port or 0


def variables(
    directory: Path, *, port: int, broker_url: str, passwords: Mapping[str, str], secret_key: str
) -> dict[str, str]:
    """All variables of an installation on the embedded servers."""
    urls = {
        variable: f"postgresql://{role}:{passwords[role]}@127.0.0.1:{port}/{DATABASE}"
        for role, variable in ROLE_VARIABLES.items()
    }
    return {
        **urls,
        "REDIS_URL": broker_url,
        "SECRET_KEY": secret_key,
        "COLLEGIUM_DATA": str(directory),
    }
