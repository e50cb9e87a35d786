"""Erasing a whole tenant, as the owner of the tables: nobody else may delete what the wall keeps."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.apps import apps
from django.db import connections, models
from psycopg2 import sql

from tenancy.wall.loading import OWNER, loading
from tenancy.wall.tables import Walled

PATIENCE = "5s"


@contextmanager
def erasing(tenants: type[models.Model]) -> Iterator[None]:
    """One transaction of the owner that may read and delete in every table of any tenant.

    The tables are locked as long as it is open; it waits five seconds for each of them at most, then raises
    OperationalError and nothing has happened. `tenants` is the model of the tenants themselves.
    """
    with loading([tenants, *_walled()]):
        with connections[OWNER].cursor() as cursor:
            cursor.execute("select set_config('lock_timeout', %s, true)", [PATIENCE])
        yield


def erase_rows(tenant: UUID, *, of: type[models.Model]) -> int:
    """Deletes everything of the tenant, and the tenant; returns how many rows there were.

    All in one statement: keys are checked at its end, so no order is needed. Needs `erasing`.
    """
    columns = {model._meta.db_table: "tenant_id" for model in _walled()} | {of._meta.db_table: "id"}
    with connections[OWNER].cursor() as cursor:
        cursor.execute(_statement(columns), {"tenant": str(tenant)})
        return int(cursor.fetchone()[0])


def _walled() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, Walled) and model._meta.managed]


def _statement(columns: Mapping[str, str]) -> sql.Composed:
    parts = [
        sql.SQL("{} as (delete from {} where {} = %(tenant)s returning 1)").format(
            sql.Identifier(f"t{at}"), sql.Identifier(table), sql.Identifier(column)
        )
        for at, (table, column) in enumerate(columns.items())
    ]
    counts = [
        sql.SQL("(select count(*) from {})").format(sql.Identifier(f"t{at}")) for at in range(len(parts))
    ]
    return sql.SQL("with {} select {}").format(sql.SQL(", ").join(parts), sql.SQL(" + ").join(counts))
