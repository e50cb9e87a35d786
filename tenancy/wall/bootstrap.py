"""Makes the database roles and one database, for the embedded server, CI and production alike.

Run by an administrator of the server (a superuser, or on a managed service a role with
CREATEROLE and CREATEDB). Everything in it may be run again.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import make_dsn, parse_dsn

LOGIN_ROLES = ("app_owner", "app_rt", "app_auth", "app_metrics", "app_break", "app_backup")
MINIMUM_SERVER_VERSION = 180000

# All web processes share app_rt: what one of them runs must not show in the statistics of another.
HARDENING = (
    "alter role app_rt set statement_timeout = '15s'",
    "alter role app_rt set lock_timeout = '2s'",
    "alter role app_rt set idle_in_transaction_session_timeout = '30s'",
    "alter role app_auth set statement_timeout = '15s'",
    "alter role app_auth set lock_timeout = '2s'",
    "alter role app_auth set idle_in_transaction_session_timeout = '30s'",
    "alter role app_metrics set idle_in_transaction_session_timeout = '120s'",
    "alter role app_metrics set default_transaction_read_only = on",
    "alter role app_break set idle_in_transaction_session_timeout = '30s'",
    "alter role app_break set default_transaction_read_only = on",
    "alter role app_backup set default_transaction_read_only = on",
)
# Only a superuser may set these; a managed service offers them as instance parameters instead.
SUPERUSER_HARDENING = tuple(
    f"alter role {role} set {setting}"
    for role in ("app_rt", "app_auth", "app_metrics", "app_break")
    for setting in (
        "track_activities = off",
        "log_min_error_statement = panic",
        "log_error_verbosity = terse",
    )
)
STATISTICS_VIEWS = (
    "pg_stat_activity",
    "pg_stat_statements",
    "pg_stats",
    "pg_stats_ext",
    "pg_stats_ext_exprs",
    "pg_prepared_statements",
    "pg_cursors",
    "pg_prepared_xacts",
    "pg_locks",
    "pg_stat_all_tables",
    "pg_stat_user_tables",
    "pg_stat_xact_all_tables",
    "pg_stat_xact_user_tables",
    "pg_stat_all_indexes",
    "pg_stat_user_indexes",
    "pg_statio_all_tables",
    "pg_statio_user_tables",
    "pg_statio_all_indexes",
    "pg_statio_user_indexes",
)
# The functions behind those views answer whoever calls them by name.
STATISTICS_FUNCTIONS = """
do $$ declare one regprocedure; begin
  for one in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace
    and (proname like 'pg\\_stat\\_get\\_%' or proname in ('pg_lock_status', 'pg_prepared_xact', 'pg_blocking_pids'))
  loop execute format('revoke all on function %s from public', one); end loop;
end $$"""

# A leakproof comparison runs before the policy of a row, and EXPLAIN (ANALYZE) then tells whether the
# guess was right, letter by letter. Equality stays leakproof: slugs are looked up by index with it.
ORACLES = tuple(
    f"alter function pg_catalog.{comparison} not leakproof"
    for comparison in (
        "starts_with(text, text)",
        "text_lt(text, text)",
        "text_le(text, text)",
        "text_gt(text, text)",
        "text_ge(text, text)",
        "text_pattern_lt(text, text)",
        "text_pattern_le(text, text)",
        "text_pattern_gt(text, text)",
        "text_pattern_ge(text, text)",
        "bytealt(bytea, bytea)",
        "byteale(bytea, bytea)",
        "byteagt(bytea, bytea)",
        "byteage(bytea, bytea)",
    )
)


def bootstrap(admin_dsn: str, *, passwords: Mapping[str, str], database: str = "collegium") -> None:
    """Creates or mends roles, database, schema `app` and hardening.

    `passwords` names each of LOGIN_ROLES. Raises psycopg2.Error when the administrator lacks a right.
    """
    with _connected(admin_dsn) as server:
        _make_roles(server, passwords)
        _harden(server)
        _make_database(server, database)
    with _connected(make_dsn(**{**parse_dsn(admin_dsn), "dbname": database})) as inside:
        _prepare(inside)


@contextmanager
def _connected(dsn: str) -> Iterator[Connection]:
    with closing(psycopg2.connect(dsn)) as connection:
        connection.autocommit = True
        yield connection


def _run(connection: Connection, *statements: str | sql.Composable) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _exists(connection: Connection, catalog: str, column: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("select 1 from {} where {} = %s").format(sql.Identifier(catalog), sql.Identifier(column)),
            [name],
        )
        return cursor.fetchone() is not None


def _make_roles(server: Connection, passwords: Mapping[str, str]) -> None:
    for role in LOGIN_ROLES:
        verb = "alter" if _exists(server, "pg_roles", "rolname", role) else "create"
        _run(
            server,
            sql.SQL(verb + " role {} login nocreaterole password {}").format(
                sql.Identifier(role), sql.Literal(passwords[role])
            ),
        )
    if not _exists(server, "pg_roles", "rolname", "app_sec"):
        _run(server, "create role app_sec nologin")
    # The owner may hand functions over to app_sec but never inherits what app_sec may read.
    _run(server, "grant app_sec to app_owner with inherit false, set true", "alter role app_owner createdb")


def _harden(server: Connection) -> None:
    _run(server, *HARDENING)
    for statement in SUPERUSER_HARDENING:
        try:
            _run(server, statement)
        except errors.InsufficientPrivilege:
            continue


def _make_database(server: Connection, database: str) -> None:
    if _exists(server, "pg_database", "datname", database):
        return
    _run(
        server,
        sql.SQL(
            "create database {} owner app_owner template template0 encoding 'UTF8' "
            "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'"
        ).format(sql.Identifier(database)),
        *connecting(database),
    )


def connecting(database: str) -> list[sql.Composable]:
    """Who may connect to a database and make temporary tables in it; a clone does not inherit this."""
    name = sql.Identifier(database)
    return [
        sql.SQL("revoke all on database {} from public").format(name),
        sql.SQL("grant connect, temporary on database {} to app_rt, app_metrics, app_break").format(name),
        sql.SQL("grant connect on database {} to app_auth, app_backup").format(name),
    ]


def _prepare(inside: Connection) -> None:
    roles = "app_rt, app_auth, app_metrics, app_break, app_sec, app_backup"
    _run(
        inside,
        "create schema if not exists app authorization app_owner",
        "revoke create on schema public from public",
        "grant all on schema public to app_owner",
        f"grant usage on schema public, app to {roles}",
        "grant create on schema app to app_sec",
    )
    for revoking in (
        *(f"revoke all on pg_catalog.{view} from public" for view in STATISTICS_VIEWS),
        STATISTICS_FUNCTIONS,
        *ORACLES,
    ):
        try:
            _run(inside, revoking)
        except (errors.InsufficientPrivilege, errors.UndefinedTable):
            continue
