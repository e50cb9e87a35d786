"""Temporary tables that an import fills with COPY (row security refuses COPY into walled tables)."""

from collections.abc import Sequence
from typing import BinaryIO

from django.db import connections
from psycopg2 import sql

# An import may take longer than a page; only its own transaction is given the time.
LONGEST = "15min"
PROBLEMS = ("line bigint", "field text", "code text", "message text", "original text[]")


def make_staging(columns: Sequence[str], *, using: str = "default") -> None:
    """Empty `staged` and `staged_problem` in pg_temp for the open transaction; definer functions read them."""
    named = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in columns)
    with connections[using].cursor() as cursor:
        cursor.execute("select set_config('statement_timeout', %s, true)", [LONGEST])
        cursor.execute("drop table if exists pg_temp.staged, pg_temp.staged_problem")
        cursor.execute(
            sql.SQL(
                "create temp table staged (line bigint, refused boolean not null default false, {}) on commit drop"
            ).format(named)
        )
        cursor.execute(f"create temp table staged_problem ({', '.join(PROBLEMS)}) on commit drop")
        cursor.execute("grant select, update, delete on pg_temp.staged to app_sec")
        cursor.execute("grant select, insert on pg_temp.staged_problem to app_sec")


def give_time(*, using: str = "default") -> None:
    """Lets the statements of the open transaction take as long as an import may: for workers alone."""
    with connections[using].cursor() as cursor:
        cursor.execute("select set_config('statement_timeout', %s, true)", [LONGEST])


def copy_staged(file: BinaryIO, *, columns: Sequence[str], using: str = "default") -> None:
    """Copies COPY text of `line` and these columns into `pg_temp.staged`, and gathers its statistics."""
    names = sql.SQL(", ").join([sql.Identifier("line"), *map(sql.Identifier, columns)])
    with connections[using].cursor() as cursor:
        cursor.copy_expert(sql.SQL("copy pg_temp.staged ({}) from stdin").format(names), file)
        cursor.execute("analyze pg_temp.staged")


def add_problems(rows: Sequence[tuple[int, str, str, str, list[str]]], *, using: str = "default") -> None:
    """Refusals found while the file was read: line, field, code, message, original cells."""
    with connections[using].cursor() as cursor:
        cursor.executemany("insert into pg_temp.staged_problem values (%s, %s, %s, %s, %s)", list(rows))
