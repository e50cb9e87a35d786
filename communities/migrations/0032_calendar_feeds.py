"""What stands behind a calendar's secret address: times alone where the community is a customers'."""

from django.db import migrations

from tenancy.wall.migrating import Function

# One row of nulls where the address works and nobody meets.
BEHIND = """
select m.id, case when c.kind = 'customer' then '' else m.title end,
  case when m.id is null or c.kind = 'customer' then '' when m.form = 'face_to_face' then m.place else m.link end,
  m.starts_at, m.zone::text, m.duration_minutes::integer, m.sequence::integer, m.cancelled_at is not null, m.planned_at,
  p.language::text
from public.communities_calendaraddress a
join public.tenancy_person p on p.tenant_id = a.tenant_id and p.id = a.person_id and p.is_active
left join (public.communities_membership s
  join public.communities_community c on c.tenant_id = s.tenant_id and c.id = s.community_id
  join public.communities_meeting m on m.tenant_id = s.tenant_id and m.community_id = s.community_id
    and m.starts_at > statement_timestamp() - interval '90 days'
  join public.communities_meetinginvitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.id
    and i.person_id = s.person_id)
  on s.tenant_id = a.tenant_id and s.person_id = a.person_id and s.state = 'active'
  and (c.kind <> 'customer' or p.verified_until >= current_date)
where a.digest = calendar_behind.digest
order by m.starts_at, m.id
"""


class Migration(migrations.Migration):
    dependencies = [("communities", "0031_calendar_addresses")]
    operations = [
        Function(
            "calendar_behind(digest text)",
            returns="table (meeting uuid, title text, place text, starts_at timestamptz, zone text, minutes integer,"
            " sequence integer, is_cancelled boolean, planned_at timestamptz, language text)",
            body=BEHIND,
        ),
    ]
