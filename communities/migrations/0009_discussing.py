"""The narrow ways to remove a post, to accept an answer, and to search; and what search looks through."""

from django.db import migrations

from tenancy.wall.migrating import Function

REMOVE = """
declare target public.communities_post;
begin
  select * into target from public.communities_post p where p.tenant_id = app.tid() and p.id = post
    and p.community_id in (select app.my_communities());
  if target.id is null then raise exception 'not_found'; end if;
  if target.author_id is distinct from app.pid() and target.community_id not in (select app.my_moderated()) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if btrim(why) = '' then raise exception 'reason_needed'; end if;
  insert into public.communities_removal (tenant_id, id, post_id, community_id, removed_by_id, reason, removed_at)
  values (app.tid(), gen_random_uuid(), target.id, target.community_id, app.pid(), left(btrim(why), 240),
    statement_timestamp())
  on conflict (tenant_id, post_id) do nothing;
end
"""
# What its author took away, a moderator does not bring back; what a moderator removed, its author does not.
RESTORE = """
begin
  delete from public.communities_removal r using public.communities_post p
  where r.tenant_id = app.tid() and r.post_id = post and p.tenant_id = r.tenant_id and p.id = r.post_id
    and r.community_id in (select app.my_communities())
    and (r.removed_by_id = app.pid() or (r.community_id in (select app.my_moderated())
      and r.removed_by_id is distinct from p.author_id));
  if not found then raise exception 'not_allowed' using errcode = '42501'; end if;
end
"""
ACCEPT = """
declare target public.communities_post; topic public.communities_thread;
begin
  select * into target from public.communities_post p where p.tenant_id = app.tid() and p.id = post
    and p.community_id in (select app.my_communities());
  select * into topic from public.communities_thread t where t.tenant_id = app.tid() and t.id = target.thread_id;
  if target.id is null then raise exception 'not_found'; end if;
  if topic.author_id is distinct from app.pid() and topic.community_id not in (select app.my_moderated()) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  delete from public.communities_acceptedanswer a where a.tenant_id = app.tid() and a.thread_id = topic.id;
  if not wanted then return; end if;
  if target.number = 1 then raise exception 'not_an_answer'; end if;
  insert into public.communities_acceptedanswer
    (tenant_id, id, thread_id, post_id, community_id, accepted_by_id, accepted_at)
  values (app.tid(), gen_random_uuid(), topic.id, target.id, topic.community_id, app.pid(), statement_timestamp());
end
"""
SEARCH = """
declare wanted tsquery := plainto_tsquery('simple', words);
begin
  if numnode(wanted) = 0 then return; end if;
  wanted := (wanted::text || ':*')::tsquery;
  return query select p.id from public.communities_post p
  where p.tenant_id = app.tid() and to_tsvector('simple', p.search_text) @@ wanted
    and (p.community_id in (select app.my_communities()) or p.id in (select app.my_passage_posts()))
    and (place is null or p.community_id = place)
    and not exists (select from public.communities_removal r where r.tenant_id = p.tenant_id and r.post_id = p.id)
  order by p.created_at desc, p.id limit least(most, 200);
end
"""


def act(signature: str, body: str) -> Function:
    return Function(signature, returns="void", body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("communities", "0008_invited_seat_functions")]
    operations = [
        migrations.RunSQL(
            "create index communities_post_search on communities_post using gin "
            "(to_tsvector('simple', search_text))",
            "drop index communities_post_search",
        ),
        Function(
            "is_open(community uuid)",
            returns="boolean",
            body="select community in (select app.my_communities())",
        ),
        act("remove_post(post uuid, why text)", REMOVE),
        act("restore_post(post uuid)", RESTORE),
        act("accept_answer(post uuid, wanted boolean)", ACCEPT),
        Function(
            "search_posts(words text, most integer, place uuid)",
            returns="setof uuid",
            body=SEARCH,
            language="plpgsql",
            options="rows 50 set plan_cache_mode = force_custom_plan",
        ),
    ]
