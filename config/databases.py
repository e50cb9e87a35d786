"""Connection settings from libpq URLs."""

import os
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit


def database(url: str) -> dict[str, Any]:
    """Django's settings for one libpq URL; `?host=/folder` names a socket as libpq does."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "tenancy.wall.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": int(os.environ.get("CONN_MAX_AGE", "600")),
        "CONN_HEALTH_CHECKS": True,
        # A pooler may hand the next transaction another server connection.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def derived(variable: str, role: str) -> str:
    """The URL in `variable`; without it DATABASE_URL with another user and the same password."""
    if given := os.environ.get(variable):
        return given
    parts = urlsplit(os.environ.get("DATABASE_URL", ""))
    _, _, address = parts.netloc.rpartition("@")
    password = f":{quote(unquote(parts.password), safe='')}" if parts.password else ""
    return urlunsplit(parts._replace(netloc=f"{role}{password}@{address}"))
