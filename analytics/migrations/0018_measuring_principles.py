"""The six principles of strategic communities: as members see them, and as the community's card rates them."""

from django.db import migrations

from tenancy.wall.migrating import Function

PRINCIPLES = """
with latest as (
  select distinct on (w.community_id) w.community_id, w.id from public.communities_pulsewave w
  where w.tenant_id = app.tid() and (only_community is null or w.community_id = only_community)
    and w.kind = 'strategic' and w.counted_on is not null and w.answers is not null
    and w.closes_on between last_day - 364 and last_day
  order by w.community_id, w.closes_on desc
),
seen as (
  select l.community_id, jsonb_object_agg(r.topic, r.mean) as means
  from latest l join public.communities_pulseresult r on r.tenant_id = app.tid() and r.wave_id = l.id group by 1
),
held as (
  select distinct on (f.community_id, f.factor) f.community_id, f.factor, f.rating
  from public.analytics_factorrating f
  join public.communities_community c on c.tenant_id = f.tenant_id and c.id = f.community_id and c.kind = 'strategic'
  join public.tenancy_tenant t on t.id = f.tenant_id
  where f.tenant_id = app.tid() and (only_community is null or f.community_id = only_community)
    and f.rated_at < ((last_day + 1)::timestamp at time zone t.time_zone)
  order by f.community_id, f.factor, f.rated_at desc, f.id desc
),
rated as (select h.community_id, jsonb_object_agg(h.factor, h.rating) as ratings from held h group by 1)
select coalesce(s.community_id, r.community_id),
  jsonb_build_object('means', coalesce(s.means, '{}'), 'ratings', coalesce(r.ratings, '{}'))
from seen s full join rated r on r.community_id = s.community_id
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0017_scorecards")]
    operations = [
        Function(
            "measure_principles(first_day date, last_day date, only_community uuid, asked_at timestamptz)",
            returns="table (community_id uuid, figures jsonb)",
            body=PRINCIPLES,
            roles=("app_metrics",),
            definer=False,
        )
    ]
