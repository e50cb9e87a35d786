"""Fresh statistics before many rows are stored, and which files of imports have had their time."""

from django.db import migrations

from tenancy.wall.migrating import Function

TABLES = (
    "customers_account", "customers_accountidentifier", "customers_product", "customers_salesmonths",
    "customers_salesseries", "customers_salesline",
)  # fmt: skip
# Without statistics every key that is checked may be looked for through the wrong index, a thousand times slower.
GATHER = f"""
begin
  if not (app.has_scope('jobs:write') or app.has_scope('sales:write') or app.has_scope('accounts:write')
      or coalesce(current_setting('app.purpose', true), '') = 'import' and (app.pid() is null or app.has_role('tenant_admin')))
    then raise exception 'not_allowed' using errcode = '42501'; end if;
  perform set_config('default_statistics_target', '20', true);
  {" ".join(f"analyze public.{table};" for table in TABLES)}
end
"""
BEFORE = """
begin
  if coalesce(current_setting('app.purpose', true), '') !~ '^task:' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  return query select j.file_key from public.customers_importjob j where j.tenant_id = app.tid()
    and coalesce(j.finished_at, j.uploaded_at, j.created_at) < moment
    and j.state in ('Open', 'JobComplete', 'Failed', 'Aborted');
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0045_storing_sales_in_arrays")]
    operations = [
        migrations.RunSQL(
            sql=[f"grant maintain on {table} to app_sec" for table in TABLES],
            reverse_sql=[f"revoke maintain on {table} from app_sec" for table in TABLES],
        ),
        Function("gather_statistics()", returns="void", language="plpgsql", volatility="volatile", body=GATHER),
        Function(
            "import_files_before(moment timestamptz)",
            returns="setof uuid",
            language="plpgsql",
            volatility="volatile",
            body=BEFORE,
        ),
    ]
