"""Working tables of an import beside the staged rows: as plain as those, of PostgreSQL's own types alone."""

from django.db import migrations

from tenancy.wall.migrating import Function

NAMES = "'staged', 'staged_problem', 'staged_line', 'staged_month'"
TYPES = "'bigint', 'boolean', 'text', 'text[]', 'uuid', 'date', 'numeric', 'integer[]', 'bigint[]', 'numeric[]'"
PLAIN = f"""
select count(*) filter (where c.relname in ('staged', 'staged_problem')) = 2 and bool_and(
  c.relkind = 'r'
  and not (c.relhastriggers or c.relhasrules or c.relrowsecurity or c.relhassubclass or c.relhasindex)
  and not exists (select from pg_inherits i where i.inhrelid = c.oid)
  and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n')
  and not exists (select from pg_attrdef d where d.adrelid = c.oid and pg_get_expr(d.adbin, d.adrelid) <> 'false')
  and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and a.atttypid <> all (array[{TYPES}]::regtype[])))
from pg_class c where c.relnamespace = pg_my_temp_schema() and c.relname in ({NAMES})
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0014_sandboxes")]
    operations = [
        Function(
            "staging_is_plain()", returns="boolean", volatility="volatile", roles=("app_rt", "app_sec"), body=PLAIN
        ),
    ]
