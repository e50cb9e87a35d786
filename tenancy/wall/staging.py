"""Temporary tables that an import fills with COPY (row security refuses COPY into walled tables)."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from django.db import connections
from psycopg2 import sql

# An import may take longer than a page; only its own transaction is given the time.
LONGEST = "15min"
PROBLEMS = ("line bigint", "field text", "code text", "message text", "original text[]")
# Tables in which the functions that store lines and months work; the wall trusts these names and types alone.
WORKING = {
    "staged_line": (
        *("line bigint", "account uuid", "source text", "day date", "month date", "product text"),
        *("document text", "line_id text", "quantity numeric", "amount numeric", "currency text"),
        *("version bigint", "factor numeric", "copy bigint", "n bigint", "stored uuid"),
        *(f"{mark} boolean not null default false" for mark in ("skipped", "known", "stale", "gone")),
    ),
    "staged_month": (
        *("account uuid", "product uuid", "source text", "code text", "currency text", "months integer[]"),
        *("net bigint[]", "units numeric[]", "versions bigint[]", "wrong boolean not null default false"),
        *("external_id text", "lines bigint[]"),
    ),
}


def make_staging(
    columns: Sequence[str], *, working: Sequence[str] = (), patient: bool = False, using: str = "default"
) -> None:
    """Empty `staged` and `staged_problem` in pg_temp for the open transaction; definer functions read them.

    `place` orders the rows of a batch; `working` names further tables of WORKING. Whoever is
    `patient` waits for other imports, a page or a call does not.
    """
    named = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in columns)
    staged = (
        "create temp table staged (line bigint, place bigint, refused boolean not null default false, {}) "
        "on commit drop"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true), "
            "set_config('default_statistics_target', '1', true)",
            [LONGEST, LONGEST if patient else "2s"],
        )
        cursor.execute(
            "drop table if exists pg_temp.staged, pg_temp.staged_problem, pg_temp.staged_line, pg_temp.staged_month"
        )
        cursor.execute(sql.SQL(staged).format(named))
        cursor.execute(f"create temp table staged_problem ({', '.join(PROBLEMS)}) on commit drop")
        cursor.execute("grant select, update, delete on pg_temp.staged to app_sec")
        cursor.execute("grant select, insert on pg_temp.staged_problem to app_sec")
        for name in working:
            cursor.execute(f"create temp table {name} ({', '.join(WORKING[name])}) on commit drop")
            cursor.execute(f"grant select, insert, update, delete, maintain on pg_temp.{name} to app_sec")


def give_time(*, using: str = "default") -> None:
    """Lets the statements of the open transaction take as long as an import may: for workers alone."""
    with connections[using].cursor() as cursor:
        cursor.execute("select set_config('statement_timeout', %s, true)", [LONGEST])


def copy_staged(files: Iterable[BinaryIO], *, columns: Sequence[str], using: str = "default") -> None:
    """Copies COPY text of `line`, `place` and these columns into `pg_temp.staged`, and gathers its statistics."""
    copied = sum(
        _copy(file, table="staged", columns=("line", "place", *columns), using=using) for file in files
    )
    if copied:
        with connections[using].cursor() as cursor:
            cursor.execute("analyze pg_temp.staged")


def copy_working(file: BinaryIO, *, table: str, columns: Sequence[str], using: str = "default") -> None:
    """Copies COPY text of these columns into one of the working tables."""
    assert table in WORKING
    _copy(file, table=table, columns=columns, using=using)


def _copy(file: BinaryIO, *, table: str, columns: Sequence[str], using: str) -> int:
    """Returns how many rows there were."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    command = sql.SQL("copy pg_temp.{} ({}) from stdin").format(sql.Identifier(table), names)
    with connections[using].cursor() as cursor:
        cursor.copy_expert(command, file)
        return int(cursor.rowcount)


def add_problems(rows: Sequence[tuple[int, str, str, str, list[str]]], *, using: str = "default") -> None:
    """Refusals found while the file was read: line, field, code, message, original cells."""
    with connections[using].cursor() as cursor:
        cursor.executemany("insert into pg_temp.staged_problem values (%s, %s, %s, %s, %s)", list(rows))
