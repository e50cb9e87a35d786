"""Who has left a month's group is counted on in it, and a group is compared with every earlier one.

A group stands while fewer than ten joined or left, so its figures before and after one departure would differ by what
that one person did; months on end, an average tells. Two groups apart could differ by one person as well, where ten
others came and went between them. Nobody can be told from what does not change.
"""

from importlib import import_module

from django.db import migrations

FIRST = import_module("analytics.migrations.0007_releasing")
BY_A_WORKER, LIVE, SEATED, act, measure = (
    FIRST.BY_A_WORKER,
    FIRST.LIVE,
    FIRST.SEATED,
    FIRST.act,
    FIRST.measure,
)


def changed(body: str, *pairs: tuple[str, str]) -> str:
    """The text with each first replaced by its second, which must be there once."""
    for old, new in pairs:
        assert body.count(old) == 1, old
        body = body.replace(old, new)
    return body


# How far each living community is from each of its frozen groups, the one in force first.
COHORTS = f"""
with begun as (
  select t.id as tenant_id, month::timestamp at time zone t.time_zone as at from public.tenancy_tenant t where t.id = app.tid()
), seats as (
  select m.community_id, m.person_id from public.communities_membership m
  join begun b on m.tenant_id = b.tenant_id
  join public.tenancy_person p on p.tenant_id = m.tenant_id and p.id = m.person_id and not p.is_system
  where m.kind = 'customer' and {SEATED}
), sizes as (select s.community_id, count(*) as n from seats s group by 1
), groups as (
  select r.community_id, r.cohort_since as since, max(r.month) as latest from public.analytics_release r
  where r.tenant_id = app.tid() and r.month < $1 group by 1, 2
), shared as (
  select g.community_id, g.since, count(f.person_id) as frozen, count(s.person_id) as still
  from groups g join public.analytics_cohortseat f
    on f.tenant_id = app.tid() and f.community_id = g.community_id and f.since = g.since
  left join seats s on s.community_id = f.community_id and s.person_id = f.person_id group by 1, 2
)
select c.id, g.since, coalesce(z.n, 0) + coalesce(h.frozen, 0) - 2 * coalesce(h.still, 0)
from public.communities_community c
left join groups g on g.community_id = c.id
left join shared h on h.community_id = g.community_id and h.since = g.since
left join sizes z on z.community_id = c.id
where c.tenant_id = app.tid() and {LIVE} and not exists (
  select from public.analytics_release r where r.tenant_id = c.tenant_id and r.community_id = c.id and r.month = $1)
order by c.id, g.latest desc
"""
FREEZE = changed(
    FIRST.FREEZE,
    ("kind, since, person_id)", "kind, since, person_id, wrote, acted)"),
    ("m.kind, month, m.person_id\n", "m.kind, month, m.person_id, '{}', '{}'\n"),
)
# What is counted of each person of a group in a month; of whoever is gone what she did `stayed` months earlier, or
# twice as many. Again before the month is stored, it is written again; earlier months of the group are never touched.
KEEP = f"""
declare kept integer;
begin {BY_A_WORKER}
  with period as (
    select (month::timestamp at time zone t.time_zone) as since,
      ((month + interval '1 month')::timestamp at time zone t.time_zone) as until
    from public.tenancy_tenant t where t.id = app.tid()
  ), groups as (
    select r.community_id, r.cohort_since, (
      select count(*) from public.analytics_release e where e.tenant_id = r.tenant_id and e.community_id = r.community_id
        and e.cohort_since = r.cohort_since and e.month < r.month and e.stored_at is not null)::integer as place
    from public.analytics_release r
    where r.tenant_id = app.tid() and r.month = keep_cohort_months.month and r.stored_at is null
  ), written as (
    select p.community_id, p.author_id as person_id, count(*)::integer as n
    from groups g join public.communities_post p on p.tenant_id = app.tid() and p.community_id = g.community_id
    cross join period d
    where p.created_at >= d.since and p.created_at < d.until and p.author_id is not null and not exists (
      select from public.communities_removal x where x.tenant_id = p.tenant_id and x.post_id = p.id)
    group by 1, 2
  ), reacted as (
    select distinct r.community_id, r.person_id
    from groups g join public.communities_reaction r on r.tenant_id = app.tid() and r.community_id = g.community_id
    cross join period d where r.created_at >= d.since and r.created_at < d.until
  ), present as (
    select distinct m.community_id, m.person_id
    from groups g join public.communities_membership m on m.tenant_id = app.tid() and m.community_id = g.community_id
    cross join period d where m.joined_at < d.until and (m.state = 'active' or (m.state = 'ended' and m.ended_at >= d.until))
  ), found as (
    select s.id, g.place, s.wrote, s.acted, coalesce(w.n, 0) as n, w.n is not null or r.person_id is not null as has_acted,
      case when h.person_id is null and g.place > 0 then coalesce(s.stayed, g.place) end as back
    from groups g join public.analytics_cohortseat s
      on s.tenant_id = app.tid() and s.community_id = g.community_id and s.since = g.cohort_since
    left join written w on w.community_id = s.community_id and w.person_id = s.person_id
    left join reacted r on r.community_id = s.community_id and r.person_id = s.person_id
    left join present h on h.community_id = s.community_id and h.person_id = s.person_id
  )
  update public.analytics_cohortseat s set stayed = coalesce(s.stayed, f.back),
    wrote = f.wrote[1 : f.place] || array_fill(null::integer, array[greatest(f.place - cardinality(f.wrote), 0)])
      || coalesce(f.wrote[f.place % f.back + 1], f.n),
    acted = f.acted[1 : f.place] || array_fill(null::boolean, array[greatest(f.place - cardinality(f.acted), 0)])
      || coalesce(f.acted[f.place % f.back + 1], f.has_acted)
  from found f where s.tenant_id = app.tid() and s.id = f.id;
  get diagnostics kept = row_count;
  return kept;
end
"""
# A topic or reply that is counted on of somebody gone is as fresh as the middle of the month. The measure names the
# group that it is of, since where its rounding turns is drawn for each group.
MEASURE = changed(
    FIRST.MEASURE,
    ("jsonb_build_object('members',", "jsonb_build_object('group_since', r.cohort_since, 'members',"),
    (
        "select r.community_id, s.person_id from",
        "select r.community_id, s.person_id, s.wrote[cardinality(s.wrote)] as n, s.acted[cardinality(s.acted)] as acted from",
    ),
    (
        "select p.community_id, p.author_id, count(*) as n from posts p, period d where p.created_at >= d.since group by 1, 2",
        "select f.community_id, f.person_id as author_id, f.n from frozen f where f.n > 0",
    ),
    (
        "latest as (select p.community_id, max(p.created_at) as at from posts p group by 1\n",
        """latest as (
  select l.community_id, max(l.at) as at from (
    select p.community_id, p.created_at as at from posts p
    union all
    select m.community_id, d.until - interval '15 days' from made m cross join period d where not exists (
      select from posts p where p.community_id = m.community_id and p.author_id = m.author_id and p.created_at >= d.since)
  ) l group by 1
""",
    ),
    (
        FIRST.MEASURE[FIRST.MEASURE.index("acted as (") : FIRST.MEASURE.index("sizes as (")],
        "acted as (select f.community_id, count(*) filter (where f.acted) as n from frozen f group by 1\n), ",
    ),
)
# The two shares are said of a size: it stays inside with the number of members.
KEPT_BACK = "(s.figure = t.figure or s.figure = 'members' and t.figure in ('active_members', 'contributors'))"
STORE = changed(FIRST.STORE, ("s.figure = t.figure", KEPT_BACK))
SWITCH = changed(
    FIRST.SWITCH,
    (
        "and f.community_id = place.id and f.figure = switch_release.figure\n",
        """and f.community_id = place.id and (f.figure = switch_release.figure
        or switch_release.figure = 'members' and f.figure in ('active_members', 'contributors'))
""",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("analytics", "0032_keeping_cohort_months")]
    operations = [
        measure(
            "measure_cohorts(month date)", "table (community_id uuid, since date, changed bigint)", COHORTS
        ),
        act("freeze_releases(month date, groups jsonb)", "integer", FREEZE),
        act("keep_cohort_months(month date)", "integer", KEEP),
        measure(
            "measure_release(month date, asked_at timestamptz)",
            "table (community_id uuid, figures jsonb)",
            MEASURE,
        ),
        act("store_releases(month date, outcome jsonb, preview timestamptz)", "integer", STORE),
        act("switch_release(community uuid, figure text, off boolean, label text)", "void", SWITCH),
    ]
