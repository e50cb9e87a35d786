"""Every way to weaken one piece of the wall, read off the catalog."""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection


@dataclass(frozen=True)
class Mutant:
    """One weakening and its undoing; `table` is where its effect must show, empty for everywhere."""

    name: str
    table: str
    weaken: str
    mend: str
    concerns_rows: bool = False

    def __str__(self) -> str:
        return self.name


def mutants(owner: Connection) -> list[Mutant]:
    """All of them, in a stable order."""
    return sorted(
        [*_policies(owner), *_tables(owner), *_grants(owner), *_constraints(owner), *_functions(owner)],
        key=lambda mutant: mutant.name,
    )


def _rows(owner: Connection, statement: str) -> list[tuple[str, ...]]:
    with owner.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _policies(owner: Connection) -> Iterator[Mutant]:
    for table, name, using, check in _rows(
        owner,
        "select c.relname::text, p.polname::text, pg_get_expr(p.polqual, p.polrelid), "
        "pg_get_expr(p.polwithcheck, p.polrelid) from pg_policy p join pg_class c on c.oid = p.polrelid "
        "where pg_get_expr(p.polqual, p.polrelid) is distinct from 'true' "
        "or pg_get_expr(p.polwithcheck, p.polrelid) <> 'true'",
    ):
        change = f'alter policy "{name}" on "{table}"'
        using_true = " using (true)" if using else ""
        check_true = " with check (true)" if check else ""
        mend = (f" using ({using})" if using else "") + (f" with check ({check})" if check else "")
        yield Mutant(
            f"{table}: {name} lets everybody",
            table,
            change + using_true + check_true,
            change + mend,
            concerns_rows=True,
        )


def _tables(owner: Connection) -> Iterator[Mutant]:
    for (table,) in _rows(owner, "select relname::text from pg_class where relkind = 'r' and relrowsecurity"):
        yield Mutant(
            f"{table}: no row security",
            table,
            f'alter table "{table}" disable row level security',
            f'alter table "{table}" enable row level security',
        )
        yield Mutant(
            f"{table}: owner not walled",
            table,
            f'alter table "{table}" no force row level security',
            f'alter table "{table}" force row level security',
        )


def _grants(owner: Connection) -> Iterator[Mutant]:
    for table, role, verb in _rows(
        owner,
        """select c.relname::text, r.role, v.verb from pg_class c
        cross join unnest(array['app_rt', 'app_metrics', 'app_auth', 'public']) r(role)
        cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate']) v(verb)
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relrowsecurity
          and not has_table_privilege(r.role, c.oid, v.verb)
          -- every verb of app_rt on every table; the other roles take turns, one verb a table
          and (r.role = 'app_rt' or hashtext(c.relname || r.role) % 4 = hashtext(v.verb) % 4)""",
    ):
        # A column grant must come back after the table grant that swallowed it is revoked.
        yield Mutant(
            f"{table}: {role} may {verb} all of it",
            table,
            f'grant {verb} on "{table}" to {role}',
            f'revoke {verb} on "{table}" from {role}' + _columns_again(owner, table, role, verb),
        )


def _columns_again(owner: Connection, table: str, role: str, verb: str) -> str:
    if role == "public" or verb not in ("select", "update", "insert"):
        return ""
    with owner.cursor() as cursor:
        cursor.execute(
            "select string_agg(a.attname::text, ', ') from pg_attribute a cross join lateral aclexplode(a.attacl) x "
            "where a.attrelid = %s::regclass and pg_get_userbyid(x.grantee) = %s and x.privilege_type = upper(%s)",
            [f'public."{table}"', role, verb],
        )
        (columns,) = cursor.fetchone() or (None,)
    return f'; grant {verb} ({columns}) on "{table}" to {role}' if columns else ""


def _constraints(owner: Connection) -> Iterator[Mutant]:
    for table, name, definition in _rows(
        owner,
        """select c.relname::text, k.conname::text, pg_get_constraintdef(k.oid) from pg_constraint k
        join pg_class c on c.oid = k.conrelid
        where c.relrowsecurity and (k.contype in ('f', 'c') or (k.contype = 'u' and not exists (
          select from pg_constraint f where f.contype = 'f' and f.conindid = k.conindid)))""",
    ):
        yield Mutant(
            f"{table}: {name} is gone",
            table,
            f'alter table "{table}" drop constraint "{name}"',
            f'alter table "{table}" add constraint "{name}" {definition}',
        )


def _functions(owner: Connection) -> Iterator[Mutant]:
    for signature, body in _rows(
        owner,
        "select p.oid::regprocedure::text, pg_get_functiondef(p.oid) from pg_proc p "
        "where p.pronamespace = 'app'::regnamespace and p.prosecdef",
    ):
        become, leave = "set role app_sec; ", "; reset role"
        yield Mutant(
            f"{signature}: search path open",
            "",
            f"{become}alter function {signature} reset search_path{leave}",
            f"{become}{body}{leave}",
        )
        yield Mutant(
            f"{signature}: for everyone",
            "",
            f"{become}grant execute on function {signature} to public{leave}",
            f"{become}revoke execute on function {signature} from public{leave}",
        )
