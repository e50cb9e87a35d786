"""Rules for what is kept apart (D8): who may touch the tables that judge persons or rank centres.

Only app_rt reaches them, in scopes of their purpose; app_sec only where a listed function needs it; a role,
function, view, key or policy beyond the lists in `exceptions` is a finding, whatever it is for.
"""

from tenancy.wall.lint.exceptions import APART, SHUT_IN

LISTED = "jsonb_object_keys(%(apart_functions)s::jsonb) as t(name) join {tables} r on r.name = t.name"
PURPOSE = "COALESCE(current_setting('app.purpose'::text, true), ''::text)"

RULES_APART: dict[str, str] = {
    "kept apart: they are there": """
        select n || ' is listed as kept apart and is not there' from jsonb_object_keys(%(apart_functions)s::jsonb) n
        where to_regclass('public.' || quote_ident(n)) is null
        union all
        select n || ' is shut by purpose and is not there' from jsonb_object_keys(%(purpose_walls)s::jsonb) n
        where to_regclass('public.' || quote_ident(n)) is null""",
    "kept apart: roles": f"""
        select t.name || ': ' || o.rolname || ' reaches it' from {LISTED}
        cross join pg_roles o
        where o.rolname like 'app\\_%%' and o.rolname not in ('app_owner', 'app_rt', 'app_backup')
          and not (o.rolname = 'app_sec' and %(apart_functions)s::jsonb -> t.name <> '[]'::jsonb)
          and (has_any_column_privilege(o.oid, r.oid, 'select, insert, update')
               or has_table_privilege(o.oid, r.oid, 'delete'))
        union all
        select t.name || ': policy ' || p.polname || ' opens it to ' || pg_get_userbyid(o) from {LISTED}
        join pg_policy p on p.polrelid = r.oid and p.polpermissive cross join unnest(p.polroles) o
        where pg_get_userbyid(o) not in ('app_rt', 'app_backup')
          and not (pg_get_userbyid(o) = 'app_sec' and %(apart_functions)s::jsonb -> t.name <> '[]'::jsonb)""",
    "kept apart: functions": f"""
        select t.name || ': ' || p.proname || ' names it' from {LISTED}
        join pg_proc p on p.prosrc ~ t.name join pg_namespace n on n.oid = p.pronamespace
        where n.nspname not in ('pg_catalog', 'information_schema')
          and not (n.nspname = 'app' and %(apart_functions)s::jsonb -> t.name ? p.proname)""",
    "kept apart: views and policies": f"""
        select t.name || ': ' || c.relname || ' looks into it' from {LISTED}
        join pg_depend d on d.refobjid = r.oid and d.classid = 'pg_rewrite'::regclass
        join pg_rewrite w on w.oid = d.objid join pg_class c on c.oid = w.ev_class
        union all
        select t.name || ': policy ' || p.polname || ' of ' || p.polrelid::regclass || ' looks into it' from {LISTED}
        join pg_policy p on p.polrelid <> r.oid and not exists (
            select from jsonb_object_keys(%(apart_functions)s::jsonb) as other(name)
            where p.polrelid = to_regclass('public.' || quote_ident(other.name)))
          and concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) ~ t.name""",
    "kept apart: keys": f"""
        select t.name || ': ' || k.conname || ' of ' || k.conrelid::regclass || ' refers to it' from {LISTED}
        join pg_constraint k on k.confrelid = r.oid and k.contype = 'f' and not k.conname = any(%(apart_keys)s)""",
    "kept apart: purposes": """
        select t.name || ' is not shut by purpose as it must be' from jsonb_each_text(%(purpose_walls)s::jsonb)
          as t(name, rule) join {tables} r on r.name = t.name
        where not exists (select from pg_policy p where p.polrelid = r.oid and not p.polpermissive
          and p.polcmd = '*' and p.polname = t.name || '_apart'
          and exists (select from unnest(p.polroles) o where pg_get_userbyid(o) = 'app_rt')
          and pg_get_expr(p.polqual, p.polrelid) = t.rule and pg_get_expr(p.polwithcheck, p.polrelid) = t.rule)""",
}


def purpose_walls() -> dict[str, str]:
    """The restrictive rule of each table as PostgreSQL prints it: kept apart, or shut while others are open."""
    opens = {table: f"( SELECT {_any_of(purposes)})" for table, purposes in APART.items()}
    return opens | {table: f"( SELECT (NOT {_any_of(purposes)}))" for table, purposes in SHUT_IN.items()}


def _any_of(purposes: list[str]) -> str:
    words = " OR ".join(f"({PURPOSE} {_fits(word)})" for word in purposes)
    return f"({words})" if len(purposes) > 1 else words


def _fits(word: str) -> str:
    return f"~~ '{word}%'::text" if word.endswith(":") else f"= '{word}'::text"
