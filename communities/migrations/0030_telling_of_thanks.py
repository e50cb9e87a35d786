"""Who is told of thanks: those who were thanked, while the community still opens to them."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

AUDIENCE = (
    import_module("communities.migrations.0028_telling_of_meetings").AUDIENCE
    + """
union all
select t.person_id, e.verb::text from e
join public.communities_recognition r on r.tenant_id = e.tenant_id and r.id = e.subject_id and r.withdrawn_at is null
join public.communities_recognitionrecipient t on t.tenant_id = r.tenant_id and t.recognition_id = r.id
join public.communities_membership m on m.tenant_id = t.tenant_id and m.community_id = t.community_id
  and m.person_id = t.person_id and m.state = 'active'
join public.tenancy_person n on n.tenant_id = m.tenant_id and n.id = m.person_id
  and (m.kind <> 'customer' or n.verified_until >= current_date)
where e.verb = 'recognition.given'
"""
)


class Migration(migrations.Migration):
    dependencies = [("communities", "0029_thanks_for_definers")]
    operations = [
        Function(
            "audience(event uuid)", returns="table (person uuid, verb text)", body=AUDIENCE, roles=("app_sec",)
        ),
    ]
