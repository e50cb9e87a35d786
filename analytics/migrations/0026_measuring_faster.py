"""One pass over what was written, for every subject that counts it, under the role that sees no words.

Bounds are variables of a procedure, so that the planner knows how much of the table a period is: a whole firm is read
once from beginning to end, one community through its index. What is left out (removed posts, system accounts) stands in
arrays, which the database looks up by hash. People and topics are counted in the same pass (grouping sets), without
count(distinct); what a row tells is worked out once, before it is counted for both. Not a definer: the wall of
app_metrics applies. Definitions: analytics/health/subjects/.
"""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

PRACTICE = import_module("analytics.migrations.0024_measuring_practice")
COUNTED = "p.tenant_id = tenant and (p.author_id is null or p.author_id <> all (systems)) and p.id <> all (removed)"
HERE = "(only_community is null or {0}.community_id = only_community)"
BODY = f"""
declare
  tenant uuid := app.tid();
  zone text := (select t.time_zone from public.tenancy_tenant t where t.id = tenant);
  since timestamptz := first_day::timestamp at time zone zone;
  until timestamptz := (last_day + 1)::timestamp at time zone zone;
  year_since timestamptz := (last_day - 364)::timestamp at time zone zone;
  fresh_since timestamptz := (last_day - 120)::timestamp at time zone zone;
  fresh_until timestamptz := (last_day - 59)::timestamp at time zone zone;
  systems uuid[] := array(select a.id from public.tenancy_person a where a.tenant_id = tenant and a.is_system);
  removed uuid[] := array(select x.post_id from public.communities_removal x where x.tenant_id = tenant and {HERE.format("x")});
begin
return query
with fresh as materialized (
  select m.community_id as place, m.person_id as person, m.joined_at, m.joined_at + interval '60 days' as fresh_to
  from public.communities_membership m
  where m.tenant_id = tenant and m.joined_at >= fresh_since and m.joined_at < fresh_until and {HERE.format("m")}
),
passed as materialized (
  select any_value(p.place) as place, p.person, p.thread, grouping(p.thread) = 1 as is_person,
    (count(*) filter (where p.is_within))::integer as n,
    (count(*) filter (where p.is_topic and p.is_within))::integer as topics,
    bool_or(p.is_answer and p.is_within) as has_answered, bool_or(p.is_beginning) as has_begun,
    min(p.at) filter (where p.is_topic and p.is_within) as opened_at,
    min(p.at) filter (where p.is_reply) as replied_at
  from (
    select p.community_id as place, p.author_id as person, p.thread_id as thread, p.created_at as at,
      p.created_at >= since and p.created_at < until as is_within, p.number = 1 as is_topic,
      p.number > 1 and p.author_id is distinct from h.author_id as is_answer,
      p.number > 1 and (p.author_id is null or p.author_id is distinct from h.author_id) and p.created_at <= asked_at
        as is_reply,
      p.created_at >= w.joined_at and p.created_at < w.fresh_to as is_beginning
    from public.communities_post p
    join public.communities_thread h on h.tenant_id = tenant and h.id = p.thread_id
    left join fresh w on w.place = p.community_id and w.person = p.author_id
    where {COUNTED} and {HERE.format("p")} and p.created_at >= least(since, fresh_since)
      and p.created_at <= greatest(until, asked_at)
    offset 0
  ) p group by grouping sets ((p.place, p.person), (p.thread))
),
made as (
  select f.place, f.person, f.n, f.topics, f.has_answered from passed f where f.is_person and f.n > 0
),
volume as (
  select m.place, sum(m.topics) as topics, sum(m.n - m.topics) as replies from made m group by 1
),
ranked as (
  select m.place, m.n, m.topics > 0 and m.has_answered as is_mutual, row_number() over w as rank, sum(m.n) over w as running
  from made m where m.person is not null window w as (partition by m.place order by m.n desc rows unbounded preceding)
),
named as (
  select m.place, count(*) as people, sum(m.n) as total from made m where m.person is not null group by 1
),
spread as (
  select r.place, max(t.people) as contributors, min(r.rank) filter (where 2 * r.running >= t.total) as absence,
    (sum(r.n) filter (where r.rank <= (t.people + 9) / 10))::double precision / max(t.total) as top_share,
    2.0::double precision * sum((t.people + 1 - r.rank) * r.n)::double precision / (max(t.people) * max(t.total))
      - (max(t.people) + 1)::double precision / max(t.people) as gini,
    (count(*) filter (where r.is_mutual))::double precision / count(*) as reciprocity
  from ranked r join named t on t.place = r.place group by 1
),
response as (
  select f.place, count(*) filter (where f.replied_at is null) as without,
    percentile_cont(0.5) within group (order by date_part('epoch', f.replied_at - f.opened_at))
      filter (where f.replied_at is not null) as median_seconds,
    count(*) filter (where f.opened_at <= asked_at - interval '7 days') as judged,
    count(*) filter (where f.opened_at <= asked_at - interval '7 days'
      and coalesce(f.replied_at, 'infinity') > f.opened_at + interval '7 days') as late
  from passed f where not f.is_person and f.opened_at is not null group by 1
),
reacted as (
  select r.community_id as place, r.person_id as person from public.communities_reaction r
  where r.tenant_id = tenant and r.created_at >= since and r.created_at < until and {HERE.format("r")}
    and r.post_id <> all (removed)
  group by 1, 2
),
attended as materialized (
  select t.community_id as place, t.person_id as person, g.starts_at as at
  from public.communities_attendance t
  join public.communities_meeting g on g.tenant_id = tenant and g.id = t.meeting_id
  where t.tenant_id = tenant and t.outcome = 'came' and g.cancelled_at is null
    and g.starts_at >= least(since, fresh_since) and g.starts_at < until and {HERE.format("t")}
),
acted as (
  select r.place, r.person from reacted r
  union select a.place, a.person from attended a where a.at >= since
  union select x.community_id, x.owner_id from public.communities_actionitem x
  where x.tenant_id = tenant and x.outcome = 'done' and x.closed_at >= since and x.closed_at < until and {HERE.format("x")}
),
seats as materialized (
  select m.community_id as place, m.person_id as person, m.role, m.entry_route as route, m.joined_at, q.job_function,
    q.country, case when m.state <> 'active' then m.ended_at end as left_at,
    m.state = 'active' or m.ended_at >= until as stays
  from public.communities_membership m
  join public.tenancy_person q on q.tenant_id = tenant and q.id = m.person_id and not q.is_system
  where m.tenant_id = tenant and m.joined_at < until and {HERE.format("m")}
),
welcomed as (
  select distinct s.place, s.person from seats s
  join attended a on a.place = s.place and a.person = s.person
    and a.at >= s.joined_at and a.at < s.joined_at + interval '60 days'
  where s.joined_at >= fresh_since and s.joined_at < fresh_until
),
known as materialized (
  select s.place, s.role, s.route, s.joined_at, s.left_at, s.stays, coalesce(f.n, 0) as n,
    coalesce(f.topics, 0) as topics,
    coalesce(f.n, 0) > 0 or r.person is not null as is_active,
    s.joined_at >= fresh_since and s.joined_at < fresh_until as is_new,
    w.person is not null or s.joined_at >= fresh_since and s.joined_at < fresh_until and f.has_begun as has_begun
  from seats s
  left join passed f on f.is_person and f.place = s.place and f.person = s.person
  left join acted r on r.place = s.place and r.person = s.person
  left join welcomed w on w.place = s.place and w.person = s.person
),
membership as (
  select k.place, count(*) filter (where k.stays) as members,
    count(*) filter (where k.stays and k.is_active) as active,
    count(*) filter (where k.stays and k.role = 'leader') as leaders,
    count(*) filter (where k.stays and k.role = 'deputy') as deputies,
    count(*) filter (where k.stays and k.is_active and k.role in ('leader', 'deputy')) as leading_active,
    sum(k.topics) filter (where k.stays and k.role in ('leader', 'deputy')) as leading_topics,
    count(*) filter (where k.joined_at >= year_since) as joiners,
    count(*) filter (where k.left_at >= year_since and k.left_at < until) as leavers,
    count(*) filter (where k.joined_at < year_since) as year_ago,
    count(*) filter (where k.is_new) as newcomers, count(*) filter (where k.has_begun) as newcomers_begun
  from known k group by 1
),
mixed as (
  select v.place, v.is_function, 1 - sum(v.n * v.n)::double precision / (sum(v.n) * sum(v.n))::double precision as blau,
    sum(v.n) as known from (
    select s.place, s.job_function, s.country, grouping(s.country) = 1 as is_function, count(*)::integer as n
    from seats s where s.stays group by grouping sets ((s.place, s.job_function), (s.place, s.country))
  ) v where coalesce(v.job_function, v.country) <> '' group by 1, 2
),
routes as (
  select k.place, k.route, jsonb_build_array(count(*), avg(k.n)::double precision,
    var_samp(k.n)::double precision) as written
  from known k where k.stays and k.route in ('volunteered', 'assigned') group by 1, 2
)
select c.id, jsonb_build_object(
  'contributors', coalesce(s.contributors, 0), 'topics', coalesce(v.topics, 0), 'replies', coalesce(v.replies, 0),
  'topics_without_reply', coalesce(r.without, 0), 'median_first_reply_seconds', r.median_seconds,
  'topics_judged', coalesce(r.judged, 0), 'topics_late', coalesce(r.late, 0),
  'top10_share', s.top_share, 'gini', s.gini, 'absence_factor', s.absence, 'reciprocity', s.reciprocity,
  'days_since_contribution', extract(epoch from until - l.at)::double precision / 86400,
  'members', coalesce(m.members, 0), 'active_members', coalesce(m.active, 0),
  'leaders', coalesce(m.leaders, 0), 'deputies', coalesce(m.deputies, 0),
  'is_customer', c.kind = 'customer', 'leading_active', coalesce(m.leading_active, 0),
  'leading_topics', coalesce(m.leading_topics, 0), 'joiners', coalesce(m.joiners, 0),
  'leavers', coalesce(m.leavers, 0), 'members_year_ago', coalesce(m.year_ago, 0),
  'newcomers', coalesce(m.newcomers, 0), 'newcomers_begun', coalesce(m.newcomers_begun, 0),
  'blau_functions', f.blau, 'functions_known', coalesce(f.known, 0),
  'blau_countries', o.blau, 'countries_known', coalesce(o.known, 0),
  'volunteered', w.written, 'assigned', g.written
)
from public.communities_community c
left join volume v on v.place = c.id left join spread s on s.place = c.id left join response r on r.place = c.id
left join membership m on m.place = c.id
left join mixed f on f.place = c.id and f.is_function left join mixed o on o.place = c.id and not o.is_function
left join routes w on w.place = c.id and w.route = 'volunteered'
left join routes g on g.place = c.id and g.route = 'assigned'
left join lateral (
  select p.created_at as at from public.communities_post p
  where {COUNTED} and p.community_id = c.id and p.created_at < until order by p.created_at desc limit 1
) l on true
where c.tenant_id = tenant and (c.id = only_community or (only_community is null and c.kind <> 'demo'));
end
"""
LED = PRACTICE.SEATS.replace("where", "where m.role in ('leader', 'deputy') and")
READINESS = PRACTICE.READINESS.replace(PRACTICE.SEATS, LED)
ARGUMENTS = "(first_day date, last_day date, only_community uuid, asked_at timestamptz)"


class Migration(migrations.Migration):
    dependencies = [("analytics", "0025_health_parts")]
    operations = [
        Function(
            f"measure_activity{ARGUMENTS}",
            returns="table (community_id uuid, figures jsonb)",
            body=BODY,
            roles=("app_metrics",),
            language="plpgsql",
            definer=False,
            options="set work_mem = '128MB' set plan_cache_mode = force_custom_plan",
        ),
        PRACTICE.counts("readiness", READINESS),
    ]
