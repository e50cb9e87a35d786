"""Communities full of activity, made by the server itself: nothing of it passes through Python.

At scale 1: 10,000 communities of 40 members out of 50,000 people, 10 million activities in 365 days: 1 million
topics, 6.5 million replies, 2.5 million reactions. Few write much; 2 posts of 1,000 have lost their author, 4 were
removed; two accounts are systems.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg2

TENANT = UUID("00000000-0000-4000-8000-00000000b0b0")
DAYS = 365
FIRST, LAST = "2025-01-01", "2025-12-31"
TABLES = (
    "tenancy_tenant",
    "tenancy_person",
    "communities_community",
    "communities_membership",
    "communities_thread",
    "communities_post",
    "communities_removal",
    "communities_reaction",
)
# Which person has the r-th seat of community c, and how a uniform number picks a seat: few write much.
HELPERS = """
create function pg_temp.u(kind text, n bigint) returns uuid immutable parallel safe language sql
  as $$ select md5(kind || n)::uuid $$;
create function pg_temp.seated(c bigint, r bigint, people bigint) returns uuid immutable parallel safe language sql
  as $$ select md5('p' || ((c * 7919 + r * 104729) % people))::uuid $$;
create function pg_temp.seat() returns bigint volatile parallel safe language sql
  as $$ select floor(40 * power(random(), 2.2))::bigint $$;
select setseed(0.5);
"""
PEOPLE = """
insert into tenancy_tenant (id, slug, name, unit, language, time_zone, created_at)
values (%(tenant)s, 'health-benchmark', 'Benchmark', '', 'en', 'UTC', now());
insert into tenancy_person (tenant_id, id, party, display_name, language, time_zone, country, job_function,
  organisation, place, profession, theme, is_system, is_active, created_at)
select %(tenant)s, pg_temp.u('p', n), 'customer', 'P' || n, 'en', 'UTC', (array['CH', 'FR', 'DE', ''])[1 + n %% 4],
  (array['physician', 'nurse', 'engineer', 'manager', ''])[1 + n * 7 %% 5], '', '', '', 'system', n < 2, true, now()
from generate_series(0, %(people)s - 1) n;
insert into communities_community (tenant_id, id, kind, slug, name, purpose, domain, language, look, stage,
  stage_since, privacy_level, created_at)
select %(tenant)s, pg_temp.u('c', c), 'customer', 'c' || c, 'C' || c, '', '', 'en', 'linde', 'active', '2024-01-01',
  'aggregates', '2024-01-01'
from generate_series(0, %(communities)s - 1) c;
insert into communities_membership (tenant_id, id, community_id, kind, person_id, party, role, state, entry_route,
  motivation, named_to_sponsor, invited_by_party, asked_at, joined_at, ended_at, reason_for_leaving)
select %(tenant)s, gen_random_uuid(), pg_temp.u('c', c), 'customer', pg_temp.seated(c, r, %(people)s), 'customer',
  case r when 0 then 'leader' when 1 then 'deputy' else 'member' end, case when r > 36 then 'ended' else 'active' end,
  (array['volunteered', 'assigned', 'invited'])[1 + r %% 3], '', false, '', '2024-01-01',
  '2024-01-01'::timestamptz + r * interval '18 days', case when r > 36 then '2025-12-01'::timestamptz end, ''
from generate_series(0, %(communities)s - 1) c, generate_series(0, 39) r
on conflict do nothing;
"""
WRITTEN = """
insert into communities_thread (tenant_id, id, community_id, kind, title, author_id, language, created_at,
  last_post_at, post_count)
select %(tenant)s, pg_temp.u('t', t), pg_temp.u('c', t %% %(communities)s), 'discussion', 'A topic',
  case when random() > 0.002 then pg_temp.seated(t %% %(communities)s, pg_temp.seat(), %(people)s) end, 'en', at, at, 1
from (select t, '2025-01-01'::timestamptz + t * interval '365 days' / %(topics)s as at
  from generate_series(0, %(topics)s - 1) t) t;
insert into communities_post (tenant_id, id, thread_id, community_id, number, author_id, body, body_html, search_text,
  language, created_at)
select %(tenant)s, uuidv7(), w.thread, w.place, w.number, w.author, %(body)s, %(body)s, '', 'en', w.at
from (
  select h.id as thread, h.community_id as place, 1 as number, h.author_id as author, h.created_at as at
  from communities_thread h where h.tenant_id = %(tenant)s
  union all
  select pg_temp.u('t', t), pg_temp.u('c', t %% %(communities)s), n + 1,
    case when random() > 0.002 then pg_temp.seated(t %% %(communities)s, pg_temp.seat(), %(people)s) end,
    least('2025-01-01'::timestamptz + t * interval '365 days' / %(topics)s
      + power(random(), 4) * interval '20 days' + n * interval '5 minutes', '2025-12-31 23:59+00')
  from generate_series(0, %(topics)s - 1) t, generate_series(1, t %% 14) n
) w order by w.at;
insert into communities_removal (tenant_id, id, post_id, community_id, removed_by_id, reason, removed_at)
select %(tenant)s, gen_random_uuid(), p.id, p.community_id, pg_temp.u('p', 5), '', now()
from communities_post p where p.tenant_id = %(tenant)s and random() < 0.004;
insert into communities_reaction (tenant_id, id, post_id, community_id, person_id, kind, created_at)
select %(tenant)s, gen_random_uuid(), p.id, p.community_id,
  pg_temp.seated(substr(c.slug, 2)::bigint, pg_temp.seat(), %(people)s), 'useful',
  least(p.created_at + random() * interval '3 days', '2025-12-31 23:59+00')
from communities_post p join communities_community c on c.id = p.community_id
where p.tenant_id = %(tenant)s and random() < 0.3333;
"""
# The floor's table: the same activities, as narrow as they can be.
ACTIVITY = """
create unlogged table bench_activity as
  select p.community_id, p.author_id as person_id, 1::smallint as kind, p.created_at from communities_post p
  where p.tenant_id = %(tenant)s
  union all
  select r.community_id, r.person_id, 2::smallint, r.created_at from communities_reaction r
  where r.tenant_id = %(tenant)s
"""


def fill(scale: float) -> int:
    """Fills the owner's database once; returns how many activities there are."""
    numbers = {"communities": 10_000, "people": 50_000, "topics": 1_000_000}
    bound = {name: int(number * scale) for name, number in numbers.items()}
    values = bound | {"tenant": str(TENANT), "body": "A reply of ordinary length. " * 8}
    with psycopg2.connect(os.environ["MIGRATION_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("set work_mem = '256MB'; set maintenance_work_mem = '512MB'")
        cursor.execute("select to_regclass('bench_activity')")
        if cursor.fetchone() == (None,):
            cursor.execute(HELPERS)
            with _bare(cursor):
                for statement in (PEOPLE, WRITTEN, ACTIVITY):
                    cursor.execute(statement, values)
        cursor.execute("select count(*) from bench_activity")
        (count,) = cursor.fetchone() or (0,)
    _vacuum()
    return int(count)


def _vacuum() -> None:
    connection = psycopg2.connect(os.environ["MIGRATION_DATABASE_URL"])
    connection.autocommit = True
    connection.cursor().execute("vacuum (analyze)")
    connection.close()


@contextmanager
def _bare(cursor: "psycopg2.extensions.cursor") -> Iterator[None]:
    """Open to the owner, and without the keys and indexes that would be checked ten million times."""
    for table in TABLES:
        cursor.execute(f"create policy loading on {table} to app_owner using (true) with check (true)")
    cursor.execute(
        "select 'communities_' || t, conname, pg_get_constraintdef(k.oid) from pg_constraint k,"
        " unnest(array['thread', 'post', 'removal', 'reaction', 'membership']) t"
        " where k.conrelid = ('public.communities_' || t)::regclass and k.contype = 'f'"
    )
    keys = cursor.fetchall()
    for table, name, _said in keys:
        cursor.execute(f'alter table {table} drop constraint "{name}"')
    yield
    for table, name, said in keys:
        cursor.execute(f'alter table {table} add constraint "{name}" {said} not valid')
    for table in TABLES:
        cursor.execute(f"drop policy loading on {table}")
