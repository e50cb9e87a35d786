"""One installation as its commands see it: where its data lies and which variables it runs with."""

import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.embedded.environment import write_private

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")
"""With these set, nothing embedded is started."""
OWNER_COMMANDS = {"migrate", "sqlmigrate", "showmigrations"}
"""Commands that read or change the schema and so run as app_owner."""
NOT_FOR_SERVERS = ("MIGRATION_DATABASE_URL", "BACKUP_DATABASE_URL", "ADMIN_DATABASE_URL")
"""What a process that answers strangers must not be able to give away."""


class HalfConfigured(RuntimeError):
    """Some of the variables that name an outside database and broker are set, and some are not."""


def data_directory(given: str = "") -> Path:
    """The data directory: `given` or COLLEGIUM_DATA as seen from here, or `.data` beside the code."""
    return Path(given or os.environ.get("COLLEGIUM_DATA") or ROOT / ".data").resolve()


def uses_outside_servers(variables: Mapping[str, str]) -> bool:
    """Whether database and broker are somebody else's. Raises HalfConfigured."""
    missing = [name for name in NEEDED if not variables.get(name)]
    if missing and variables.get("DATABASE_URL"):
        raise HalfConfigured(f"DATABASE_URL is set, so {' and '.join(missing)} must be set as well.")
    return not missing


def require_owner(variables: Mapping[str, str], arguments: Sequence[str]) -> None:
    """Raise HalfConfigured when a schema command has no connection of the schema's owner."""
    if OWNER_COMMANDS.intersection(arguments[:1]) and not variables.get("MIGRATION_DATABASE_URL"):
        raise HalfConfigured(
            f"{arguments[0]} needs MIGRATION_DATABASE_URL: it runs as the owner of the tables."
        )


def outside_variables(directory: Path) -> dict[str, str]:
    """The variables for outside servers: the caller's own, and a secret key kept in `directory`."""
    key = os.environ.get("SECRET_KEY") or _kept_secret_key(directory)
    return dict(os.environ) | {"SECRET_KEY": key, "COLLEGIUM_DATA": str(directory)}


def note_public_url(directory: Path, url: str) -> None:
    """Keeps the address at which the running product answers, for commands that print addresses."""
    write_private(directory / "public-url", url)


def noted_public_url(directory: Path) -> dict[str, str]:
    """PUBLIC_URL as the product was last started with, unless the environment names another one."""
    path = directory / "public-url"
    if os.environ.get("PUBLIC_URL") or not path.exists():
        return {}
    return {"PUBLIC_URL": path.read_text().strip()}


def django_command(*arguments: str) -> list[str]:
    """The command line of one of Django's management commands."""
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def for_command(variables: Mapping[str, str], name: str) -> dict[str, str]:
    """`variables` for the management command `name`: schema commands speak as the owner."""
    return dict(variables) | ({"COLLEGIUM_AS_OWNER": "1"} if name in OWNER_COMMANDS else {})


def for_servers(variables: Mapping[str, str]) -> dict[str, str]:
    """`variables` without the connections that only operators use."""
    return {name: value for name, value in variables.items() if name not in NOT_FOR_SERVERS}


def _kept_secret_key(directory: Path) -> str:
    path = directory / "secret-key"
    if not path.exists():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, secrets.token_urlsafe(50))
    return path.read_text()
