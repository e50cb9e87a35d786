"""Making tenants and persons: the owner's commands, and what an imported record may add."""

from django.db import migrations

from tenancy.wall.migrating import Function

CREATE_TENANT = """
declare fresh uuid := gen_random_uuid();
begin
  insert into public.tenancy_tenant (id, slug, name, unit, language, time_zone, created_at)
  values (fresh, slug, name, unit, 'en', time_zone, statement_timestamp());
  return fresh;
end
"""
CREATE_PORTAL = """
declare fresh uuid := gen_random_uuid();
begin
  insert into public.tenancy_portal (tenant_id, id, slug, name, domain, operator_name, sponsor_name, emergency)
  values (tenant, fresh, slug, name, '', operator, sponsor, '[]');
  return fresh;
end
"""
CREATE_PERSON = """
declare fresh uuid := gen_random_uuid();
begin
  insert into public.tenancy_person (tenant_id, id, party, display_name, language, time_zone, country, job_function,
    organisation, place, profession, theme, verified_until, is_system, is_active, created_at)
  select t.id, fresh, party, name, t.language, t.time_zone, '', '', '', '', '', 'system', verified, false, true,
    statement_timestamp()
  from public.tenancy_tenant t where t.id = tenant;
  insert into public.tenancy_roleassignment (tenant_id, id, person_id, role, granted_at)
  select tenant, gen_random_uuid(), fresh, r, statement_timestamp() from unnest(roles) r;
  if login is not null then
    insert into public.tenancy_signin (tenant_id, id, person_id, user_id) values (tenant, gen_random_uuid(), fresh, login);
  end if;
  return fresh;
end
"""
GIVE_ROLE = """
begin
  if not app.has_role('tenant_admin') then raise exception 'not_allowed' using errcode = '42501'; end if;
  if wanted in ('operator_admin', 'safety_reader', 'mediator') or not exists (
    select from public.tenancy_person p where p.tenant_id = app.tid() and p.id = person and p.party = 'staff')
  then raise exception 'staff_only'; end if;
  insert into public.tenancy_roleassignment (tenant_id, id, person_id, role, granted_by_id, granted_at)
  values (app.tid(), gen_random_uuid(), person, wanted, app.pid(), statement_timestamp())
  on conflict (tenant_id, person_id, role) do nothing;
end
"""
TAKE_ROLE = """
begin
  if not app.has_role('tenant_admin') then raise exception 'not_allowed' using errcode = '42501'; end if;
  if wanted = 'tenant_admin' and not exists (select from public.tenancy_roleassignment a
      where a.tenant_id = app.tid() and a.role = 'tenant_admin' and a.person_id <> person) then
    raise exception 'last_administrator'; end if;
  delete from public.tenancy_roleassignment a
  where a.tenant_id = app.tid() and a.person_id = person and a.role = wanted;
end
"""


def act(signature: str, returns: str, body: str, *roles: str) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile", roles=roles)


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_identity")]
    operations = [
        act("create_tenant(slug text, name text, unit text, time_zone text)", "uuid", CREATE_TENANT, "app_owner"),
        act(
            "create_portal(tenant uuid, slug text, name text, operator text, sponsor text)",
            "uuid",
            CREATE_PORTAL,
            "app_owner",
        ),
        act(
            "create_person(tenant uuid, login uuid, party text, name text, roles text[], verified date)",
            "uuid",
            CREATE_PERSON,
            "app_owner",
        ),
        Function(
            "tenant_id(place text)",
            returns="uuid",
            body="select id from public.tenancy_tenant where slug = place",
            roles=("app_owner", "app_rt"),
        ),
        act("give_role(person uuid, wanted text)", "void", GIVE_ROLE, "app_rt"),
        act("take_role(person uuid, wanted text)", "void", TAKE_ROLE, "app_rt"),
    ]
