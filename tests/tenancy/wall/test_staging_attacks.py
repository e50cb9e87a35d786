"""Attacks through the temporary tables that an import fills and definer functions read (04 section 2)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from tenancy.wall.scope import Scope, acting_for
from tenancy.wall.staging import make_staging
from tests.cast import CANARY, Cast

Acting = Callable[[str], AbstractContextManager[Scope]]
LEAK = (
    "create function pg_temp.leak() returns text language sql volatile as "
    "'select string_agg(body, chr(10)) from public.communities_post'"
)
LEAKING = "create function pg_temp.leaking() returns trigger language plpgsql as $$ begin raise exception 'ran'; end $$"
PROBLEM = "insert into pg_temp.staged_problem (line, field, code, message) values (1, '', '', '')"
# Each makes a table of the import into something that runs with the rights of whoever reads it.
POISONS = {
    "a view of hidden rows": "drop table staged; create temp view staged with (security_invoker = true) as "
    "select 1::bigint as line, false as refused, body as name from public.communities_post",
    "a view that calls": "drop table staged; create temp view staged as "
    "select 1::bigint as line, false as refused, pg_temp.leak() as name",
    "a trigger": "create trigger t before update on staged for each row execute function pg_temp.leaking()",
    "a default": "alter table staged_problem alter column original set default array[pg_temp.leak()]",
    "a check": "alter table staged_problem add check (pg_temp.leak() is null) not valid",
    "an index": "create index on staged (name) where name < 'x'",
    "a policy": "alter table staged enable row level security, force row level security",
    "a rule": "create rule r as on update to staged do also select pg_temp.leak()",
    "a domain": "create domain pg_temp.d as text check (pg_temp.leak() is null); "
    "alter table staged alter column name type pg_temp.d",
    "a child": "create temp table child () inherits (staged)",
}
READERS = (
    "staged_problems",
    "note_system_accounts",
    "import_memberships",
    "import_activity",
    "store_accounts",
)


def poisoned(cursor: Any, poison: str) -> None:
    """The tables of an import, one of them tampered with."""
    make_staging(["name", "external_id", "type"])
    cursor.execute(PROBLEM)
    cursor.execute(LEAK)
    cursor.execute(LEAKING)
    cursor.execute(poison)
    cursor.execute("grant select on pg_temp.staged, pg_temp.staged_problem to app_sec")


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS)
def test_a_poisoned_table_of_an_import_is_not_read_for_a_rep(acting: Acting, poison: str) -> None:
    with acting("rep"), connection.cursor() as cursor:
        poisoned(cursor, poison)
        with pytest.raises(Error, match="not_allowed") as refusal, transaction.atomic():
            cursor.execute("select original from app.staged_problems()")
        assert CANARY not in str(refusal.value)


@pytest.mark.parametrize("reader", READERS)
def test_nor_for_an_administrator_who_imports(cast: Cast, reader: str) -> None:
    with acting_for(cast.ardenne, cast.admin, purpose="import"), connection.cursor() as cursor:
        poisoned(cursor, POISONS["a view that calls"])
        with pytest.raises(Error, match="not_allowed"), transaction.atomic():
            cursor.execute(f"select * from app.{reader}()")


def test_the_tables_of_a_true_import_are_plain(acting: Acting) -> None:
    with acting("admin"), connection.cursor() as cursor:
        make_staging(["name"])
        cursor.execute(PROBLEM)
        cursor.execute("select count(*) from app.staged_problems()")
        assert cursor.fetchone() == (1,)


def test_nobody_imports_where_no_purpose_was_ever_set(cast: Cast, acting: Acting) -> None:
    """An unset setting is null, and "not null" refuses nobody."""
    with acting("admin"), connection.cursor() as cursor:
        cursor.execute("select app.importing()")
        assert cursor.fetchone() == (False,)
