"""Who is told of what happens in a community: those who asked to be, if they may read it."""

from django.db import migrations

from tenancy.wall.migrating import Function

AUDIENCE = """
with e as (
  select * from public.tenancy_event e where e.tenant_id = app.tid() and e.id = event
), p as (
  select p.* from e join public.communities_post p on p.tenant_id = e.tenant_id and p.community_id = e.community_id
  and p.id = case when e.verb = 'thread.opened' then (e.ids ->> 'post')::uuid
    when e.verb in ('post.published', 'answer.accepted') then e.subject_id end
), t as (
  select t.* from p join public.communities_thread t on t.tenant_id = p.tenant_id and t.id = p.thread_id
), wanted (person, verb, turn) as (
  select m.person_id, 'post.mentioned', 1 from e cross join p
  join public.communities_mention m on m.tenant_id = p.tenant_id and m.post_id = p.id where e.verb <> 'answer.accepted'
  union all
  select p.author_id, e.verb, 2 from e cross join p where e.verb = 'answer.accepted'
  union all
  select t.author_id, e.verb, 2 from e cross join t where e.verb = 'post.published'
  union all
  select a.author_id, e.verb, 2 from e cross join p
  join public.communities_post a on a.tenant_id = p.tenant_id and a.id = p.answers_id where e.verb = 'post.published'
  union all
  select f.person_id, e.verb, 3 from e cross join t join public.communities_follow f on f.tenant_id = t.tenant_id
    and f.community_id = t.community_id and f.level = 'following'
    and (f.thread_id = t.id or (f.thread_id is null and e.verb = 'thread.opened'))
  where e.verb in ('post.published', 'thread.opened')
), readers as (
  select distinct on (w.person) w.person, w.verb::text from wanted w cross join t
  join public.communities_membership m on m.tenant_id = t.tenant_id and m.community_id = t.community_id and m.state = 'active'
  join public.tenancy_person n on n.tenant_id = m.tenant_id and n.id = m.person_id
    and (m.kind <> 'customer' or n.verified_until >= current_date)
  where m.person_id = w.person and not exists (
    select from public.communities_follow f where f.tenant_id = t.tenant_id and f.community_id = t.community_id
      and f.person_id = w.person and f.level = 'muted' and (f.thread_id = t.id or f.thread_id is null))
  order by w.person, w.turn
)
select r.person, r.verb from readers r
union all
select m.person_id, e.verb::text from e join public.communities_membership m
  on m.tenant_id = e.tenant_id and m.community_id = e.community_id
where (e.verb = 'seat.requested' and m.state = 'active' and m.role in ('leader', 'deputy'))
  or (e.verb in ('seat.offered', 'seat.accepted', 'seat.declined', 'seat.ended') and m.person_id::text = e.ids ->> 'person')
union all
select s.person_id, e.verb::text from e join public.communities_stewardship s
  on s.tenant_id = e.tenant_id and s.community_id = e.community_id
where e.verb = 'hand_over.accepted'
union all
select case when e.subject_kind = 'tenancy.person' then e.subject_id else (e.ids ->> 'person')::uuid end, e.verb::text
from e where e.verb in ('role.given', 'role.taken', 'verification.changed')
"""
IS_OF = """
select exists (select from public.communities_membership m where m.tenant_id = app.tid() and m.community_id = community
  and m.person_id = person and m.state <> 'ended')
or exists (select from public.communities_stewardship s where s.tenant_id = app.tid() and s.community_id = community
  and s.person_id = person)
"""


class Migration(migrations.Migration):
    dependencies = [("communities", "0010_importing_records"), ("tenancy", "0010_notice_functions")]
    operations = [
        Function(
            "audience(event uuid)", returns="table (person uuid, verb text)", body=AUDIENCE, roles=("app_sec",)
        ),
        Function("is_of(person uuid, community uuid)", returns="boolean", body=IS_OF, roles=("app_sec",)),
    ]
