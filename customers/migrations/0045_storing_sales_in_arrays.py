"""Sales are stored as arrays of months, and as lines where a source has lines."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

from tenancy.wall.migrating import ForEachTenant, Function
from tenancy.wall.tables import TenantForeignKey

from . import _sales_judging as judging
from . import _sales_lines as lines
from . import _sales_months as months

MONTHS = f"""
  {months.GATHER}
  if {months.ANYTHING_WRONG} then
    {judging.JUDGE}
    {judging.JUDGE_MONTHS}
    delete from pg_temp.staged_month;
    {months.GATHER}
  end if;
  {judging.REFUSED}
  {months.FILED}
  {months.MAKE_PRODUCTS}
  {months.DISPLACE}
  {months.DROP_LINES}
"""
LINES = f"""
  {judging.JUDGE}
  {lines.JUDGE_IDS}
  {judging.REFUSED}
  {lines.TYPE}
  {lines.RECALL}
  {lines.COMPARE}
  {lines.KEEP}
  {lines.SUM_UP}
  {lines.FILED}
  {months.DISPLACE}
"""
STORE = f"""
declare here uuid := app.tid(); told text; filed jsonb; refusals jsonb := '[]'; moved jsonb; touched uuid[];
  roundings jsonb := '[]'; lines jsonb; copies jsonb; lines_gone bigint := 0;
  made bigint; changed bigint; replaced bigint := 0; stale bigint; sound bigint;
begin
  if not app.feeds('sales') then raise exception 'not_allowed' using errcode = '42501'; end if;
  -- Two imports at once would each see the other's rows in its sums: one after the other. A file waits, a call does not.
  if app.importing() then perform set_config('lock_timeout', '10min', true); end if;
  perform pg_advisory_xact_lock(hashtextextended('sales of ' || here, 0));
  update pg_temp.staged s set refused = true where exists (select from pg_temp.staged_problem q where q.line = s.line);
  select left(s.shape, position('+' in s.shape || '+') - 1) into told from pg_temp.staged s limit 1;
  if told = 'line' then {LINES} else {MONTHS} end if;
  {months.MERGE}
  perform app.rebuild_series(touched);
  perform app.note_feed('sales', made + changed + replaced > 0);
  return jsonb_build_object('new', made, 'changed', changed, 'replaced', replaced, 'shape', told, 'older', stale,
    'unchanged', sound - made - changed - stale, 'account_months', sound, 'file', filed, 'refused', refusals,
    'moved', moved, 'roundings', roundings, 'lines', lines, 'copies', copies, 'lines_gone', lines_gone);
exception when numeric_value_out_of_range then raise exception 'amounts_too_large';
end
"""
COPY = """
insert into customers_salesmonths (tenant_id, id, account_id, product_id, currency, first_month, net_sales, units)
select f.tenant_id, uuidv7(), f.account_id, f.product_id, f.currency, f.first_month,
  array_agg(t.net_sales order by g.month), array_agg(t.units order by g.month)
from (select tenant_id, account_id, product_id, currency, min(month) as first_month, max(month) as last_month
  from customers_salesfact where tenant_id = %s group by 1, 2, 3, 4) f
cross join lateral generate_series(f.first_month, f.last_month, interval '1 month') as g(month)
left join customers_salesfact t on t.tenant_id = f.tenant_id and t.account_id = f.account_id
  and t.product_id is not distinct from f.product_id and t.currency = f.currency and t.month = g.month::date
group by 1, 3, 4, 5, 6"""


# Month by month, for whoever reads single months; the id is the array's with the month's place in its last digits.
VIEW = """create view customers_salesfact with (security_invoker = true) as
select m.tenant_id, overlay(m.id::text placing lpad(to_hex(u.n), 4, '0') from 33)::uuid as id, m.account_id, m.product_id,
  (m.first_month + make_interval(months => u.n::int - 1))::date as month, m.currency, u.net as net_sales, u.units
from customers_salesmonths m cross join lateral unnest(m.net_sales, m.units) with ordinality as u(net, units, n)
where u.net is not null"""


def again(module: str) -> list[Function]:
    """The functions of an earlier migration that read sales, as they read them now."""
    operations = import_module(f"customers.migrations.{module}").Migration.operations
    return [one for one in operations if isinstance(one, Function) and "customers_salesmonths" in one.says["body"]]


def gather_months(apps: Any, editor: Any, tenant_id: str) -> int:
    """The months of all accounts that were stored one by one."""
    with editor.connection.cursor() as cursor:
        cursor.execute(COPY, [tenant_id])
        return max(1, int(cursor.rowcount))  # a tenant may have none


class Migration(migrations.Migration):
    dependencies = [("customers", "0044_sales_by_month_arrays"), ("tenancy", "0015_trusting_typed_staging")]
    operations = [
        ForEachTenant(gather_months, tables=["customers_salesfact", "customers_salesmonths"]),
        Function(
            "rebuild_series(touched uuid[])",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            roles=("app_sec",),
            body=months.REBUILD,
        ),
        migrations.RunSQL(
            sql=["set local role app_sec", "drop function app.store_sales()", "set local role none"],
            reverse_sql=migrations.RunSQL.noop,
        ),
        Function(
            "store_sales(skip_copies boolean)",
            returns="jsonb",
            language="plpgsql",
            volatility="volatile",
            options="set default_statistics_target = 1 set work_mem = '64MB'",
            body=STORE,
        ),
        Function(
            "sales_booked()",
            returns="table (month date, currency text, net numeric)",
            language="plpgsql",
            body=months.BOOKED,
            volatility="volatile",
        ),
        *again("0020_storing_potentials"),
        *again("0023_segmenting"),
        migrations.DeleteModel(name="SalesFact"),
        migrations.RunSQL(
            sql=[VIEW, "grant select on customers_salesfact to app_rt, app_backup"],
            reverse_sql="drop view customers_salesfact",
        ),
        migrations.CreateModel(
            name="SalesFact",
            fields=[
                ("tenant_id", models.UUIDField()),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("net_sales", models.BigIntegerField()),
                ("units", models.DecimalField(decimal_places=3, max_digits=20, null=True)),
                ("account", TenantForeignKey("customers.Account", related_name="sales")),
                ("product", TenantForeignKey("customers.Product", null=True, related_name="+")),
            ],
            options={"db_table": "customers_salesfact", "ordering": ("month",), "managed": False},
        ),
    ]
