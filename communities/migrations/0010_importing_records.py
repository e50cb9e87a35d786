"""Memberships and activity of other systems, stored set-wise from `pg_temp.staged` into archive communities."""

from django.db import migrations

from tenancy.wall.migrating import Function

SLUG = "left(trim(both '-' from regexp_replace(s.community, '[^A-Za-z0-9_-]+', '-', 'g')), 80)"
GOOD = "not s.refused"
COUNT = "count(*)"
IN_COMMUNITY = f"""pg_temp.staged s
  join public.communities_community c on c.tenant_id = app.tid() and c.slug = {SLUG} and c.kind = 'archive'"""


def refuse(field: str, code: str, message: str, condition: str) -> str:
    return f"""insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, '{field}', '{code}', {message} from pg_temp.staged s where {condition};"""


def refuse_missing(*fields: str) -> str:
    return "".join(
        refuse(field, "missing", f"'The field {field} is empty.'", f"s.{field} is null") for field in fields
    )


def refuse_long(*fields: str) -> str:
    return "".join(
        refuse(field, "too_long", f"'{field} is longer than 200 characters.'", f"length(s.{field}) > 200")
        for field in fields
    )


def refuse_no_date(field: str) -> str:
    return refuse(
        field, "no_date", f"'“' || substr(s.{field}, 2, 40) || '” is no date.'", f"s.{field} like '!%'"
    )


def refuse_again(*key: str) -> str:
    keys = ", ".join(key)
    return f"""insert into pg_temp.staged_problem (line, field, code, message)
  select d.line, '{key[-1]}', 'twice', 'Line ' || d.first || ' has this {key[-1]} already.' from (
    select s.line, min(s.line) over (partition by {keys}) as first from pg_temp.staged s
    where {" and ".join(f"s.{one} is not null" for one in key)}) d where d.line <> d.first;"""


BEGIN = "if not app.importing() then raise exception 'not_allowed' using errcode = '42501'; end if;"
MARK = """update pg_temp.staged s set refused = true
  where s.line in (select p.line from pg_temp.staged_problem p);"""
ARCHIVES = (
    refuse("community", "no_slug", "'The community needs a name with letters or figures.'", f"{SLUG} = ''")
    + MARK
    + f"""
  insert into public.communities_community (tenant_id, id, kind, slug, name, purpose, domain, language, look, stage,
    stage_since, privacy_level, created_at)
  select t.id, gen_random_uuid(), 'archive', a.slug, a.name, '', '', t.language, 'linde', 'closed', current_date,
    'closed', statement_timestamp()
  from (select {SLUG} as slug, left(min(s.community), 120) as name from pg_temp.staged s where {GOOD} group by 1) a,
    public.tenancy_tenant t
  where t.id = app.tid() on conflict (tenant_id, slug) do nothing;
  """
    + refuse(
        "community",
        "not_an_archive",
        "'“' || s.community || '” is a living community; records go into archives only.'",
        f"{GOOD} and exists (select from public.communities_community c where c.tenant_id = app.tid() "
        f"and c.slug = {SLUG} and c.kind <> 'archive')",
    )
    + MARK
)


def people(column: str) -> str:
    """Persons without a user; in records, author -1 is the system's own account."""
    return f"""
  insert into public.tenancy_person (tenant_id, id, party, display_name, language, time_zone, country, job_function,
    organisation, place, profession, theme, imported_id, is_system, is_active, created_at)
  select t.id, gen_random_uuid(), 'customer', left(a.name, 120), t.language, t.time_zone, '', '', '', '', '', 'system',
    a.name, a.name ~ '(^|-)-1$', false, statement_timestamp()
  from (select distinct s.{column} as name from pg_temp.staged s where {GOOD} and s.{column} is not null) a,
    public.tenancy_tenant t
  where t.id = app.tid() on conflict (tenant_id, imported_id) do nothing;"""


SEAT = """
  insert into public.communities_membership (tenant_id, id, community_id, kind, person_id, party, role, state,
    entry_route, motivation, named_to_sponsor, invited_by_party, asked_at, joined_at, reason_for_leaving)"""

MEMBERSHIPS = f"""
declare before bigint; touched bigint; total bigint;
begin
  {BEGIN}
  {refuse_missing("external_id", "community", "joined_on")}
  {refuse_long("external_id")}
  {refuse_no_date("joined_on")}
  {refuse_again("community", "external_id")}
  {ARCHIVES}
  {people("external_id")}
  select {COUNT} into before from public.communities_membership m where m.tenant_id = app.tid();
  {SEAT}
  select app.tid(), gen_random_uuid(), c.id, c.kind, p.id, p.party, 'member', 'active', 'imported', '', false, '',
    s.joined_on::timestamptz, s.joined_on::timestamptz, ''
  from {IN_COMMUNITY}
  join public.tenancy_person p on p.tenant_id = app.tid() and p.imported_id = s.external_id
  where {GOOD}
  on conflict (tenant_id, community_id, person_id) do update
    set joined_at = excluded.joined_at, asked_at = excluded.asked_at, state = 'active'
  where (communities_membership.joined_at, communities_membership.state)
    is distinct from (excluded.joined_at, excluded.state);
  get diagnostics touched = row_count;
  select {COUNT} - before into before from public.communities_membership m where m.tenant_id = app.tid();
  select {COUNT} into total from pg_temp.staged s where {GOOD};
  return jsonb_build_object('created', before, 'changed', touched - before, 'unchanged', total - touched);
end
"""

TOPICS = f"""
  update pg_temp.staged s set topic = s.activity_id where s.kind = 'topic' and s.topic is distinct from s.activity_id;
  loop
    update pg_temp.staged s set topic = t.topic from pg_temp.staged t
    where s.kind = 'reply' and s.topic is null and t.community = s.community and t.activity_id = s.parent
      and t.kind in ('topic', 'reply') and t.topic is not null;
    exit when not found;
  end loop;
  update pg_temp.staged s set topic = t.imported_id
  from public.communities_community c, public.communities_post p, public.communities_thread t
  where s.kind = 'reply' and s.topic is null and c.tenant_id = app.tid() and c.slug = {SLUG}
    and p.tenant_id = c.tenant_id and p.community_id = c.id and p.imported_id = s.parent
    and t.tenant_id = p.tenant_id and t.id = p.thread_id;
  {
    refuse(
        "topic",
        "no_topic",
        "'The reply names no topic, and its parent is not in the record.'",
        "s.kind = 'reply' and s.topic is null",
    )
}
  {MARK}"""

THREADS = f"""
  insert into public.communities_thread (tenant_id, id, community_id, kind, title, author_id, language, created_at,
    last_post_at, post_count, imported_id)
  select app.tid(), uuidv7(), c.id, 'question', left(coalesce(s.title, s.activity_id), 200), a.id, c.language,
    s.created_at::timestamptz, s.created_at::timestamptz, 0, s.activity_id
  from {IN_COMMUNITY}
  left join public.tenancy_person a on a.tenant_id = app.tid() and a.imported_id = s.author
  where {GOOD} and s.kind = 'topic'
  on conflict (tenant_id, community_id, imported_id) do update set title = excluded.title
  where communities_thread.title is distinct from excluded.title;
  insert into public.communities_thread (tenant_id, id, community_id, kind, title, language, created_at, last_post_at,
    post_count, imported_id)
  select app.tid(), uuidv7(), c.id, 'discussion', left('(topic ' || s.topic || ' is not in the record)', 200),
    min(c.language), min(s.created_at::timestamptz), min(s.created_at::timestamptz), 0, s.topic
  from {IN_COMMUNITY} where {GOOD} and s.kind = 'reply' group by c.id, s.topic
  on conflict (tenant_id, community_id, imported_id) do nothing;"""

POSTS = f"""
  update public.communities_post p set body = s.safe_html, body_html = s.safe_html,
    search_text = left(s.search_text, 200000)
  from {IN_COMMUNITY}
  where {GOOD} and s.kind in ('topic', 'reply') and p.tenant_id = app.tid() and p.community_id = c.id
    and p.imported_id = s.activity_id and p.body_html is distinct from s.safe_html;
  get diagnostics changed = row_count;
  with fresh as materialized (
    select uuidv7() as id, s.activity_id, s.parent, s.topic, t.id as thread_id, c.id as community_id, a.id as author_id,
      coalesce(s.safe_html, '') as html, left(coalesce(s.search_text, ''), 200000) as words, c.language,
      s.created_at::timestamptz as at,
      case when s.kind = 'topic' then 1 else greatest(1, (select coalesce(max(o.number), 1)
        from public.communities_post o where o.tenant_id = app.tid() and o.thread_id = t.id))
        + row_number() over (partition by t.id, s.kind order by s.created_at::timestamptz, s.line) end as number
    from {IN_COMMUNITY}
    join public.communities_thread t on t.tenant_id = app.tid() and t.community_id = c.id and t.imported_id = s.topic
    left join public.tenancy_person a on a.tenant_id = app.tid() and a.imported_id = s.author
    where {GOOD} and s.kind in ('topic', 'reply') and not exists (select from public.communities_post o
      where o.tenant_id = app.tid() and o.community_id = c.id and o.imported_id = s.activity_id)),
  known as (
    select f.community_id, f.activity_id, f.id, f.thread_id from fresh f
    union all
    select p.community_id, p.imported_id, p.id, p.thread_id from public.communities_post p
    where p.tenant_id = app.tid() and p.imported_id is not null
      and p.community_id in (select f.community_id from fresh f))
  insert into public.communities_post (tenant_id, id, thread_id, community_id, number, author_id, body, body_html,
    search_text, language, answers_id, created_at, imported_id)
  select app.tid(), f.id, f.thread_id, f.community_id, f.number, f.author_id, f.html, f.html, f.words, f.language,
    k.id, f.at, f.activity_id
  from fresh f left join known k on k.community_id = f.community_id and k.activity_id = f.parent
    and k.thread_id = f.thread_id and f.parent <> f.topic and f.parent <> f.activity_id;
  get diagnostics added = row_count;
  update public.communities_thread t set post_count = n.posts, last_post_at = n.latest
  from (select p.thread_id, max(p.number) as posts, max(p.created_at) as latest from public.communities_post p
    where p.tenant_id = app.tid() and p.imported_id is not null
      and p.community_id in (select c.id from {IN_COMMUNITY}) group by p.thread_id) n
  where t.tenant_id = app.tid() and t.id = n.thread_id
    and (t.post_count, t.last_post_at) is distinct from (n.posts, n.latest);"""

REACTIONS = f"""
  insert into public.communities_reaction (tenant_id, id, post_id, community_id, person_id, kind, created_at,
    imported_id)
  select app.tid(), uuidv7(), p.id, c.id, a.id, case when s.subkind = 'upvote' then 'useful' else 'recorded' end,
    s.created_at::timestamptz, s.activity_id
  from {IN_COMMUNITY}
  join public.communities_post p on p.tenant_id = app.tid() and p.community_id = c.id and p.imported_id = s.parent
  left join public.tenancy_person a on a.tenant_id = app.tid() and a.imported_id = s.author
  where {GOOD} and s.kind = 'reaction' on conflict do nothing;
  get diagnostics touched = row_count;
  added := added + touched;
  insert into public.communities_archivedrecord (tenant_id, id, community_id, imported_id, kind, subkind,
    parent_imported_id, author_id, title, body_html, created_at)
  select app.tid(), uuidv7(), c.id, s.activity_id, s.kind, left(coalesce(s.subkind, ''), 80),
    left(coalesce(s.parent, ''), 200), a.id, coalesce(s.title, ''), coalesce(s.safe_html, ''), s.created_at::timestamptz
  from {IN_COMMUNITY} left join public.tenancy_person a on a.tenant_id = app.tid() and a.imported_id = s.author
  where {GOOD} and (s.kind = 'other' or (s.kind = 'reaction' and not exists (select from public.communities_reaction r
    where r.tenant_id = app.tid() and r.community_id = c.id and r.imported_id = s.activity_id)))
  on conflict (tenant_id, community_id, imported_id) do update
    set title = excluded.title, body_html = excluded.body_html
  where (communities_archivedrecord.title, communities_archivedrecord.body_html)
    is distinct from (excluded.title, excluded.body_html);
  get diagnostics touched = row_count;
  added := added + touched;
  delete from public.communities_archivedrecord r using public.communities_reaction o
  where r.tenant_id = app.tid() and r.kind = 'reaction' and o.tenant_id = r.tenant_id
    and o.community_id = r.community_id and o.imported_id = r.imported_id;
  insert into public.communities_acceptedanswer (tenant_id, id, thread_id, post_id, community_id, accepted_by_id,
    accepted_at)
  select app.tid(), gen_random_uuid(), t.id, p.id, c.id, t.author_id, p.created_at from {IN_COMMUNITY}
  join public.communities_thread t on t.tenant_id = app.tid() and t.community_id = c.id
    and t.imported_id = s.activity_id
  join public.communities_post p on p.tenant_id = app.tid() and p.community_id = c.id and p.imported_id = s.accepted
    and p.thread_id = t.id and p.number > 1
  where {GOOD} and s.kind = 'topic' on conflict (tenant_id, thread_id) do nothing;"""

ACTIVITY = f"""
declare added bigint := 0; changed bigint := 0; touched bigint; total bigint;
begin
  {BEGIN}
  {refuse_missing("activity_id", "community", "kind", "created_at")}
  {refuse_long("activity_id", "author", "parent", "topic")}
  {refuse_no_date("created_at")}
  {
    refuse(
        "kind",
        "unknown_kind",
        "'“' || s.kind || '” is not topic, reply, reaction or other.'",
        "s.kind not in ('topic', 'reply', 'reaction', 'other')",
    )
}
  {refuse_again("community", "activity_id")}
  {TOPICS}
  {ARCHIVES}
  {people("author")}
  {SEAT}
  select app.tid(), gen_random_uuid(), c.id, c.kind, p.id, p.party, 'member', 'ended', 'imported', '', false,
    '', statement_timestamp(), null::timestamptz, '' from (
    select distinct {SLUG} as slug, s.author from pg_temp.staged s where {GOOD} and s.author is not null) w
  join public.communities_community c on c.tenant_id = app.tid() and c.slug = w.slug and c.kind = 'archive'
  join public.tenancy_person p on p.tenant_id = app.tid() and p.imported_id = w.author
  on conflict (tenant_id, community_id, person_id) do nothing;
  {THREADS}
  {POSTS}
  {REACTIONS}
  select {COUNT} into total from pg_temp.staged s where {GOOD};
  return jsonb_build_object('created', added, 'changed', changed, 'unchanged', total - added - changed);
end
"""


def taking(signature: str, body: str) -> Function:
    # Nothing is known yet of rows that the same transaction wrote: the planner would take them for few.
    return Function(
        signature,
        returns="jsonb",
        body=body,
        language="plpgsql",
        volatility="volatile",
        options="set enable_nestloop = off",
    )


class Migration(migrations.Migration):
    dependencies = [("communities", "0009_discussing"), ("tenancy", "0004_importing")]
    operations = [
        taking("import_memberships()", MEMBERSHIPS),
        taking("import_activity()", ACTIVITY),
    ]
