"""Who has to do with a community, so that its log takes an event from him."""

from django.db import migrations

from tenancy.wall.migrating import Function

# Whoever left may still say so; staff act in the firm's own communities before they have a seat.
BELONGS = """
select app.my_party() = 'operator'
or exists (select from public.communities_community c where c.tenant_id = app.tid() and c.id = place
  and c.kind <> 'customer' and app.my_party() = 'staff')
or place in (select app.my_stewarded())
or exists (select from public.communities_membership m where m.tenant_id = app.tid() and m.community_id = place
  and m.person_id = app.pid())
or exists (select from public.communities_passage g where g.tenant_id = app.tid() and g.community_id = place
  and g.to_person_id = app.pid())
"""


class Migration(migrations.Migration):
    dependencies = [("communities", "0012_noting_by_leaders"), ("tenancy", "0012_logging_where_one_belongs")]
    operations = [
        Function("belongs_to(place uuid)", returns="boolean", roles=("app_sec",), body=BELONGS),
    ]
