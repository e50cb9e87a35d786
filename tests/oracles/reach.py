"""How far each of the cast reaches into a table by bare statements on the runtime connection.

Nothing here knows what is right: it counts rows seen, changed and deleted, and asks how an insert of
a copy ends. Two such measures differ exactly when a piece of the wall that matters was changed.
"""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from tenancy.wall.lint.exceptions import APART, SHUT_IN
from tests.cast import PEOPLE, Cast

COPIES = 4
# A client that may touch records of one source alone, which has none.
CLIENT = UUID("c11e0000-0000-4000-8000-000000000001")
ACTORS = (*PEOPLE, "nobody")


@dataclass(frozen=True)
class Table:
    """A table as the catalog and the backup role know it; `of_sources` are those that clients see by source."""

    name: str
    columns: tuple[str, ...]
    of_sources: bool
    rows: tuple[dict[str, Any], ...]


def read_tables(backup: Connection) -> dict[str, Table]:
    """Every walled table with a few of its rows, read past the wall."""
    with backup.cursor() as cursor:
        cursor.execute(
            "select c.relname::text, array_agg(a.attname::text order by a.attnum), exists (select from pg_policy y "
            "where y.polrelid = c.oid and y.polname = c.relname || '_own_sources') from pg_class c "
            "join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
            "where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relrowsecurity group by c.oid, 1"
        )
        found = cursor.fetchall()
        tables = {}
        for name, columns, of_sources in found:
            cursor.execute(
                sql.SQL("select to_jsonb(t) from {} t order by t::text").format(sql.Identifier(name))
            )
            rows = [row[0] for row in cursor.fetchall()]
            tables[name] = Table(name, tuple(columns), of_sources, tuple(_spread(rows)))
    backup.rollback()
    return tables


def _spread(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A few rows from different places, so that somebody's and somebody else's are among them."""
    by_place: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_place.setdefault(str(row.get("community_id", row.get("person_id", row.get("id")))), row)
    return list(by_place.values())[:COPIES]


PROBE = """
create function pg_temp.probe(statements text[]) returns text[] language plpgsql as $$
declare statement text; answers text[] := '{}'; n bigint;
begin
  foreach statement in array statements loop
    begin
      if statement like 'select%' then execute statement into n;
      else execute statement; get diagnostics n = row_count; end if;
      raise exception using errcode = 'ZZ000', message = n::text;
    exception when others then
      answers := answers || case when sqlstate = 'ZZ000' then sqlerrm else sqlstate end;
    end;
  end loop;
  return answers;
end $$"""


def prepare(runtime: Connection) -> None:
    """Gives the session the temporary function that tries many statements in one round trip."""
    with runtime.cursor() as cursor:
        cursor.execute(PROBE)
    runtime.commit()


def measure(runtime: Connection, table: Table, cast: Cast) -> dict[str, object]:
    """`actor verb` to what happened: a count, or the state that the server answered with."""
    return dict(_reached(runtime, table, cast))


def differs(runtime: Connection, table: Table, cast: Cast, *, before: dict[str, object]) -> bool:
    """Whether anybody reaches anything else than before; asks no further than the first who does."""
    return any(before[what] != answer for what, answer in _reached(runtime, table, cast))


def _reached(runtime: Connection, table: Table, cast: Cast) -> Iterator[tuple[str, object]]:
    attempts = _attempts(runtime, table)
    for actor, purpose in itertools.product(ACTORS, _purposes(table)):
        with _acting(runtime, actor, cast, purpose=purpose) as cursor:
            cursor.execute("select pg_temp.probe(%s)", [list(attempts.values())])
            answers = cursor.fetchone()[0]
        who = f"{actor} {purpose}".strip()
        yield from ((f"{who} {verb}", answer) for verb, answer in zip(attempts, answers, strict=True))


def _purposes(table: Table) -> list[str]:
    """The ordinary scope, those in which alone a table opens or in which it is shut, and a client's call."""
    named = [*APART.get(table.name, []), *SHUT_IN.get(table.name, [])]
    calls = [f"client:{CLIENT}"] if table.of_sources else []
    return ["", *(purpose for purpose in named if not purpose.endswith(":")), *calls]


def _attempts(runtime: Connection, table: Table) -> dict[str, str]:
    name = sql.Identifier(table.name)
    attempts: dict[str, sql.Composable] = {"select": sql.SQL("select count(*) from {}").format(name)}
    for column in table.columns:
        attempts[f"update {column}"] = sql.SQL("update {} set {} = {}").format(
            name, *[sql.Identifier(column)] * 2
        )
        # Reads nothing, so that the policies of SELECT do not help those of UPDATE.
        attempts[f"blank {column}"] = sql.SQL("update {} set {} = null").format(name, sql.Identifier(column))
    attempts["delete"] = sql.SQL("delete from {}").format(name)
    for position, row in enumerate(table.rows):
        copy = row | ({"id": "0f0f0f0f-0000-4000-8000-000000000000"} if "id" in row else {})
        attempts[f"insert {position}"] = sql.SQL(
            "insert into {} select (jsonb_populate_record(null::{}, {}::jsonb)).*"
        ).format(name, name, sql.Literal(json.dumps(copy)))
    return {verb: statement.as_string(runtime) for verb, statement in attempts.items()}


@contextmanager
def _acting(runtime: Connection, actor: str, cast: Cast, *, purpose: str) -> Iterator[Any]:
    tenant = str(cast.ardenne if actor == "nobody" else cast.tenant_of(actor))
    person = "" if actor == "nobody" else str(getattr(cast, actor))
    with runtime.cursor() as cursor:
        cursor.execute(
            "select set_config('app.tenant_id', %s, true), set_config('app.person_id', %s, true), "
            "set_config('app.purpose', %s, true)",
            [tenant, person, purpose],
        )
        yield cursor
    runtime.rollback()
