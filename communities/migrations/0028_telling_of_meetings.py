"""Who is told of a meeting and of an action: those whom it concerns, if its community still opens to them."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

AUDIENCE = (
    import_module("communities.migrations.0011_audiences").AUDIENCE
    + """
union all
select w.person, e.verb::text from e join (
  select i.tenant_id, i.community_id, i.meeting_id as subject, i.person_id as person, true as is_invitation
  from public.communities_meetinginvitation i
  union all
  select x.tenant_id, x.community_id, x.id, x.owner_id, false from public.communities_actionitem x
) w on w.tenant_id = e.tenant_id and w.community_id = e.community_id and w.subject = e.subject_id
join public.communities_membership m on m.tenant_id = w.tenant_id and m.community_id = w.community_id
  and m.person_id = w.person and m.state = 'active'
join public.tenancy_person n on n.tenant_id = m.tenant_id and n.id = m.person_id
  and (m.kind <> 'customer' or n.verified_until >= current_date)
where (w.is_invitation and (e.verb in ('meeting.moved', 'meeting.cancelled', 'meeting.restored')
    or (e.verb = 'meeting.invited' and e.ids -> 'people' @> to_jsonb(w.person::text))))
  or (not w.is_invitation and e.verb in ('action.opened', 'action.passed_on'))
"""
)


class Migration(migrations.Migration):
    dependencies = [("communities", "0027_showing_recognition")]
    operations = [
        Function(
            "audience(event uuid)", returns="table (person uuid, verb text)", body=AUDIENCE, roles=("app_sec",)
        ),
    ]
