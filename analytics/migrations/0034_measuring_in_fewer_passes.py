"""What a check counts of discussions and people, with each seat and each author looked at once.

Whole months of a whole firm go by what the database keeps of each person in each month and year; other periods, one
community alone, and a firm that has moved its time zone since count the posts (what was kept then begins at other
moments than its months do now). Either way the rest is the same text: topics and their first replies stand with the
threads, except where a post was removed or a system wrote (these threads are read again), and whoever neither wrote
nor met nor acted is looked for among the reactions. Removed posts are looked up once and then by hash. Not a definer:
the wall of app_metrics applies. Definitions: analytics/health/subjects/.
"""

from django.db import migrations

from tenancy.wall.migrating import Function

HERE = "(only_community is null or {0}.community_id = only_community)"
WITH_THREAD = "join public.communities_thread h on h.tenant_id = tenant and h.id = p.thread_id"
COUNTED = """p.tenant_id = tenant and (p.author_id is null or p.author_id <> all (systems))
      and p.id not in (select g.id from gone g)"""
TO_ANOTHER = "p.number > 1 and h.author_id is distinct from p.author_id"
# From month to month through the index, over the rows of each month.
NEXT = """(select a.began_at from public.communities_activityspan a where a.tenant_id = tenant and a.months = 1
          and a.began_at {} and a.began_at < until + interval '1 month' order by a.began_at limit 1)"""
DECLARED = f"""
  tenant uuid := app.tid();
  zone text := (select t.time_zone from public.tenancy_tenant t where t.id = tenant);
  since timestamptz := first_day::timestamp at time zone zone;
  until timestamptz := (last_day + 1)::timestamp at time zone zone;
  year_since timestamptz := (last_day - 364)::timestamp at time zone zone;
  fresh_since timestamptz := (last_day - 120)::timestamp at time zone zone;
  fresh_until timestamptz := (last_day - 59)::timestamp at time zone zone;
  systems uuid[] := array(select a.id from public.tenancy_person a where a.tenant_id = tenant and a.is_system);
  span smallint := case when to_char(first_day, 'MMDD') = '0101' and to_char(last_day, 'MMDD') = '1231' then 12 else 1 end;
  is_kept boolean := only_community is null
    and extract(day from first_day) = 1 and extract(day from last_day + 1) = 1
    and not exists (
      with recursive told (at) as (
        select {NEXT.format(">= since - interval '1 month'")}
        union all select {NEXT.format("> t.at")} from told t where t.at is not null
      )
      select from told t where date_trunc('month', t.at at time zone zone) <> t.at at time zone zone);
  week_ago timestamptz := asked_at - interval '7 days';
"""
# Removed posts, and the threads whose opening or first reply is one of them or a system's.
GONE = f"""
gone as materialized (
  select p.id, p.community_id as place, p.author_id as person, p.thread_id as thread, p.number, p.created_at as at,
    h.author_id as asker, h.first_reply_at
  from public.communities_removal x
  join public.communities_post p on p.tenant_id = tenant and p.id = x.post_id {WITH_THREAD}
  where x.tenant_id = tenant and {HERE.format("x")}
),
odd as materialized (
  select g.thread, g.number = 1 as is_opening from gone g where g.number = 1 or g.at = g.first_reply_at
  union
  select p.thread_id, p.number = 1 from public.communities_post p {WITH_THREAD}
  where p.tenant_id = tenant and p.author_id = any (systems) and {HERE.format("p")}
    and (p.number = 1 or p.created_at = h.first_reply_at)
)"""
COUNTING = f"""
  select p.community_id as place, p.author_id as person, count(*)::integer as n,
    (count(*) filter (where p.number = 1))::integer as topics, bool_or({TO_ANOTHER}) as has_answered
  from public.communities_post p {WITH_THREAD}
  where {COUNTED} and {HERE.format("p")} and p.created_at >= since and p.created_at < until
  group by 1, 2
"""
KEPT = """
  select v.place, v.person, sum(v.n)::integer as n, sum(v.topics)::integer as topics, sum(v.answers) > 0 as has_answered
  from (
    select a.community_id as place, a.person_id as person, a.topics + a.replies as n, a.topics, a.answers
    from public.communities_activityspan a
    where a.tenant_id = tenant and a.months = span and a.began_at >= since and a.began_at < until
    union all
    select g.place, g.person, -1, case when g.number = 1 then -1 else 0 end,
      case when g.number > 1 and g.asker is distinct from g.person then -1 else 0 end
    from gone g where g.at >= since and g.at < until
  ) v
  where v.person is null or v.person <> all (systems)
  group by 1, 2 having sum(v.n) > 0
"""
# Waits are worked out once, in seconds: adding days to a moment goes through the calendar each time.
RESPONSE = f"""
response as (
  select f.place, count(*) filter (where f.waited is null) as without,
    percentile_cont(0.5) within group (order by f.waited) filter (where f.waited is not null) as median_seconds,
    count(*) filter (where f.is_judged) as judged,
    count(*) filter (where f.is_judged and (f.waited is null or f.waited > 604800)) as late
  from (
    select a.place, a.opened_at <= week_ago as is_judged,
      case when a.replied_at <= asked_at then date_part('epoch', a.replied_at - a.opened_at) end as waited
    from (
      select h.community_id as place, h.opened_at,
        case when h.id not in (select o.thread from odd o) then h.first_reply_at else (
          select min(p.created_at) from public.communities_post p
          join public.communities_thread t on t.tenant_id = tenant and t.id = p.thread_id
          where p.thread_id = h.id and p.number > 1 and (p.author_id is null or p.author_id is distinct from t.author_id)
            and {COUNTED}
        ) end as replied_at
      from public.communities_thread h
      where h.tenant_id = tenant and h.opened_at >= since and h.opened_at < until and {HERE.format("h")}
        and h.id not in (select o.thread from odd o where o.is_opening)
      offset 0
    ) a offset 0
  ) f group by 1
)"""
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
  select a.place, a.person from attended a where a.at >= since and a.at < until and a.person is not null
  union all
  select x.community_id, x.owner_id from public.communities_actionitem x
  where x.tenant_id = tenant and x.outcome = 'done' and x.closed_at >= since and x.closed_at < until
    and x.owner_id is not null and {HERE.format("x")}
)"""
SEATS = f"""
seats as materialized (
  select m.community_id as place, m.person_id as person, m.role, m.entry_route as route, m.joined_at, q.job_function,
    q.country, case when m.state <> 'active' then m.ended_at end as left_at,
    m.state = 'active' or m.ended_at >= until as stays
  from public.communities_membership m
  join public.tenancy_person q on q.tenant_id = tenant and q.id = m.person_id and not q.is_system
  where m.tenant_id = tenant and m.joined_at < until and {HERE.format("m")}
),
welcomed as (
  select s.place, s.person from seats s
  join attended a on a.place = s.place and a.person = s.person
    and a.at >= s.joined_at and a.at < s.joined_at + interval '60 days'
  where s.joined_at >= fresh_since and s.joined_at < fresh_until
),
mixed as (
  select v.place, v.is_function, 1 - sum(v.n * v.n)::double precision / (sum(v.n) * sum(v.n))::double precision as blau,
    sum(v.n) as known from (
    select s.place, s.job_function, s.country, grouping(s.country) = 1 as is_function, count(*)::integer as n
    from seats s where s.stays group by grouping sets ((s.place, s.job_function), (s.place, s.country))
  ) v where coalesce(v.job_function, v.country) <> '' group by 1, 2
)"""
# Seats without a word, authors without a seat (or a name), and those with both.
KNOWN = """
known as (
  select coalesce(s.place, f.place) as place, f.person is not null as is_author, coalesce(f.n, 0) as n,
    coalesce(f.topics, 0) as topics, f.has_answered, s.route, s.joined_at, s.left_at, coalesce(s.stays, false) as stays,
    s.role = 'leader' as leads, s.role = 'deputy' as seconds,
    s.joined_at >= fresh_since and s.joined_at < fresh_until as is_new,
    case when s.stays is not true then false when f.n > 0 then true
    when (s.place, s.person) in (select a.place, a.person from acted a) then true else coalesce((
      select true from public.communities_reaction r
      where r.tenant_id = tenant and r.person_id = s.person and r.community_id = s.place
        and r.created_at >= since and r.created_at < until and r.post_id not in (select g.id from gone g) limit 1), false)
    end as is_active,
    case when s.joined_at is null or s.joined_at < fresh_since or s.joined_at >= fresh_until then false
    when (s.place, s.person) in (select w.place, w.person from welcomed w) then true else coalesce((
      select true from public.communities_post p
      where p.tenant_id = tenant and p.author_id = s.person and p.community_id = s.place
        and p.created_at >= s.joined_at and p.created_at < s.joined_at + interval '60 days'
        and p.id not in (select g.id from gone g) limit 1), false)
    end as has_begun
  from seats s full join made f on f.place = s.place and f.person = s.person
),
totals as materialized (
  select k.place, count(*) filter (where k.stays) as members, count(*) filter (where k.is_active) as active,
    count(*) filter (where k.stays and k.leads) as leaders, count(*) filter (where k.stays and k.seconds) as deputies,
    count(*) filter (where k.is_active and (k.leads or k.seconds)) as leading_active,
    sum(k.topics) filter (where k.stays and (k.leads or k.seconds)) as leading_topics,
    count(*) filter (where k.joined_at >= year_since) as joiners,
    count(*) filter (where k.left_at >= year_since and k.left_at < until) as leavers,
    count(*) filter (where k.joined_at < year_since) as year_ago,
    count(*) filter (where k.is_new) as newcomers, count(*) filter (where k.has_begun) as newcomers_begun,
    count(*) filter (where k.stays and k.route = 'volunteered') as volunteers,
    avg(k.n) filter (where k.stays and k.route = 'volunteered') as volunteers_mean,
    var_samp(k.n) filter (where k.stays and k.route = 'volunteered') as volunteers_variance,
    count(*) filter (where k.stays and k.route = 'assigned') as assigned,
    avg(k.n) filter (where k.stays and k.route = 'assigned') as assigned_mean,
    var_samp(k.n) filter (where k.stays and k.route = 'assigned') as assigned_variance,
    sum(k.topics) as topics, sum(k.n) as written, count(*) filter (where k.is_author) as contributors,
    sum(k.n) filter (where k.is_author) as named,
    count(*) filter (where k.is_author and k.topics > 0 and k.has_answered) as mutual
  from known k group by 1
),
spread as (
  select r.place, min(r.rank) filter (where 2 * r.running >= t.named) as absence,
    (sum(r.n) filter (where r.rank <= (t.contributors + 9) / 10))::double precision / max(t.named) as top_share,
    2.0::double precision * sum((t.contributors + 1 - r.rank) * r.n)::double precision
      / (max(t.contributors) * max(t.named))
      - (max(t.contributors) + 1)::double precision / max(t.contributors) as gini
  from (
    select m.place, m.n, row_number() over w as rank, sum(m.n) over w as running
    from made m where m.person is not null
    window w as (partition by m.place order by m.n desc rows unbounded preceding)
  ) r join totals t on t.place = r.place group by 1
)"""
FIGURES = f"""
select c.id, (json_build_object(
  'contributors', coalesce(t.contributors, 0), 'topics', coalesce(t.topics, 0),
  'replies', coalesce(t.written - t.topics, 0),
  'topics_without_reply', coalesce(r.without, 0), 'median_first_reply_seconds', r.median_seconds,
  'topics_judged', coalesce(r.judged, 0), 'topics_late', coalesce(r.late, 0),
  'top10_share', s.top_share, 'gini', s.gini, 'absence_factor', s.absence,
  'reciprocity', t.mutual::double precision / nullif(t.contributors, 0),
  'days_since_contribution', extract(epoch from until - l.at)::double precision / 86400,
  'members', coalesce(t.members, 0), 'active_members', coalesce(t.active, 0),
  'leaders', coalesce(t.leaders, 0), 'deputies', coalesce(t.deputies, 0),
  'is_customer', c.kind = 'customer', 'leading_active', coalesce(t.leading_active, 0),
  'leading_topics', coalesce(t.leading_topics, 0), 'joiners', coalesce(t.joiners, 0),
  'leavers', coalesce(t.leavers, 0), 'members_year_ago', coalesce(t.year_ago, 0),
  'newcomers', coalesce(t.newcomers, 0), 'newcomers_begun', coalesce(t.newcomers_begun, 0),
  'blau_functions', f.blau, 'functions_known', coalesce(f.known, 0),
  'blau_countries', o.blau, 'countries_known', coalesce(o.known, 0),
  'volunteered', case when t.volunteers > 0 then json_build_array(t.volunteers,
    t.volunteers_mean::double precision, t.volunteers_variance::double precision) end,
  'assigned', case when t.assigned > 0 then json_build_array(t.assigned,
    t.assigned_mean::double precision, t.assigned_variance::double precision) end
))::text
from public.communities_community c
left join totals t on t.place = c.id left join spread s on s.place = c.id left join response r on r.place = c.id
left join mixed f on f.place = c.id and f.is_function left join mixed o on o.place = c.id and not o.is_function
left join lateral (
  select p.created_at as at from public.communities_post p
  where {COUNTED} and p.community_id = c.id and p.created_at < until order by p.created_at desc limit 1
) l on true
where c.tenant_id = tenant and (c.id = only_community or (only_community is null and c.kind <> 'demo'))
"""
MEASURED = f"""
with {GONE}, made as materialized ({{made}}), {RESPONSE}, {ACTED}, {SEATS}, {KNOWN}
{FIGURES}"""
BODY = f"""
declare {DECLARED}
begin
if is_kept then
  return query {MEASURED.replace("{made}", KEPT)};
else
  return query {MEASURED.replace("{made}", COUNTING)};
end if;
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0033_counting_on_who_left"), ("communities", "0035_threads_by_community")]
    operations = [
        # The result is text as it comes: building jsonb of it took a quarter of the whole pass.
        migrations.RunSQL(
            "drop function app.measure_activity(date, date, uuid, timestamptz)", migrations.RunSQL.noop
        ),
        Function(
            "measure_activity(first_day date, last_day date, only_community uuid, asked_at timestamptz)",
            returns="table (community_id uuid, figures text)",
            body=BODY,
            roles=("app_metrics",),
            language="plpgsql",
            definer=False,
            options="set work_mem = '128MB' set plan_cache_mode = force_custom_plan",
        ),
    ]
