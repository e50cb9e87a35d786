"""Calling the narrow definer functions, the only SQL the application names itself."""

import json
from typing import Any
from uuid import UUID

from django.db import connections
from psycopg2 import sql
from psycopg2.extras import Json


def call(function: str, *arguments: Any, using: str = "default") -> Any:
    """The single value that `app.<function>(…)` returns; JSON arrives as Python objects."""
    rows = call_rows(function, *arguments, using=using)
    return rows[0][0] if rows else None


def call_rows(function: str, *arguments: Any, using: str = "default") -> list[tuple[Any, ...]]:
    """All rows of the set-returning function `app.<function>(…)`."""
    statement = sql.SQL("select * from app.{}({})").format(
        sql.Identifier(function), sql.SQL(", ").join(sql.Placeholder() * len(arguments))
    )
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [_bound(argument) for argument in arguments])
        return [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _bound(argument: Any) -> Any:
    if isinstance(argument, (dict,)):
        return Json(argument, dumps=lambda value: json.dumps(value, default=str))
    return str(argument) if isinstance(argument, UUID) else argument


def _plain(value: Any) -> Any:
    # Django leaves jsonb as text; a scalar text of ours never starts like an object or a list.
    return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value
