"""What the uplift engine reads, in one go: an account's months as bytes, both projects' dates, merges followed."""

from django.db import migrations

from tenancy.wall.migrating import Function

# Merged records count for the account that is shown in their place: its series holds their sales already.
# The months leave in PostgreSQL's binary form, which is read many times faster than text; null is the least number.
PANEL = """
begin
  if not (app.has_role('management') or app.has_role('programme_office')
      or (app.pid() is null and current_setting('app.purpose', true) ~ '^(task:|command$)')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  return query
  select array[a.source, a.external_id, a.type, a.segment, a.region, a.country]::text[], s.currency::text,
    s.first_month, array_send(array_replace(s.net_sales, null, '-9223372036854775808'::bigint)), t.began_on, t.other_project, t.other_began_on
  from public.customers_account a
  left join public.customers_salesseries s on s.tenant_id = a.tenant_id and s.account_id = a.id
  left join (
    select coalesce(r.merged_into_id, r.id) as account_id,
      min(coalesce(c.opened_on, c.invited_on)) filter (where c.arm = 'community') as began_on,
      bool_or(c.arm = 'other_project') as other_project,
      min(coalesce(c.opened_on, c.invited_on)) filter (where c.arm = 'other_project') as other_began_on
    from public.customers_communitycase c
    join public.customers_account r on r.tenant_id = c.tenant_id and r.id = c.account_id
    where c.tenant_id = app.tid() group by 1
  ) t on t.account_id = a.id
  where a.tenant_id = app.tid() and a.merged_into_id is null order by a.source, a.external_id, s.currency;
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0014_comparing_communities"), ("customers", "0014_merging")]
    operations = [
        Function(
            "uplift_panel()",
            returns="table (about text[], currency text, first_month date, net_sales bytea, began_on date, "
            "other_project boolean, other_began_on date)",
            body=PANEL,
            language="plpgsql",
            options="set work_mem to '128MB'",  # sorted and handed over without a file
        ),
        migrations.RunSQL(
            [
                "set local role app_sec",
                "drop function app.uplift_inputs()",
                "drop function app.uplift_other_projects()",
                "set local role none",
            ],
            migrations.RunSQL.noop,
        ),
    ]
