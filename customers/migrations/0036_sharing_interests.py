"""Sharing an interest map: once the leader has taken the community over, with a line in the members' ledger."""

from django.db import migrations

from tenancy.wall.migrating import Function

SHARE = """
declare found public.customers_prospectivecommunity; place public.communities_community; fresh uuid := uuidv7();
  actor public.tenancy_person;
begin
  select * into found from public.customers_prospectivecommunity p where p.tenant_id = app.tid() and p.id = prospect
    and p.id in (select app.my_searches());
  if found.id is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  select * into place from public.communities_community c where c.tenant_id = app.tid() and c.id = found.community_id
    and c.handed_over_at is not null and c.id in (select app.my_stewarded());
  if place.id is null then raise exception 'no_leader_yet'; end if;
  if jsonb_array_length(told -> 'lines') = 0 then raise exception 'nothing_to_share'; end if;
  select * into actor from public.tenancy_person n where n.tenant_id = app.tid() and n.id = app.pid();
  insert into public.customers_interestshare (tenant_id, id, prospect_id, community_id, lines, with_names, by_id, by_name, at)
  values (app.tid(), fresh, found.id, place.id, told -> 'lines', with_names, app.pid(), actor.display_name,
    statement_timestamp());
  perform app.note_crossing(place.id, 'interest_map', case when with_names
      then 'Interest map with names, from visits' else 'Interest map without names, from visits' end,
    'the leaders', 'members', 'Shared by the representative', true);
  return fresh;
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0035_around_a_community"), ("communities", "0019_interest_maps")]
    operations = [
        Function(
            "share_interests(prospect uuid, told jsonb, with_names boolean)",
            returns="uuid",
            body=SHARE,
            language="plpgsql",
            volatility="volatile",
        ),
    ]
