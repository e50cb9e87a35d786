"""What a check counts, one function for each subject, under the role that sees no words.

Definitions: analytics/health/subjects/. Two-level hash aggregates, no count(distinct). Not definers: the planner puts
the body into the calling query, and the wall of app_metrics applies.
"""

from django.db import migrations

from tenancy.wall.migrating import Function

PERIOD = """
period as (
  select t.id as tenant_id, (first_day::timestamp at time zone t.time_zone) as since,
    ((last_day + 1)::timestamp at time zone t.time_zone) as until,
    ((last_day - 364)::timestamp at time zone t.time_zone) as year_since,
    ((last_day - 120)::timestamp at time zone t.time_zone) as fresh_since,
    ((last_day - 59)::timestamp at time zone t.time_zone) as fresh_until
  from public.tenancy_tenant t where t.id = app.tid()
)"""
COMMUNITIES = "c.tenant_id = app.tid() and (c.id = only_community or (only_community is null and c.kind <> 'demo'))"
# What people wrote and nobody removed; system accounts are no people.
POSTS = """
  from public.communities_post p
  join public.communities_thread h on h.tenant_id = p.tenant_id and h.id = p.thread_id
  left join public.tenancy_person a on a.tenant_id = p.tenant_id and a.id = p.author_id and a.is_system
  left join public.communities_removal x on x.tenant_id = p.tenant_id and x.post_id = p.id
  where p.tenant_id = app.tid() and (only_community is null or p.community_id = only_community)
    and a.id is null and x.id is null"""
SEATS = """
seats as (
  select m.community_id, m.person_id, m.role, m.entry_route, m.joined_at, q.job_function, q.country,
    case when m.state <> 'active' then m.ended_at end as left_at,
    m.state = 'active' or m.ended_at >= d.until as stays
  from public.communities_membership m
  join public.tenancy_person q on q.tenant_id = m.tenant_id and q.id = m.person_id and not q.is_system
  cross join period d
  where m.tenant_id = app.tid() and (only_community is null or m.community_id = only_community)
    and m.joined_at < d.until
)"""
MADE = """
made as (
  select p.community_id, p.author_id, count(*) as n, count(*) filter (where p.number = 1) as topics,
    count(*) filter (where p.number > 1 and p.asker_id is distinct from p.author_id) as answers
  from posts p, period d where p.created_at >= d.since and p.created_at < d.until group by 1, 2
)"""
WRITTEN = f"""
posts as materialized (
  select p.community_id, p.thread_id, p.author_id, p.number, p.created_at, h.author_id as asker_id {POSTS}
)"""
DISCUSSION = f"""
with {PERIOD}, {WRITTEN}, {MADE},
volume as (
  select m.community_id, sum(m.topics) as topics, sum(m.n - m.topics) as replies from made m group by 1
),
ranked as (
  select m.*, row_number() over w as rank, sum(m.n) over w as running,
    sum(m.n) over (partition by m.community_id) as total, count(*) over (partition by m.community_id) as people
  from made m where m.author_id is not null
  window w as (partition by m.community_id order by m.n desc, m.author_id rows unbounded preceding)
),
spread as (
  select r.community_id, max(r.people) as contributors, min(r.rank) filter (where 2 * r.running >= r.total) as absence,
    sum(r.n) filter (where r.rank <= ceil(r.people / 10.0)) / max(r.total) as top_share,
    2 * sum((r.people + 1 - r.rank) * r.n) / (max(r.people) * max(r.total))
      - (max(r.people) + 1)::numeric / max(r.people) as gini,
    avg((r.topics > 0 and r.answers > 0)::integer) as reciprocity
  from ranked r group by 1
),
first_replies as (
  select t.community_id, t.thread_id, t.created_at,
    min(r.created_at) filter (where r.author_id is null or r.author_id is distinct from t.author_id) as replied_at
  from posts t cross join period d left join posts r on r.thread_id = t.thread_id and r.number > 1
  where t.number = 1 and t.created_at >= d.since and t.created_at < d.until
  group by 1, 2, 3
),
response as (
  select f.community_id, count(*) filter (where f.replied_at is null) as without,
    percentile_cont(0.5) within group (order by extract(epoch from f.replied_at - f.created_at)::double precision)
      filter (where f.replied_at is not null) as median_seconds,
    count(*) filter (where f.created_at + interval '7 days' <= asked_at) as judged,
    count(*) filter (where f.created_at + interval '7 days' <= asked_at
      and coalesce(f.replied_at, 'infinity') > f.created_at + interval '7 days') as late
  from first_replies f group by 1
),
latest as (
  select p.community_id, max(p.created_at) as at from posts p, period d where p.created_at < d.until group by 1
)
select c.id, jsonb_build_object(
  'contributors', coalesce(s.contributors, 0), 'topics', coalesce(v.topics, 0), 'replies', coalesce(v.replies, 0),
  'topics_without_reply', coalesce(r.without, 0), 'median_first_reply_seconds', r.median_seconds,
  'topics_judged', coalesce(r.judged, 0), 'topics_late', coalesce(r.late, 0),
  'top10_share', s.top_share::double precision, 'gini', s.gini::double precision, 'absence_factor', s.absence,
  'reciprocity', s.reciprocity::double precision,
  'days_since_contribution', extract(epoch from d.until - l.at)::double precision / 86400
)
from public.communities_community c cross join period d
left join volume v on v.community_id = c.id left join spread s on s.community_id = c.id
left join response r on r.community_id = c.id left join latest l on l.community_id = c.id
where {COMMUNITIES}
"""
PEOPLE = f"""
with {PERIOD}, {WRITTEN}, {SEATS},
reacted as (
  select r.community_id, r.person_id from public.communities_reaction r
  join period d on r.created_at >= d.since and r.created_at < d.until
  left join public.communities_removal x on x.tenant_id = r.tenant_id and x.post_id = r.post_id
  where r.tenant_id = app.tid() and (only_community is null or r.community_id = only_community)
    and r.person_id is not null and x.id is null
),
acted as (
  select p.community_id, p.author_id as person_id from posts p, period d
  where p.created_at >= d.since and p.created_at < d.until
  union select r.community_id, r.person_id from reacted r
),
begun as (
  select distinct s.community_id, s.person_id from seats s
  join period d on s.joined_at >= d.fresh_since and s.joined_at < d.fresh_until
  join posts p on p.community_id = s.community_id and p.author_id = s.person_id
    and p.created_at >= s.joined_at and p.created_at < s.joined_at + interval '60 days'
),
membership as (
  select s.community_id, count(*) filter (where s.stays) as members,
    count(*) filter (where s.stays and a.person_id is not null) as active,
    count(*) filter (where s.stays and s.role = 'leader') as leaders,
    count(*) filter (where s.stays and s.role = 'deputy') as deputies,
    count(*) filter (where s.joined_at >= d.year_since) as joiners,
    count(*) filter (where s.left_at >= d.year_since and s.left_at < d.until) as leavers,
    count(*) filter (where s.joined_at < d.year_since) as year_ago,
    count(*) filter (where s.joined_at >= d.fresh_since and s.joined_at < d.fresh_until) as newcomers,
    count(b.person_id) as newcomers_begun
  from seats s cross join period d
  left join acted a on a.community_id = s.community_id and a.person_id = s.person_id
  left join begun b on b.community_id = s.community_id and b.person_id = s.person_id
  group by 1
),
mixed as (
  select v.community_id, v.what, 1 - sum(v.n * v.n) / (sum(v.n) * sum(v.n)) as blau, sum(v.n) as known from (
    select s.community_id, 'functions' as what, s.job_function as value, count(*) as n
    from seats s where s.stays and s.job_function <> '' group by 1, 3
    union all
    select s.community_id, 'countries', s.country, count(*) from seats s
    where s.stays and s.country <> '' group by 1, 3
  ) v group by 1, 2
)
select c.id, jsonb_build_object(
  'members', coalesce(m.members, 0), 'active_members', coalesce(m.active, 0),
  'leaders', coalesce(m.leaders, 0), 'deputies', coalesce(m.deputies, 0), 'joiners', coalesce(m.joiners, 0),
  'leavers', coalesce(m.leavers, 0), 'members_year_ago', coalesce(m.year_ago, 0),
  'newcomers', coalesce(m.newcomers, 0), 'newcomers_begun', coalesce(m.newcomers_begun, 0),
  'blau_functions', f.blau::double precision, 'functions_known', coalesce(f.known, 0),
  'blau_countries', o.blau::double precision, 'countries_known', coalesce(o.known, 0)
)
from public.communities_community c
left join membership m on m.community_id = c.id
left join mixed f on f.community_id = c.id and f.what = 'functions'
left join mixed o on o.community_id = c.id and o.what = 'countries'
where {COMMUNITIES}
"""
ENTRY = f"""
with {PERIOD}, {SEATS}, {WRITTEN}, {MADE},
routes as (
  select s.community_id, s.entry_route, count(*) as n, avg(coalesce(m.n, 0)) as mean,
    var_samp(coalesce(m.n, 0)) as variance
  from seats s left join made m on m.community_id = s.community_id and m.author_id = s.person_id
  where s.stays and s.entry_route in ('volunteered', 'assigned') group by 1, 2
)
select r.community_id, jsonb_build_object('volunteered', null, 'assigned', null) || jsonb_object_agg(
  r.entry_route, jsonb_build_array(r.n, r.mean::double precision, r.variance::double precision))
from routes r join public.communities_community c on c.id = r.community_id
where {COMMUNITIES} group by 1
"""


def counts(subject: str, body: str) -> Function:
    return Function(
        f"measure_{subject}(first_day date, last_day date, only_community uuid, asked_at timestamptz)",
        returns="table (community_id uuid, figures jsonb)",
        body=body,
        roles=("app_metrics",),
        definer=False,
    )


class Migration(migrations.Migration):
    dependencies = [("analytics", "0011_reading_merged_accounts")]
    operations = [
        counts("discussion", DISCUSSION),
        counts("people", PEOPLE),
        counts("entry", ENTRY),
        migrations.RunSQL(
            "drop function app.measure_health(date, date, uuid, timestamptz)", migrations.RunSQL.noop
        ),
    ]
