"""The middle half of like communities: what a leader may know of the others, and nobody of a single one."""

from django.db import migrations

from tenancy.wall.migrating import Function

# At least ten others, whatever the caller asks for; the quarter points lie between two of them.
BANDS = """
begin
  if app.pid() is null or not (app.my_party() = 'operator' or community in (select app.my_led())) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  return query
  with others as (
    select distinct on (r.community_id) r.id from public.analytics_healthrun r
    join public.communities_community c on c.tenant_id = r.tenant_id and c.id = community and c.kind = r.kind
    where r.tenant_id = app.tid() and r.community_id <> community and r.state = 'done'
      and r.first_day = first and r.last_day = last
    order by r.community_id, r.created_at desc
  )
  select f.indicator::text, percentile_cont(0.25) within group (order by f.value),
    percentile_cont(0.75) within group (order by f.value), count(*)::integer
  from others o join public.analytics_healthfigure f on f.tenant_id = app.tid() and f.run_id = o.id
  where f.value is not null group by 1 having count(*) >= greatest(fewest, 10);
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0013_measuring_in_one_pass")]
    operations = [
        Function(
            "health_bands(community uuid, first date, last date, fewest integer)",
            returns="table (indicator text, low double precision, high double precision, others integer)",
            body=BANDS,
            language="plpgsql",
        )
    ]
