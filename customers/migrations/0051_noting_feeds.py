"""A source's last import counts the rows of all its batches, those that came gathered and those without an account."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

STORE = import_module("customers.migrations.0048_storing_gathered_months").Migration.operations
ROWS = """(select coalesce(s.source, 'crm') as code, count(*) as rows from pg_temp.staged s group by 1) d"""
# Rows of accounts that nobody knows lie in the lines, without an account.
ROWS_OF_SALES = """(select r.code, sum(r.rows)::bigint as rows from (
    select coalesce(s.source, 'crm') as code, count(*) as rows from pg_temp.staged s group by 1
    union all
    select g.source, sum(cardinality(g.lines)) from pg_temp.staged_month g where g.lines is not null group by 1
    union all
    select l.source, count(*) from pg_temp.staged_line l where l.line is not null and l.account is null group by 1) r
    group by 1) d"""
# Batches of one job are one import; a tenant has one running job at most.
BEGUN = """(select max(j.started_at) from public.customers_importjob j
    where j.tenant_id = app.tid() and j.state = 'InProgress' and j.object = kind)"""


def noting(rows: str) -> str:
    return f"""
  insert into public.customers_sourcesystem (tenant_id, id, code, name, kind, feeds, default_currency, missing_is_zero,
    created_at, updated_at)
  select app.tid(), uuidv7(), d.code, d.code, 'unknown', array[kind], '', false, statement_timestamp(),
    statement_timestamp()
  from (select distinct left(d.code, 60) as code from {rows}) d
  on conflict (tenant_id, code) do nothing;
  insert into public.customers_sourcefeed as t (tenant_id, id, source_id, object, first_seen_at, last_seen_at,
    last_changed_at, last_rows)
  select app.tid(), uuidv7(), y.id, kind, statement_timestamp(), statement_timestamp(),
    case when moved then statement_timestamp() end, d.rows
  from {rows}
  join public.customers_sourcesystem y on y.tenant_id = app.tid() and y.code = d.code
  on conflict (tenant_id, source_id, object) do update set last_seen_at = excluded.last_seen_at,
    last_changed_at = coalesce(excluded.last_changed_at, t.last_changed_at),
    last_rows = excluded.last_rows + case when t.last_seen_at > begun then t.last_rows else 0 end;"""


NOTE_FEED = f"""
declare begun timestamptz := {BEGUN};
begin
  if not (app.feeds('accounts') or app.feeds('sales')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if kind = 'sales' then {noting(ROWS_OF_SALES)}
  else {noting(ROWS)}
  end if;
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0050_paging_sales")]
    operations = [
        Function(
            "note_feed(kind text, moved boolean)",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            roles=("app_sec",),
            body=NOTE_FEED,
        ),
        *STORE,
    ]
