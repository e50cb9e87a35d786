"""What the latest counted wave of the pulse survey says, for three subjects of the check.

The tables hold nothing over fewer than five people, so neither does this.
"""

from django.db import migrations

from tenancy.wall.migrating import Function

PULSE = """
with latest as (
  select distinct on (w.community_id) w.community_id, w.id, w.answers, w.alpha
  from public.communities_pulsewave w
  where w.tenant_id = app.tid() and (only_community is null or w.community_id = only_community)
    and w.counted_on is not null and w.answers is not null
    and w.closes_on between last_day - 364 and last_day
  order by w.community_id, w.closes_on desc
)
select l.community_id, jsonb_build_object('n', l.answers, 'alpha', l.alpha,
  'means', jsonb_object_agg(r.topic, r.mean), 'high', jsonb_object_agg(r.topic, r.high))
from latest l join public.communities_pulseresult r on r.tenant_id = app.tid() and r.wave_id = l.id
group by l.community_id, l.answers, l.alpha
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0015_reading_panels"),
        ("communities", "0025_asking_for_the_pulse"),
    ]
    operations = [
        Function(
            "measure_pulse(first_day date, last_day date, only_community uuid, asked_at timestamptz)",
            returns="table (community_id uuid, figures jsonb)",
            body=PULSE,
            roles=("app_metrics",),
            definer=False,
        )
    ]
