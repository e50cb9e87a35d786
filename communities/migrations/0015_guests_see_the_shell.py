"""Whoever has a passage into a community sees its shell, as its pages need a name to stand under."""

from django.db import migrations

import tenancy.wall.constraints
from tenancy.wall.migrating import Function

PLACES = """
select g.community_id from public.communities_passage g
where g.tenant_id = app.tid() and g.to_person_id = app.pid() and g.closed_at is null
  and g.expires_at > statement_timestamp()
"""
READ = "(select app.my_party()) in ('staff', 'operator') or id in (select app.my_seats())"


class Migration(migrations.Migration):
    dependencies = [("communities", "0014_consenting_by_function")]
    operations = [
        Function(
            "my_passage_places()", returns="setof uuid", roles=("app_rt", "app_sec"), options="rows 20", body=PLACES
        ),
        migrations.RemoveConstraint(model_name="community", name="communities_community_read"),
        migrations.AddConstraint(
            model_name="community",
            constraint=tenancy.wall.constraints.Policy(
                name="communities_community_read",
                command="select",
                role="app_rt",
                using=f"{READ} or id in (select app.my_passage_places())",
                check=None,
            ),
        ),
    ]
