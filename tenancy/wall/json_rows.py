"""Rows as JSON that PostgreSQL itself writes: no Python value is made of a cell."""

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from psycopg2 import sql


def json_rows(rows: "QuerySet[Any]", names: Sequence[str], *, using: str = "default") -> list[str]:
    """One JSON object per row with these fields (and lookups) of the model, in the queryset's order.

    The statement is the queryset's own, so the wall and its filters hold as ever. Needs the open scope.
    """
    statement, parameters = rows.values(*names).query.sql_with_params()
    named = sql.SQL(", ").join(map(sql.Identifier, names))
    whole = sql.SQL("select row_to_json(page)::text from ({}) page({})").format(sql.SQL(statement), named)
    with connections[using].cursor() as cursor:
        cursor.execute(whole, parameters)
        return [row[0] for row in cursor.fetchall()]
