"""Whose log of a community one may read: its leaders, and the operator where customers are members."""

from django.db import migrations

from tenancy.wall.migrating import Function

READERS = """
select app.my_led()
union all
select c.id from public.communities_community c
where c.tenant_id = app.tid() and c.kind = 'customer' and app.my_party() = 'operator'
"""


class Migration(migrations.Migration):
    dependencies = [("communities", "0004_what_is_done_with_posts"), ("tenancy", "0005_events_and_tasks")]
    operations = [
        Function("my_logged_communities()", returns="setof uuid", options="rows 20", body=READERS),
    ]
