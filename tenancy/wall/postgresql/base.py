"""The database wrapper of every alias."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from psycopg2 import errors

from tenancy.wall.refusals import NoScope

SCOPE_MISSING = ("app.tenant_id", 'invalid input syntax for type uuid: ""')


class DatabaseWrapper(PostgreSQL):
    """PostgreSQL, where a walled table read outside a scope raises NoScope instead of database text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(_name_missing_scope)


def _name_missing_scope(
    execute: Callable[..., Any],
    statement: str,
    parameters: Sequence[Any],
    many: bool,
    context: dict[str, Any],
) -> Any:
    try:
        return execute(statement, parameters, many, context)
    except Exception as error:
        cause = error.__cause__
        if isinstance(cause, (errors.UndefinedObject, errors.InvalidTextRepresentation)) and any(
            sign in str(cause) for sign in SCOPE_MISSING
        ):
            raise NoScope("a walled table was touched outside acting_for()") from error
        raise
