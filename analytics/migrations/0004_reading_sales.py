"""What the uplift engine reads: one row per account and currency, with its months as an array and its treatment."""

from django.db import migrations

from tenancy.wall.migrating import Function

INPUTS = """
begin
  if not (app.has_role('management') or app.has_role('programme_office')
      or (app.pid() is null and current_setting('app.purpose', true) ~ '^(task:|command$)')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  return query
  select jsonb_build_array(a.source, a.external_id, a.type, a.segment, a.region, a.country), s.currency::text,
    s.first_month, s.net_sales, t.began_on, t.other_project
  from public.customers_account a
  left join public.customers_salesseries s on s.tenant_id = a.tenant_id and s.account_id = a.id
  left join (
    select c.account_id, min(coalesce(c.opened_on, c.invited_on)) filter (where c.arm = 'community') as began_on,
      bool_or(c.arm = 'other_project') as other_project
    from public.customers_communitycase c where c.tenant_id = app.tid() group by 1
  ) t on t.account_id = a.id
  where a.tenant_id = app.tid() order by a.source, a.external_id, s.currency;
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0003_storing_runs"), ("customers", "0004_storing_sales")]
    operations = [
        Function(
            "uplift_inputs()",
            returns="table (about jsonb, currency text, first_month date, net_sales bigint[], began_on date, "
            "other_project boolean)",
            body=INPUTS,
            language="plpgsql",
        )
    ]
