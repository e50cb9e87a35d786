"""Counts meetings and actions in one pass.

Days are those of the firm's time zone. Definitions: analytics/health/subjects/{rhythm,attendance,actions}.py.
"""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

ACTIVITY = import_module("analytics.migrations.0013_measuring_in_one_pass")
HERE = ACTIVITY.HERE
MEETINGS = f"""
declare
  tenant uuid := app.tid();
  zone text := (select t.time_zone from public.tenancy_tenant t where t.id = tenant);
  since timestamptz := first_day::timestamp at time zone zone;
  until timestamptz := (last_day + 1)::timestamp at time zone zone;
  today date := (asked_at at time zone zone)::date;
begin
return query
with versions as (
  select r.community_id as place, r.weeks, r.starts_on, coalesce(min(r.starts_on) over (
    partition by r.community_id order by r.set_at, r.id rows between 1 following and unbounded following
  ), 'infinity') as until_on
  from public.communities_rhythm r where r.tenant_id = tenant and r.set_at < until and {HERE.format("r")}
),
spans as (
  select v.place, v.weeks * 7 as days, v.starts_on, greatest(v.starts_on, first_day) as since_on,
    least(v.until_on - 1, last_day) as last_on
  from versions v where v.weeks is not null and v.starts_on <= last_day and v.until_on > greatest(v.starts_on, first_day)
),
rhythm as (
  select s.place, sum(greatest(0, (s.last_on - s.starts_on) / s.days
      - (s.since_on - s.starts_on + s.days - 1) / s.days + 1)) as planned,
    max(s.days) filter (where s.last_on = last_day) as days,
    max(s.starts_on) filter (where s.last_on = last_day) as began_on
  from spans s group by 1
),
met as (
  select g.community_id as place, count(*) filter (where g.starts_at >= since) as scheduled,
    count(*) filter (where g.starts_at >= since and g.held_at is not null) as held,
    max(g.starts_at) filter (where g.held_at is not null) as last_at
  from public.communities_meeting g
  where g.tenant_id = tenant and g.starts_at < until and {HERE.format("g")} group by 1
),
invited as (
  select g.community_id as place, g.id, g.form, count(*) as n, count(*) filter (where t.outcome = 'came') as came
  from public.communities_meeting g
  join public.communities_meetinginvitation i on i.tenant_id = tenant and i.meeting_id = g.id
  left join public.communities_attendance t on t.tenant_id = tenant and t.meeting_id = g.id and t.person_id = i.person_id
  where g.tenant_id = tenant and g.held_at is not null and g.starts_at >= since and g.starts_at < until and {HERE.format("g")}
  group by 1, 2, 3
),
shares as (
  select i.place, i.form, count(*) as meetings, sum(i.n) as invited,
    percentile_cont(0.5) within group (order by i.came::double precision / i.n) as median
  from invited i group by 1, 2
),
moves as (
  select c.community_id as place, c.action_id as action, c.was_due_on as due_on, c.at from public.communities_carryover c
  where c.tenant_id = tenant and {HERE.format("c")}
),
standing as (
  select d.action, min(d.due_on) as due_on from (
    select m.action, m.due_on, m.at from moves m
    union all
    select x.id, x.due_on, null from public.communities_actionitem x where x.tenant_id = tenant and {HERE.format("x")}
  ) d
  where d.due_on between first_day and last_day and (d.at is null or (d.at at time zone zone)::date > d.due_on) group by 1
),
often as (
  select m.action from moves m where m.at < until group by 1 having count(*) > 2
),
actions as (
  select x.community_id as place, x.closed_at is null or x.closed_at >= until as is_open,
    x.id in (select o.action from often o) as is_often, d.due_on, x.outcome, (x.closed_at at time zone zone)::date as closed_on
  from public.communities_actionitem x left join standing d on d.action = x.id
  where x.tenant_id = tenant and x.opened_at < until and {HERE.format("x")}
),
promised as (
  select a.place, count(*) filter (where a.is_open) as open, count(*) filter (where a.is_open and a.is_often) as carried,
    count(*) filter (where a.due_on is not null and case a.outcome when 'dropped' then a.closed_on > a.due_on
      when 'open' then a.due_on < today else true end) as due,
    count(*) filter (where a.outcome = 'done' and a.closed_on <= a.due_on) as on_time
  from actions a group by 1
)
select c.id, jsonb_build_object(
  'gathers', r.place is not null or g.place is not null, 'planned', r.planned, 'rhythm_days', r.days,
  'rhythm_age', last_day + 1 - r.began_on, 'scheduled', coalesce(g.scheduled, 0), 'held', coalesce(g.held, 0),
  'days_since_meeting', extract(epoch from until - g.last_at)::double precision / 86400,
  'face_to_face', case when f.place is not null then jsonb_build_array(f.median, f.meetings, f.invited) end,
  'virtual', case when v.place is not null then jsonb_build_array(v.median, v.meetings, v.invited) end,
  'promises', p.place is not null, 'due', coalesce(p.due, 0), 'on_time', coalesce(p.on_time, 0),
  'open', coalesce(p.open, 0), 'carried', coalesce(p.carried, 0)
)
from public.communities_community c
left join rhythm r on r.place = c.id left join met g on g.place = c.id
left join shares f on f.place = c.id and f.form = 'face_to_face'
left join shares v on v.place = c.id and v.form = 'virtual'
left join promised p on p.place = c.id
where c.tenant_id = tenant and (c.id = only_community or (only_community is null and c.kind <> 'demo'))
  and (r.place is not null or g.place is not null or p.place is not null);
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0022_choosing_rhythms")]
    operations = [
        Function(
            f"measure_meetings{ACTIVITY.ARGUMENTS}",
            returns="table (community_id uuid, figures jsonb)",
            body=MEETINGS,
            roles=("app_metrics",),
            language="plpgsql",
            definer=False,
            options="set work_mem = '128MB' set plan_cache_mode = force_custom_plan",
        )
    ]
