"""Whole months of a whole firm are measured by what the database keeps of each person in each month and year.

Other periods, and one community alone, count its posts. So does a firm that has moved its time zone: what was kept
then begins at other moments than its months do now. Either way the rest is the same text: topics and their first
replies stand with the threads, except where a post was removed or a system wrote (these threads are read again), and
whoever neither wrote nor met nor acted is looked for among the reactions. Not a definer: the wall of app_metrics
applies. Definitions: analytics/health/subjects/.
"""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

BEFORE = import_module("analytics.migrations.0026_measuring_faster")
COUNTED, HERE = BEFORE.COUNTED, BEFORE.HERE
TO_ANOTHER = "p.number > 1 and h.author_id is distinct from p.author_id"
WITH_THREAD = "join public.communities_thread h on h.tenant_id = tenant and h.id = p.thread_id"
COUNTING = f"""
  select p.community_id as place, p.author_id as person, count(*)::integer as n,
    (count(*) filter (where p.number = 1))::integer as topics, bool_or({TO_ANOTHER}) as has_answered
  from public.communities_post p {WITH_THREAD}
  where {COUNTED} and {HERE.format("p")} and p.created_at >= since and p.created_at < until
  group by 1, 2
"""
KEPT = f"""
  select v.place, v.person, sum(v.n)::integer as n, sum(v.topics)::integer as topics, sum(v.answers) > 0 as has_answered
  from (
    select a.community_id as place, a.person_id as person, a.topics + a.replies as n, a.topics, a.answers
    from public.communities_activityspan a
    where a.tenant_id = tenant and a.months = span and a.began_at >= since and a.began_at < until
    union all
    select p.community_id, p.author_id, -1, case when p.number = 1 then -1 else 0 end,
      case when {TO_ANOTHER} then -1 else 0 end
    from public.communities_post p {WITH_THREAD}
    where p.tenant_id = tenant and p.id = any (removed) and p.created_at >= since and p.created_at < until
  ) v
  where v.person is null or v.person <> all (systems)
  group by 1, 2 having sum(v.n) > 0
"""
ACTIVITY = """
with made as materialized ({made}),
"""
VOLUME = BEFORE.BODY[BEFORE.BODY.index("volume as (") : BEFORE.BODY.index("response as (")]
RESPONSE = f"""
answered as (
  select h.community_id as place, h.opened_at, h.first_reply_at as replied_at
  from public.communities_thread h
  where h.tenant_id = tenant and h.opened_at >= since and h.opened_at < until and {HERE.format("h")} and h.id <> all (odd)
  union all
  select h.community_id, w.opened_at, w.replied_at
  from unnest(odd) o join public.communities_thread h on h.tenant_id = tenant and h.id = o
  cross join lateral (
    select min(p.created_at) filter (where p.number = 1) as opened_at,
      min(p.created_at) filter (where p.number > 1 and (p.author_id is null or p.author_id is distinct from h.author_id))
        as replied_at
    from public.communities_post p where p.thread_id = o and {COUNTED}
  ) w
),
response as (
  select f.place, count(*) filter (where f.replied_at is null) as without,
    percentile_cont(0.5) within group (order by date_part('epoch', f.replied_at - f.opened_at))
      filter (where f.replied_at is not null) as median_seconds,
    count(*) filter (where f.opened_at <= asked_at - interval '7 days') as judged,
    count(*) filter (where f.opened_at <= asked_at - interval '7 days'
      and coalesce(f.replied_at, 'infinity') > f.opened_at + interval '7 days') as late
  from (
    select a.place, a.opened_at, case when a.replied_at <= asked_at then a.replied_at end as replied_at from answered a
    where a.opened_at >= since and a.opened_at < until
  ) f group by 1
),
"""
# The 60 days of who joined last may end an hour after the period, where the clock was put on.
ACTED = f"""
attended as materialized (
  select t.community_id as place, t.person_id as person, g.starts_at as at
  from public.communities_attendance t
  join public.communities_meeting g on g.tenant_id = tenant and g.id = t.meeting_id
  where t.tenant_id = tenant and t.outcome = 'came' and g.cancelled_at is null and {HERE.format("t")}
    and g.starts_at >= least(since, fresh_since) and g.starts_at < greatest(until, fresh_until + interval '60 days')
),
acted as (
  select a.place, a.person from attended a where a.at >= since and a.at < until
  union select x.community_id, x.owner_id from public.communities_actionitem x
  where x.tenant_id = tenant and x.outcome = 'done' and x.closed_at >= since and x.closed_at < until
    and {HERE.format("x")}
),
"""
SEATS = BEFORE.BODY[BEFORE.BODY.index("seats as materialized (") : BEFORE.BODY.index("known as materialized (")]
KNOWN = """
known as materialized (
  select s.place, s.role, s.route, s.joined_at, s.left_at, s.stays, coalesce(f.n, 0) as n,
    coalesce(f.topics, 0) as topics, s.joined_at >= fresh_since and s.joined_at < fresh_until as is_new,
    case when not s.stays then false when f.n > 0 or a.person is not null then true else coalesce((
      select true from public.communities_reaction r
      where r.tenant_id = tenant and r.person_id = s.person and r.community_id = s.place
        and r.created_at >= since and r.created_at < until and r.post_id <> all (removed) limit 1), false)
    end as is_active,
    case when s.joined_at < fresh_since or s.joined_at >= fresh_until then false when w.person is not null then true
    else coalesce((
      select true from public.communities_post p
      where p.tenant_id = tenant and p.author_id = s.person and p.community_id = s.place
        and p.created_at >= s.joined_at and p.created_at < s.joined_at + interval '60 days'
        and p.id <> all (removed) limit 1), false)
    end as has_begun
  from seats s
  left join made f on f.place = s.place and f.person = s.person
  left join acted a on a.place = s.place and a.person = s.person
  left join welcomed w on w.place = s.place and w.person = s.person
),
"""
REST = BEFORE.BODY[BEFORE.BODY.index("membership as (") : BEFORE.BODY.rindex("end\n")]
MEASURED = f"{ACTIVITY}{VOLUME}{RESPONSE}{ACTED}{SEATS}{KNOWN}{REST}"
DECLARED = BEFORE.BODY[: BEFORE.BODY.index("begin\n")]
# From month to month through the index, over the rows of each month.
NEXT = """(select a.began_at from public.communities_activityspan a where a.tenant_id = tenant and a.months = 1
          and a.began_at {} and a.began_at < until + interval '1 month' order by a.began_at limit 1)"""
BODY = f"""
{DECLARED}
  odd uuid[] := array(
    select h.id from (
      select p.thread_id, p.number, p.created_at from public.communities_post p
      where p.tenant_id = tenant and p.id = any (removed)
      union all
      select p.thread_id, p.number, p.created_at from public.communities_post p
      where p.tenant_id = tenant and p.author_id = any (systems) and {HERE.format("p")}
    ) p {WITH_THREAD} where p.number = 1 or p.created_at = h.first_reply_at group by h.id);
  span smallint := case when to_char(first_day, 'MMDD') = '0101' and to_char(last_day, 'MMDD') = '1231' then 12 else 1 end;
  is_kept boolean := only_community is null
    and extract(day from first_day) = 1 and extract(day from last_day + 1) = 1
    and not exists (
      with recursive told (at) as (
        select {NEXT.format(">= since - interval '1 month'")}
        union all select {NEXT.format("> t.at")} from told t where t.at is not null
      )
      select from told t where date_trunc('month', t.at at time zone zone) <> t.at at time zone zone);
begin
if is_kept then
  return query {MEASURED.replace("{made}", KEPT)}
else
  return query {MEASURED.replace("{made}", COUNTING)}
end if;
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0028_reading_blocks"), ("communities", "0034_keeping_activity")]
    operations = [
        Function(
            f"measure_activity{BEFORE.ARGUMENTS}",
            returns="table (community_id uuid, figures jsonb)",
            body=BODY,
            roles=("app_metrics",),
            language="plpgsql",
            definer=False,
            options="set work_mem = '128MB' set plan_cache_mode = force_custom_plan",
        ),
    ]
