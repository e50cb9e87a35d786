"""What the uplift engine reads, a column at a time: accounts in blocks of alike months, a hundred rows and not 100,000."""

from django.db import migrations

from tenancy.wall.migrating import Function

# Merged records count for the account that is shown in their place: its series holds their sales already.
# Months and numbers leave as PostgreSQL's binary arrays, words as JSON lists, all in the order of `places`. A month
# without a record is the least number, a day that is not known day -2147483648.
BLOCKS = """
begin
  if not (app.has_role('management') or app.has_role('programme_office')
      or (app.pid() is null and current_setting('app.purpose', true) ~ '^(task:|command$)')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  return query
  with cases as (
    select coalesce(r.merged_into_id, r.id) as account_id,
      min(coalesce(c.opened_on, c.invited_on)) filter (where c.arm = 'community') as began_on,
      bool_or(c.arm = 'other_project') as other_project,
      min(coalesce(c.opened_on, c.invited_on)) filter (where c.arm = 'other_project') as other_began_on
    from public.customers_communitycase c
    join public.customers_account r on r.tenant_id = c.tenant_id and r.id = c.account_id
    where c.tenant_id = app.tid() group by 1
  ), told as (
    select row_number() over (order by a.source, a.external_id, s.currency) - 1 as place,
      a.source, a.external_id, a.type, a.segment, a.region, a.country, s.currency, s.first_month,
      case when array_position(s.net_sales, null) is null then array_send(s.net_sales)
        else array_send(array_replace(s.net_sales, null, '-9223372036854775808'::bigint)) end as months,
      coalesce(t.began_on - date '1970-01-01', -2147483648) as began,
      coalesce(t.other_project, false) as other_project,
      coalesce(t.other_began_on - date '1970-01-01', -2147483648) as other_began
    from public.customers_account a
    left join public.customers_salesseries s on s.tenant_id = a.tenant_id and s.account_id = a.id
    left join cases t on t.account_id = a.id
    where a.tenant_id = app.tid() and a.merged_into_id is null
  )
  select told.currency::text, told.first_month, coalesce(string_agg(told.months, ''), ''),
    array_send(array_agg(told.place::integer)), array_send(array_agg(told.began)),
    array_send(array_agg(told.other_began)), array_send(array_agg(told.other_project::integer)),
    json_agg(told.source)::text, json_agg(told.external_id)::text, json_agg(told.type)::text,
    json_agg(told.segment)::text, json_agg(told.region)::text, json_agg(told.country)::text
  from told group by told.currency, told.first_month, octet_length(told.months), told.place / 5000
  order by min(told.place);
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0027_sources_telling_all")]
    operations = [
        Function(
            "uplift_blocks()",
            returns="table (currency text, first_month date, months bytea, places bytea, began bytea, "
            "other_began bytea, other_project bytea, sources text, external_ids text, types text, segments text, "
            "regions text, countries text)",
            body=BLOCKS,
            language="plpgsql",
            options="set work_mem to '128MB'",  # sorted and handed over without a file
        ),
        migrations.RunSQL(
            ["set local role app_sec", "drop function app.uplift_panel()", "set local role none"],
            migrations.RunSQL.noop,
        ),
    ]
