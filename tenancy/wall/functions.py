"""Calling the narrow definer functions, the only SQL the application names itself."""

import json
from typing import Any
from uuid import UUID

import orjson
from django.db import DatabaseError, connections
from psycopg2 import errors, sql
from psycopg2.extras import Json

from tenancy.wall.refusals import NotAllowed, RuleBroken


def call(function: str, *arguments: Any, using: str = "default") -> Any:
    """The single value that `app.<function>(…)` returns; JSON arrives as Python objects."""
    rows = call_rows(function, *arguments, using=using)
    return rows[0][0] if rows else None


def call_rows(function: str, *arguments: Any, using: str = "default") -> list[tuple[Any, ...]]:
    """All rows of the set-returning function `app.<function>(…)`.

    Raises RuleBroken where the function says which rule stands against it, NotAllowed where it says who may.
    """
    statement = sql.SQL("select * from app.{}({})").format(
        sql.Identifier(function), sql.SQL(", ").join(sql.Placeholder() * len(arguments))
    )
    with connections[using].cursor() as cursor:
        try:
            cursor.execute(statement, [_bound(argument) for argument in arguments])
        except DatabaseError as error:
            raise _named(error) from error
        return [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _named(error: DatabaseError) -> Exception:
    cause = error.__cause__
    rule = getattr(getattr(cause, "diag", None), "message_primary", None) or ""
    if isinstance(cause, errors.RaiseException):
        return RuleBroken(rule)
    if isinstance(cause, errors.InsufficientPrivilege) and rule.isidentifier():
        return NotAllowed(rule)
    return error


def _bound(argument: Any) -> Any:
    if isinstance(argument, (dict,)):
        return Json(argument, dumps=lambda value: json.dumps(value, default=str))
    return str(argument) if isinstance(argument, UUID) else argument


def _plain(value: Any) -> Any:
    # Django leaves jsonb as text; a scalar text of ours never starts like an object or a list.
    return orjson.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value
