"""Freezing the group that a month is about, measuring it, storing, switching off, and crossing the wall."""

from django.db import migrations

from tenancy.wall.migrating import Function

BY_A_WORKER = """
  if coalesce(current_setting('app.purpose', true), '') !~ '^(task:|command$)' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
LIVE = "c.kind = 'customer' and c.stage in ('initiation', 'active', 'sustaining', 'renewal')"
# Who held a seat when the month began, in the tenant's zone.
SEATED = """(m.state = 'active' or (m.state = 'ended' and m.ended_at >= b.at)) and m.joined_at < b.at"""

# How far each living community has moved from its last frozen group.
COHORTS = f"""
with begun as (
  select t.id as tenant_id, month::timestamp at time zone t.time_zone as at from public.tenancy_tenant t where t.id = app.tid()
), seats as (
  select m.community_id, m.person_id from public.communities_membership m
  join begun b on m.tenant_id = b.tenant_id
  join public.tenancy_person p on p.tenant_id = m.tenant_id and p.id = m.person_id and not p.is_system
  where m.kind = 'customer' and {SEATED}
), latest as (
  select distinct on (r.community_id) r.community_id, r.cohort_since from public.analytics_release r
  where r.tenant_id = app.tid() and r.month < $1 order by r.community_id, r.month desc
), frozen as (
  select s.community_id, s.person_id from public.analytics_cohortseat s
  join latest l on l.community_id = s.community_id and l.cohort_since = s.since where s.tenant_id = app.tid()
), moved as (
  select coalesce(n.community_id, f.community_id) as community_id, count(*) as n
  from seats n full join frozen f on f.community_id = n.community_id and f.person_id = n.person_id
  where n.person_id is null or f.person_id is null group by 1
)
select c.id, l.cohort_since, coalesce(m.n, 0)
from public.communities_community c
left join latest l on l.community_id = c.id left join moved m on m.community_id = c.id
where c.tenant_id = app.tid() and {LIVE} and not exists (
  select from public.analytics_release r where r.tenant_id = c.tenant_id and r.community_id = c.id and r.month = $1)
"""
# `groups` tells for each community the month since which its group stands: this one for a new group.
FREEZE = f"""
declare opened integer;
begin {BY_A_WORKER}
  with asked as (
    select c.id, c.kind, (g ->> 'since')::date as since from jsonb_array_elements(groups -> 'groups') g
    join public.communities_community c on c.tenant_id = app.tid() and c.id = (g ->> 'community')::uuid and {LIVE}
  ), made as (
    insert into public.analytics_release (tenant_id, id, community_id, kind, month, cohort_since, frozen_at)
    select app.tid(), uuidv7(), a.id, a.kind, month, a.since, statement_timestamp() from asked a
    on conflict do nothing returning community_id, kind, cohort_since
  ), begun as (
    select month::timestamp at time zone t.time_zone as at from public.tenancy_tenant t where t.id = app.tid()
  ), seated as (
    insert into public.analytics_cohortseat (tenant_id, id, community_id, kind, since, person_id)
    select app.tid(), uuidv7(), m.community_id, m.kind, month, m.person_id
    from made r join public.communities_membership m on m.tenant_id = app.tid() and m.community_id = r.community_id
    join public.tenancy_person p on p.tenant_id = m.tenant_id and p.id = m.person_id and not p.is_system
    cross join begun b where r.cohort_since = month and {SEATED}
    on conflict do nothing
  )
  select count(*) into opened from made;
  return opened;
end
"""
# What the frozen groups did in the month; whoever is not of the group is not counted, asker or answerer.
MEASURE = """
with period as (
  select (month::timestamp at time zone t.time_zone) as since,
    ((month + interval '1 month')::timestamp at time zone t.time_zone) as until
  from public.tenancy_tenant t where t.id = app.tid()
), frozen as materialized (
  select r.community_id, s.person_id from public.analytics_release r
  join public.analytics_cohortseat s on s.tenant_id = r.tenant_id and s.community_id = r.community_id
    and s.since = r.cohort_since
  where r.tenant_id = app.tid() and r.month = $1
), posts as materialized (
  select p.community_id, p.thread_id, p.author_id, p.number, p.created_at
  from frozen f join public.communities_post p on p.tenant_id = app.tid() and p.community_id = f.community_id
    and p.author_id = f.person_id
  left join public.communities_removal x on x.tenant_id = p.tenant_id and x.post_id = p.id
  cross join period d where x.id is null and p.created_at < d.until
), made as (
  select p.community_id, p.author_id, count(*) as n from posts p, period d where p.created_at >= d.since group by 1, 2
), ranked as (
  select m.community_id, m.n, row_number() over w as rank, sum(m.n) over w as running,
    sum(m.n) over (partition by m.community_id) as total, count(*) over (partition by m.community_id) as people
  from made m window w as (partition by m.community_id order by m.n desc, m.author_id rows unbounded preceding)
), spread as (
  select r.community_id, max(r.people) as contributors, min(r.rank) filter (where 2 * r.running >= r.total) as absence,
    sum(r.n) filter (where r.rank <= ceil(r.people / 10.0)) / max(r.total) as top_share
  from ranked r group by 1
), firsts as (
  select t.community_id, t.created_at, min(r.created_at) filter (where r.author_id <> t.author_id) as replied_at
  from posts t cross join period d left join posts r on r.thread_id = t.thread_id and r.number > 1
  where t.number = 1 and t.created_at >= d.since group by t.community_id, t.thread_id, t.created_at
), response as (
  select f.community_id, count(*) as topics,
    percentile_cont(0.5) within group (order by extract(epoch from f.replied_at - f.created_at)::double precision)
      filter (where f.replied_at is not null) as median_seconds,
    count(*) filter (where f.created_at + interval '7 days' <= asked_at) as judged,
    count(*) filter (where f.created_at + interval '7 days' <= asked_at
      and coalesce(f.replied_at, 'infinity') > f.created_at + interval '7 days') as late
  from firsts f group by 1
), latest as (select p.community_id, max(p.created_at) as at from posts p group by 1
), acted as (
  select count(*) as n, a.community_id from (
    select m.community_id, m.author_id from made m union
    select r.community_id, r.person_id from frozen f
    join public.communities_reaction r on r.tenant_id = app.tid() and r.community_id = f.community_id
      and r.person_id = f.person_id
    cross join period d where r.created_at >= d.since and r.created_at < d.until
  ) a group by 2
), sizes as (select f.community_id, count(*) as n from frozen f group by 1)
select r.community_id, jsonb_build_object('members', coalesce(z.n, 0), 'active_members', coalesce(a.n, 0),
  'contributors', coalesce(s.contributors, 0), 'absence_factor', s.absence,
  'top10_share', round(s.top_share, 4)::double precision, 'topics', coalesce(w.topics, 0),
  'topics_a_week_old', coalesce(w.judged, 0),
  'unanswered_after_7_days', case when w.judged > 0 then round(w.late::numeric / w.judged, 4)::double precision end,
  'median_first_reply_hours', w.median_seconds / 3600,
  'days_since_contribution', floor(extract(epoch from d.until - l.at) / 86400)::integer)
from public.analytics_release r cross join period d
left join sizes z on z.community_id = r.community_id left join acted a on a.community_id = r.community_id
left join spread s on s.community_id = r.community_id left join response w on w.community_id = r.community_id
left join latest l on l.community_id = r.community_id
where r.tenant_id = app.tid() and r.month = $1
"""
# Once stored a month is never touched again; what a leader has switched off, or the level closes, is stored absent.
STORE = f"""
declare stored integer;
begin {BY_A_WORKER}
  with told as (
    select r.id, r.community_id, r.kind, r.month, f ->> 'figure' as figure, nullif(f -> 'shown', 'null') as shown,
      f ->> 'noted' as noted, c.privacy_level
    from jsonb_array_elements(outcome -> 'figures') f
    join public.analytics_release r on r.tenant_id = app.tid() and r.community_id = (f ->> 'community')::uuid
      and r.month = store_releases.month and r.stored_at is null
    join public.communities_community c on c.tenant_id = r.tenant_id and c.id = r.community_id
  ), figures as (
    insert into public.analytics_releasedfigure (tenant_id, id, release_id, community_id, kind, month, figure, shown, noted,
      absent)
    select app.tid(), uuidv7(), t.id, t.community_id, t.kind, t.month, t.figure, t.shown, t.noted,
      case when t.shown is null then 'too_few' when t.privacy_level = 'closed' then 'closed' when exists (
        select from public.analytics_releaseswitch s where s.tenant_id = app.tid() and s.community_id = t.community_id
          and s.figure = t.figure and s.on_at is null) then 'switched_off' else '' end
    from told t
  ), done as (
    update public.analytics_release r set stored_at = statement_timestamp(), previews_until = preview
    from (select distinct t.id from told t) t where r.tenant_id = app.tid() and r.id = t.id returning r.id
  )
  select count(*) into stored from done;
  return stored;
end
"""
# The figures cross together with their lines in the members' ledger, or not at all.
CROSS = f"""
declare crossed integer;
begin {BY_A_WORKER}
  update public.analytics_releasedfigure f set absent = 'closed'
  from public.communities_community c, public.analytics_release r
  where f.tenant_id = app.tid() and f.absent = '' and f.crossed_at is null
    and r.tenant_id = f.tenant_id and r.id = f.release_id and r.previews_until <= moment
    and c.tenant_id = f.tenant_id and c.id = f.community_id and c.privacy_level = 'closed';
  with gone as (
    update public.analytics_releasedfigure f set crossed_at = statement_timestamp()
    from public.analytics_release r
    where f.tenant_id = app.tid() and f.absent = '' and f.crossed_at is null
      and r.tenant_id = f.tenant_id and r.id = f.release_id and r.previews_until <= moment
    returning f.community_id, f.month, f.figure, f.noted
  ), lines as (
    insert into public.communities_ledgerline (tenant_id, id, community_id, crossing, what, receiver, receiver_side, why,
      by_name, at)
    select app.tid(), gen_random_uuid(), g.community_id, case when g.figure = 'word' then 'health_word' else 'aggregates' end,
      left(to_char(g.month, 'YYYY-MM') || ': ' || string_agg(g.noted, '; ' order by g.figure desc), 240),
      case when g.figure = 'word' then 'the steward' else 'the sponsor''s management' end, 'sponsor',
      'Monthly figures, after seven days of preview', 'Monthly release', statement_timestamp()
    from gone g group by g.community_id, g.month, case when g.figure = 'word' then 'health_word' else 'aggregates' end,
      case when g.figure = 'word' then 'the steward' else 'the sponsor''s management' end
  )
  select count(*) into crossed from gone;
  return crossed;
end
"""
SWITCH = """
declare place public.communities_community;
begin
  select * into place from public.communities_community c where c.tenant_id = app.tid() and c.id = community
    and c.kind = 'customer';
  if place.id is null then raise exception 'not_found'; end if;
  if place.id not in (select app.my_led()) then raise exception 'not_allowed' using errcode = '42501'; end if;
  if off then
    insert into public.analytics_releaseswitch (tenant_id, id, community_id, kind, figure, off_at, off_by_id)
    values (app.tid(), uuidv7(), place.id, place.kind, switch_release.figure, statement_timestamp(), app.pid())
    on conflict do nothing;
    update public.analytics_releasedfigure f set absent = 'switched_off'
    where f.tenant_id = app.tid() and f.community_id = place.id and f.figure = switch_release.figure
      and f.crossed_at is null and f.absent = '';
  else
    update public.analytics_releaseswitch s set on_at = statement_timestamp(), on_by_id = app.pid()
    where s.tenant_id = app.tid() and s.community_id = place.id and s.figure = switch_release.figure and s.on_at is null;
  end if;
  perform app.note_crossing(place.id, 'delegation',
    case when off then 'Kept from the sponsor from now on: ' else 'Released again from the next month on: ' end || label,
    'the sponsor''s management', 'sponsor', 'The leader decided');
end
"""
# Management counts communities by word and is not told which is which.
WORDS = """
  select coalesce(jsonb_object_agg(w.word, w.n), '{}') from (
    select f.shown ->> 'says' as word, count(*) as n from public.analytics_releasedfigure f
    where f.tenant_id = app.tid() and f.month = released_words.month and f.figure = 'word' and f.crossed_at is not null
      and app.reads_releases() group by 1) w
"""


def act(signature: str, returns: str, body: str) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


def measure(signature: str, returns: str, body: str) -> Function:
    return Function(signature, returns=returns, body=body, roles=("app_metrics",), definer=False)


class Migration(migrations.Migration):
    dependencies = [("analytics", "0006_releases"), ("communities", "0016_releases")]
    operations = [
        measure(
            "measure_cohorts(month date)", "table (community_id uuid, since date, changed bigint)", COHORTS
        ),
        act("freeze_releases(month date, groups jsonb)", "integer", FREEZE),
        measure(
            "measure_release(month date, asked_at timestamptz)",
            "table (community_id uuid, figures jsonb)",
            MEASURE,
        ),
        act("store_releases(month date, outcome jsonb, preview timestamptz)", "integer", STORE),
        act("cross_releases(moment timestamptz)", "integer", CROSS),
        act("switch_release(community uuid, figure text, off boolean, label text)", "void", SWITCH),
        Function("released_words(month date)", returns="jsonb", body=WORDS),
    ]
