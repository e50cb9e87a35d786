"""Staged rows are believed from plain temporary tables alone; nobody in a scope learns of another tenant's place.

Whoever holds the runtime connection makes `pg_temp.staged` himself. A view, a trigger, a rule, a default or an
index expression there would run with the rights of the function that reads it: with those of app_sec.
"""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

NOTICES = import_module("tenancy.migrations.0010_notice_functions")
PROBLEMS = """begin
  if not app.staging_is_plain() then raise exception 'not_allowed' using errcode = '42501'; end if;
  return query select p.line, p.field, p.code, p.message, coalesce(to_jsonb(p.original),
    to_jsonb(s) - array['line', 'refused', 'safe_html', 'search_text'])
  from pg_temp.staged_problem p left join pg_temp.staged s on s.line = p.line order by p.line, p.code;
end"""
PLAIN = """
select count(*) = 2 from pg_class c
where c.relnamespace = pg_my_temp_schema() and c.relname in ('staged', 'staged_problem')
  and c.relkind = 'r'
  and not (c.relhastriggers or c.relhasrules or c.relrowsecurity or c.relhassubclass or c.relhasindex)
  and not exists (select from pg_inherits i where i.inhrelid = c.oid)
  and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n')
  and not exists (select from pg_attrdef d where d.adrelid = c.oid and pg_get_expr(d.adbin, d.adrelid) <> 'false')
  and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and a.atttypid not in ('bigint'::regtype, 'boolean'::regtype, 'text'::regtype, 'text[]'::regtype))
"""
IMPORTING = """select coalesce(current_setting('app.purpose', true), '') = 'import'
  and (app.pid() is null or app.has_role('tenant_admin')) and app.staging_is_plain()"""
# Outside of any scope an address leads to its tenant; inside one there is no other.
HERE = "coalesce(nullif(current_setting('app.tenant_id', true), ''), t.id::text) = t.id::text"
RESOLVE = NOTICES.RESOLVE.replace(NOTICES.PLACES, NOTICES.UNREAD + NOTICES.PLACES)
RESOLVE = RESOLVE.replace("t.slug = place", f"t.slug = place and {HERE}")
RESOLVE = RESOLVE.replace("p.slug = place", f"p.slug = place and {HERE}")


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0010_notice_functions")]
    operations = [
        Function(
            "staging_is_plain()", returns="boolean", volatility="volatile", roles=("app_rt", "app_sec"), body=PLAIN
        ),
        Function(
            "importing()", returns="boolean", volatility="volatile", roles=("app_rt", "app_sec"), body=IMPORTING
        ),
        Function(
            "staged_problems()",
            returns="table (line bigint, field text, code text, message text, original jsonb)",
            language="plpgsql",
            volatility="volatile",
            body=PROBLEMS,
        ),
        Function(
            "tenant_id(place text)",
            returns="uuid",
            body=f"select t.id from public.tenancy_tenant t where t.slug = place and {HERE}",
            roles=("app_owner", "app_rt"),
        ),
        Function(
            "resolve(session text, surface text, place text)",
            returns="jsonb",
            roles=("app_rt", "app_auth"),
            body=RESOLVE,
        ),
    ]
