"""A community that chooses no period of its own goes by the tenant's default again."""

from django.db import migrations

from tenancy.wall.migrating import Function

CHOOSE = """
begin
  if app.pid() is null or not (app.my_party() = 'operator' or community in (select app.my_led())
      or (app.has_role('tenant_admin') and exists (select from public.communities_community c
        where c.tenant_id = app.tid() and c.id = community and c.kind = 'archive'))) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if period is null then
    delete from public.analytics_healthrhythm r where r.tenant_id = app.tid() and r.community_id = community;
    return; end if;
  insert into public.analytics_healthrhythm (tenant_id, id, community_id, months, chosen_by_id, chosen_at)
  select c.tenant_id, uuidv7(), c.id, period, app.pid(), statement_timestamp()
  from public.communities_community c where c.tenant_id = app.tid() and c.id = community
  on conflict (tenant_id, community_id) do update
    set months = excluded.months, chosen_by_id = excluded.chosen_by_id, chosen_at = excluded.chosen_at;
end
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0030_health_defaults")]
    operations = [
        Function(
            "choose_health_rhythm(community uuid, period integer)",
            returns="void",
            body=CHOOSE,
            language="plpgsql",
            volatility="volatile",
        )
    ]
