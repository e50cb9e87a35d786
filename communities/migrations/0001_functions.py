"""What the policies of content ask: where the acting person is a member, leads, stewards or passes."""

from django.db import migrations

from tenancy.wall.migrating import Function

READERS = ("app_rt", "app_sec")
SEAT = "m.tenant_id = app.tid() and m.person_id = app.pid()"
# Content of a customer community opens with a membership that its leader accepted *and* a verification in force.
OPEN = f"""{SEAT} and m.state = 'active' and (m.kind <> 'customer' or exists (
    select from public.tenancy_person p
    where p.tenant_id = m.tenant_id and p.id = m.person_id and p.is_active and p.verified_until >= current_date))"""
LIVE = "g.tenant_id = app.tid() and g.to_person_id = app.pid() and g.closed_at is null and g.expires_at > statement_timestamp()"


def setof(name: str, body: str, rows: int = 20) -> Function:
    return Function(f"{name}()", returns="setof uuid", roles=READERS, options=f"rows {rows}", body=body)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0001_initial")]
    operations = [
        setof(
            "my_communities",
            f"""select m.community_id from public.communities_membership m where {OPEN}
            union all
            select c.id from public.communities_community c
            where c.tenant_id = app.tid() and c.kind = 'archive' and app.has_role('tenant_admin')""",
        ),
        setof(
            "my_seats",
            f"select m.community_id from public.communities_membership m where {SEAT} and m.state <> 'ended'",
        ),
        setof(
            "my_led",
            f"select m.community_id from public.communities_membership m where {OPEN} and m.role in ('leader', 'deputy')",
        ),
        setof(
            "my_moderated",
            f"select m.community_id from public.communities_membership m "
            f"where {OPEN} and m.role in ('leader', 'deputy', 'moderator')",
        ),
        setof(
            "my_stewarded",
            "select s.community_id from public.communities_stewardship s "
            "where s.tenant_id = app.tid() and s.person_id = app.pid()",
        ),
        setof(
            "my_shells",
            """select s.community_id from public.communities_stewardship s
            join public.communities_community c on c.tenant_id = s.tenant_id and c.id = s.community_id
            where s.tenant_id = app.tid() and s.person_id = app.pid()
              and (c.handed_over_at is null or s.may_edit_look)
            union all select app.my_led()""",
        ),
        setof(
            "my_named_shells",
            "select s.community_id from public.communities_stewardship s "
            "where s.tenant_id = app.tid() and s.person_id = app.pid() and s.may_see_names",
        ),
        setof(
            "my_guest_threads",
            f"select g.thread_id from public.communities_passage g "
            f"where {LIVE} and g.kind in ('guest', 'external_expert') and g.thread_id is not null",
        ),
        setof(
            "my_passage_threads",
            f"""select g.thread_id from public.communities_passage g where {LIVE} and g.thread_id is not null
            union select p.thread_id from public.communities_passage g
            join public.communities_post p on p.tenant_id = g.tenant_id and p.id = g.post_id where {LIVE}""",
        ),
        setof(
            "my_passage_posts",
            f"""select g.post_id from public.communities_passage g where {LIVE} and g.post_id is not null
            union select p.id from public.communities_passage g
            join public.communities_post p on p.tenant_id = g.tenant_id and p.thread_id = g.thread_id
            where {LIVE} and p.created_at >= g.opened_at""",
        ),
        setof(
            "my_peers",
            f"""select app.pid()
            union all
            select m.person_id from public.communities_membership m
            where m.tenant_id = app.tid() and m.community_id in (select app.my_communities())
            union all
            select m.person_id from public.communities_membership m
            where m.tenant_id = app.tid() and m.named_to_sponsor and m.state = 'active'
              and m.community_id in (select app.my_named_shells())
            union all
            select p.author_id from public.communities_passage g
            join public.communities_post p on p.tenant_id = g.tenant_id
              and (p.id = g.post_id or (p.thread_id = g.thread_id and p.created_at >= g.opened_at))
            where {LIVE}""",
            rows=200,
        ),
    ]
