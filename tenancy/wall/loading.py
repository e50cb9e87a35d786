"""Writing many rows as the owner of the tables, for the demo alone.

The owner is walled like everybody else. For the length of one transaction a policy lets it read and write the
named tables; the policy goes with the transaction, whether that is kept or not.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connections, models, transaction
from psycopg2 import sql

OWNER = "owner"
OPEN = "create policy loading on {} to app_owner using (true) with check (true)"
CLOSE = "drop policy loading on {}"


@contextmanager
def loading(tables: Iterable[type[models.Model]]) -> Iterator[None]:
    """One transaction of the owner in which it may read and write rows of these models' tables."""
    names = sorted({model._meta.db_table for model in tables})
    with transaction.atomic(using=OWNER):
        _each(OPEN, names)
        yield
        _each(CLOSE, names)


def _each(statement: str, names: Iterable[str]) -> None:
    with connections[OWNER].cursor() as cursor:
        for name in names:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
