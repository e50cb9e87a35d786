"""Rows as JSON that PostgreSQL itself writes: no Python value is made of a cell."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def json_statement(rows: "QuerySet[Any]", names: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    """Statement and parameters that yield one JSON object per row with these fields, in the queryset's order.

    The statement is the queryset's own, so the wall and its filters hold as ever.
    """
    statement, parameters = rows.values(*names).query.sql_with_params()
    named = ", ".join(map(connection.ops.quote_name, names))
    return f"select row_to_json(page)::text from ({statement}) page({named})", parameters
