"""Clients see records of their own sources alone; a tenant may have a twin in which its systems are tried out."""

from django.db import migrations

from tenancy.wall.constraints import Policy
from tenancy.wall.migrating import Function

MINE = "any((select app.my_sources())::text[])"
OWN = f"(select app.my_sources()) is null or source = {MINE}"
IDENTIFIED = (
    "exists (select from customers_accountidentifier i where i.tenant_id = customers_account.tenant_id"
    f" and i.account_id = customers_account.id and i.source = {MINE})"
)
USING = {
    "account": f"{OWN} or {IDENTIFIED}",
    "accountidentifier": OWN,
    "contact": OWN,
    "salesfact": "(select app.my_sources()) is null or account_id in (select app.source_accounts())",
}
SOURCE_ACCOUNTS = """select i.account_id from public.customers_accountidentifier i
where i.tenant_id = app.tid() and i.source = any(app.my_sources())"""

PERSON = """insert into public.tenancy_person (tenant_id, id, party, display_name, language, time_zone, country, job_function,
    organisation, place, profession, theme, is_system, is_active, created_at)
  values (twin, fresh, 'staff', someone.display_name, someone.language, someone.time_zone, someone.country,
    someone.job_function, someone.organisation, someone.place, '', someone.theme, false, true, statement_timestamp());
  insert into public.tenancy_signin (tenant_id, id, person_id, user_id) values (twin, gen_random_uuid(), fresh, someone.user_id);
  insert into public.tenancy_roleassignment (tenant_id, id, person_id, role, granted_at)
  select twin, gen_random_uuid(), fresh, r, statement_timestamp() from unnest({roles}) r;"""
SOMEONE = """select p.*, s.user_id from public.tenancy_person p join public.tenancy_signin s
    on s.tenant_id = p.tenant_id and s.person_id = p.id
    where p.tenant_id = app.tid() and p.party = 'staff' and p.is_active"""
# The twin belongs to the firm: whoever opens it administers it, and nobody else is in it.
OPEN = f"""
declare here uuid := app.tid(); twin uuid; fresh uuid := gen_random_uuid(); place text; someone record;
begin
  if not app.manages_clients() then raise exception 'not_allowed' using errcode = '42501'; end if;
  if exists (select from public.tenancy_tenant t where t.id = here and t.sandbox_of is not null) then
    raise exception 'sandbox_in_sandbox'; end if;
  perform pg_advisory_xact_lock(hashtextextended('sandbox of ' || here, 0));
  select left(t.slug, 32) || '-sandbox' into place from public.tenancy_tenant t where t.id = here;
  select t.id into twin from public.tenancy_tenant t where t.slug = place and t.sandbox_of = here;
  if twin is null then
    if exists (select from public.tenancy_tenant t where t.slug = place) then raise exception 'address_taken'; end if;
    twin := gen_random_uuid();
    insert into public.tenancy_tenant (id, slug, name, unit, language, time_zone, created_at, sandbox_of)
    select twin, place, left(t.name, 100) || ' · Sandbox', t.unit, t.language, t.time_zone, statement_timestamp(), here
    from public.tenancy_tenant t where t.id = here;
  end if;
  for someone in {SOMEONE} and p.id = app.pid() and not exists (
      select from public.tenancy_signin o where o.tenant_id = twin and o.user_id = s.user_id) loop
    {PERSON.format(roles="array['tenant_admin', 'management']")}
  end loop;
  return twin;
end
"""
# A fresh twin takes the place of the old one, with the same people, clients and keys; nobody reaches the old one.
RESET = f"""
declare here uuid := app.tid(); twin uuid := gen_random_uuid(); fresh uuid; old record; someone record; system record;
begin
  if not app.manages_clients() then raise exception 'not_allowed' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended('reset of ' || here, 0));
  select t.* into old from public.tenancy_tenant t where t.id = here and t.sandbox_of is not null
    and t.slug not like 'was-%';
  if old.id is null then raise exception 'not_a_sandbox'; end if;
  update public.tenancy_tenant t set slug = 'was-' || replace(here::text, '-', '') where t.id = here;
  insert into public.tenancy_tenant (id, slug, name, unit, language, time_zone, created_at, sandbox_of)
  values (twin, old.slug, old.name, old.unit, old.language, old.time_zone, statement_timestamp(), old.sandbox_of);
  for someone in {SOMEONE} loop
    fresh := gen_random_uuid();
    {PERSON.format(roles="array(select a.role from public.tenancy_roleassignment a where a.tenant_id = here and a.person_id = someone.id)")}
  end loop;
  for system in select c.* from public.customers_apiclient c where c.tenant_id = here and c.revoked_at is null loop
    fresh := uuidv7();
    insert into public.customers_apiclient (tenant_id, id, client_id, name, scopes, sources, networks, calls_per_minute,
      created_at)
    values (twin, fresh, system.client_id, system.name, system.scopes, system.sources, system.networks,
      system.calls_per_minute, system.created_at);
    insert into public.customers_apikey (tenant_id, id, client_id, start, hash, scopes, created_at, valid_until)
    select twin, uuidv7(), fresh, k.start, k.hash, k.scopes, k.created_at, k.valid_until from public.customers_apikey k
    where k.tenant_id = here and k.client_id = system.id and k.revoked_at is null;
  end loop;
  update public.customers_apikey k set revoked_at = statement_timestamp() where k.tenant_id = here and k.revoked_at is null;
  update public.customers_apiclient c set revoked_at = statement_timestamp() where c.tenant_id = here and c.revoked_at is null;
  delete from public.tenancy_signin s where s.tenant_id = here;
  update public.tenancy_person p set is_active = false where p.tenant_id = here;
  return twin;
end
"""
SANDBOX = """select t.slug from public.tenancy_tenant t
where t.sandbox_of = app.tid() and t.slug not like 'was-%' and app.manages_clients()"""


def act(signature: str, returns: str, body: str) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("customers", "0025_signing_in_by_keys")]
    operations = [
        Function(
            "source_accounts()",
            returns="setof uuid",
            roles=("app_rt", "app_sec"),
            options="rows 10000",
            body=SOURCE_ACCOUNTS,
        ),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=Policy(
                    name=f"customers_{model}_own_sources", command="select", using=using, restrictive=True
                ),
            )
            for model, using in USING.items()
        ),
        act("open_sandbox()", "uuid", OPEN),
        act("reset_sandbox()", "uuid", RESET),
        Function("sandbox_slug()", returns="text", body=SANDBOX),
    ]
