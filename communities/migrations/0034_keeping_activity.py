"""The database counts posts as they are stored, and notes when each thread was opened and first answered.

A trigger, because every way in must be counted in the statement that stores the rows, and nothing else sees them all.
It is the only one: it reads no words and writes numbers and moments alone. What was stored before is counted here.
"""

from django.db import migrations

from tenancy.wall.migrating import Function

WRITTEN = """
  insert into public.communities_activityspan as a
    (tenant_id, id, community_id, months, began_at, person_id, topics, replies, answers)
  select w.tenant_id, uuidv7(), w.community_id, s.months, s.began_at, w.author_id, count(*) filter (where w.number = 1),
    count(*) filter (where w.number > 1), count(*) filter (where w.number > 1 and w.is_to_another)
  from (
    select p.tenant_id, p.community_id, p.author_id, p.number, h.author_id is distinct from p.author_id as is_to_another,
      p.created_at at time zone t.time_zone as at, t.time_zone
    from {posts} p
    join public.communities_thread h on h.tenant_id = p.tenant_id and h.id = p.thread_id
    join public.tenancy_tenant t on t.id = p.tenant_id
  ) w
  cross join lateral (values (1, date_trunc('month', w.at) at time zone w.time_zone),
    (12, date_trunc('year', w.at) at time zone w.time_zone)) s (months, began_at)
  group by w.tenant_id, s.months, s.began_at, w.community_id, w.author_id
  order by w.tenant_id, s.months, s.began_at, w.community_id, w.author_id
  on conflict (tenant_id, months, began_at, community_id, person_id) do update
  set topics = a.topics + excluded.topics, replies = a.replies + excluded.replies, answers = a.answers + excluded.answers;
"""
ANSWERED = """
  update public.communities_thread h
  set opened_at = coalesce(h.opened_at, n.opened_at), first_reply_at = least(h.first_reply_at, n.first_reply_at)
  from (
    select p.tenant_id, p.thread_id, min(p.created_at) filter (where p.number = 1) as opened_at,
      min(p.created_at) filter (where p.number > 1 and (p.author_id is null or p.author_id is distinct from o.author_id))
        as first_reply_at
    from {posts} p join public.communities_thread o on o.tenant_id = p.tenant_id and o.id = p.thread_id
    group by p.tenant_id, p.thread_id
  ) n
  where h.tenant_id = n.tenant_id and h.id = n.thread_id and (h.opened_at is null and n.opened_at is not null
    or n.first_reply_at < coalesce(h.first_reply_at, 'infinity'));
"""
BODY = f"begin {WRITTEN} {ANSWERED} return null; end"
TRIGGER = """create trigger communities_post_counted after insert on communities_post
  referencing new table as fresh for each statement execute function app.count_posts()"""
UNTRIGGER = "drop trigger if exists communities_post_counted on communities_post"
STORED = "public.communities_post"


class Migration(migrations.Migration):
    dependencies = [("communities", "0033_counting_activity")]
    operations = [
        Function(
            "count_posts()",
            returns="trigger",
            body=BODY.format(posts="fresh"),
            roles=("app_owner",),
            language="plpgsql",
            volatility="volatile",
        ),
        migrations.RunSQL(TRIGGER, UNTRIGGER),
        migrations.RunSQL(
            [
                "set local role app_sec",
                WRITTEN.format(posts=STORED),
                ANSWERED.format(posts=STORED),
                "set local role none",
            ],
            migrations.RunSQL.noop,
        ),
    ]
