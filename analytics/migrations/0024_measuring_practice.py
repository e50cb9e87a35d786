"""What a check counts of roles, leads, leaders' time, recognition, solutions and goals, under the role that sees no words.

States are those at the end of the last day in the tenant's zone; whatever was withdrawn counts nowhere. Not definers: the
wall of app_metrics applies. Definitions: analytics/health/subjects/.
"""

from django.db import migrations

from tenancy.wall.migrating import Function

PERIOD = """
period as materialized (
  select (first_day::timestamp at time zone t.time_zone) as since, t.time_zone as zone,
    ((last_day + 1)::timestamp at time zone t.time_zone) as until
  from public.tenancy_tenant t where t.id = app.tid()
)"""
LIVING = """
places as materialized (
  select c.id, c.kind from public.communities_community c
  where c.tenant_id = app.tid() and c.kind <> 'archive'
    and (c.id = only_community or (only_community is null and c.kind <> 'demo'))
)"""
SEATS = """
seats as materialized (
  select m.community_id, m.person_id, m.role from public.communities_membership m
  join places c on c.id = m.community_id cross join period d
  join public.tenancy_person q on q.tenant_id = m.tenant_id and q.id = m.person_id and not q.is_system
  where m.tenant_id = app.tid() and m.joined_at < d.until and (m.state = 'active' or m.ended_at >= d.until)
)"""
ROLES = f"""
with {PERIOD}, {LIVING}, {SEATS},
held as (
  select t.role_id, bool_or(t.ends_on < last_day) as overdue, bool_or(b.person_id is not null) as seconded
  from public.communities_roleterm t join places c on c.id = t.community_id
  join seats s on s.community_id = t.community_id and s.person_id = t.owner_id
  left join seats b on b.community_id = t.community_id and b.person_id = t.deputy_id
  where t.tenant_id = app.tid() and t.withdrawn_at is null and t.starts_on <= last_day
    and (t.closed_on is null or t.closed_on > last_day)
  group by 1
),
defined as (
  select r.community_id, count(*) as defined, count(h.role_id) as owned, count(*) filter (where h.overdue) as overdue,
    count(*) filter (where not h.seconded) as alone
  from public.communities_communityrole r join places c on c.id = r.community_id cross join period d
  left join held h on h.role_id = r.id
  where r.tenant_id = app.tid() and r.defined_at < d.until and (r.retired_at is null or r.retired_at >= d.until)
  group by 1
),
confirmed as (
  select f.community_id, max(f.at) as at from public.communities_rolesconfirmation f
  join places c on c.id = f.community_id cross join period d
  where f.tenant_id = app.tid() and f.withdrawn_at is null and f.at < d.until group by 1
)
select c.id, jsonb_build_object('defined', coalesce(r.defined, 0), 'owned', coalesce(r.owned, 0),
  'overdue', coalesce(r.overdue, 0), 'alone', coalesce(r.alone, 0),
  'confirmed_days', extract(epoch from d.until - f.at)::double precision / 86400)
from places c cross join period d left join defined r on r.community_id = c.id
left join confirmed f on f.community_id = c.id
"""
READINESS = f"""
with {PERIOD}, {LIVING}, {SEATS},
kicked_off as (
  select g.community_id, (min(g.at) at time zone min(d.zone))::date as day from public.communities_stagechange g
  join places c on c.id = g.community_id cross join period d
  where g.tenant_id = app.tid() and g.stage = 'active' and g.at < d.until group by 1
),
trained as (
  select t.community_id, t.person_id, min(t.completed_on) as day from public.communities_leadertraining t
  join places c on c.id = t.community_id
  where t.tenant_id = app.tid() and t.withdrawn_at is null and t.completed_on <= last_day group by 1, 2
),
planned as (
  select distinct p.community_id from public.communities_successionplan p
  join places c on c.id = p.community_id cross join period d
  where p.tenant_id = app.tid() and p.withdrawn_at is null and p.noted_at < d.until
),
led as (
  select s.community_id, count(*) filter (where s.role = 'leader') as leaders,
    count(*) filter (where s.role = 'deputy') as deputies,
    count(*) filter (where s.role = 'leader' and t.day is not null) as trained,
    count(*) filter (where s.role = 'leader' and t.day <= coalesce(k.day, last_day)) as before
  from seats s left join trained t on t.community_id = s.community_id and t.person_id = s.person_id
  left join kicked_off k on k.community_id = s.community_id
  where s.role in ('leader', 'deputy') group by 1
)
select l.community_id, jsonb_build_object('leaders', l.leaders, 'deputies', l.deputies, 'trained', l.trained,
  'trained_before', l.before, 'planned', p.community_id is not null)
from led l left join planned p on p.community_id = l.community_id where l.leaders > 0
"""
LEADING = f"""
with {PERIOD}, {LIVING},
months as (
  select m::date as month from generate_series(date_trunc('month', first_day::timestamp), last_day::timestamp,
    interval '1 month') m where m::date >= first_day
),
agreed as (
  select a.community_id, sum(a.hours_per_month) as hours from public.communities_timeagreement a
  join places c on c.id = a.community_id cross join period d
  join months m on a.starts_on <= m.month and (a.ended_on is null or a.ended_on > m.month)
  where a.tenant_id = app.tid() and a.signed_at < d.until group by 1
),
reported as (
  select e.community_id, sum(e.hours) as hours, sum(e.hours) filter (where e.category = 'trust') as trust,
    sum(e.hours) filter (where e.category = 'facilitation') as facilitation
  from public.communities_leadereffort e join places c on c.id = e.community_id join months m on m.month = e.month
  where e.tenant_id = app.tid() group by 1
)
select c.id, jsonb_build_object('agreed', coalesce(a.hours, 0), 'reported', r.hours,
  'trust', coalesce(r.trust, 0), 'facilitation', coalesce(r.facilitation, 0))
from places c left join agreed a on a.community_id = c.id left join reported r on r.community_id = c.id
where c.kind = 'induced_cop' and (a.community_id is not null or r.community_id is not null)
"""
RECOGNITION = f"""
with {PERIOD}, {LIVING}, {SEATS},
thanked as (
  select distinct p.community_id, p.person_id from public.communities_recognitionrecipient p
  join places c on c.id = p.community_id cross join period d
  join public.communities_recognition n on n.tenant_id = p.tenant_id and n.id = p.recognition_id
  where p.tenant_id = app.tid() and n.withdrawn_at is null and n.at < d.until and n.at >= d.until - interval '183 days'
)
select s.community_id, jsonb_build_object('members', count(*), 'recognised', count(t.person_id))
from seats s join places c on c.id = s.community_id and c.kind = 'induced_cop'
left join thanked t on t.community_id = s.community_id and t.person_id = s.person_id
group by 1
"""
SOLUTIONS = f"""
with {PERIOD}, {LIVING},
proposed as materialized (
  select s.id, s.community_id, s.proposed_at from public.communities_solution s
  join places c on c.id = s.community_id cross join period d
  where s.tenant_id = app.tid() and s.proposed_at < d.until and s.proposed_at >= d.until - interval '365 days'
    and (s.set_aside_at is null or s.set_aside_at >= d.until)
),
said as (
  select r.solution_id, min(r.at) as at, bool_or(r.use = 'adopted') as is_used
  from public.communities_solutionreport r join proposed s on s.id = r.solution_id cross join period d
  where r.tenant_id = app.tid() and r.withdrawn_at is null and r.at < d.until group by 1
),
vouched as (
  select v.solution_id, min(v.at) as at
  from public.communities_solutionvalidation v join proposed s on s.id = v.solution_id cross join period d
  where v.tenant_id = app.tid() and v.withdrawn_at is null and v.at < d.until group by 1
)
select s.community_id, jsonb_build_object('proposed', count(*), 'tried', count(r.at), 'validated', count(v.at),
  'used', count(*) filter (where r.is_used),
  'seconds_to_tried', percentile_cont(0.5) within group (
    order by extract(epoch from r.at - s.proposed_at)::double precision) filter (where r.at is not null),
  'seconds_to_validated', percentile_cont(0.5) within group (
    order by extract(epoch from v.at - s.proposed_at)::double precision) filter (where v.at is not null))
from proposed s left join said r on r.solution_id = s.id left join vouched v on v.solution_id = s.id group by 1
"""
GOALS = f"""
with {PERIOD}, {LIVING},
told as (
  select distinct on (p.goal_id) p.goal_id, p.status from public.communities_goalprogress p
  join places c on c.id = p.community_id cross join period d
  where p.tenant_id = app.tid() and p.withdrawn_at is null and p.at < d.until
  order by p.goal_id, p.at desc, p.id desc
)
select g.community_id, jsonb_build_object('goals', count(*),
  'good', count(*) filter (where t.status in ('on_track', 'reached')),
  'reached', count(*) filter (where t.status = 'reached'))
from public.communities_goal g join places c on c.id = g.community_id cross join period d
left join told t on t.goal_id = g.id
where g.tenant_id = app.tid() and g.year = extract(year from last_day) and g.set_at < d.until
  and (g.dropped_at is null or g.dropped_at >= d.until)
group by 1
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
    dependencies = [("analytics", "0023_measuring_meetings"), ("communities", "0020_practice_rooms")]
    operations = [
        counts("roles", ROLES),
        counts("readiness", READINESS),
        counts("leading", LEADING),
        counts("recognition", RECOGNITION),
        counts("solutions", SOLUTIONS),
        counts("goals", GOALS),
    ]
