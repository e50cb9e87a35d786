"""Inviting by e-mail address: what staff, the operator and the invited person may do with it."""

from django.db import migrations

from tenancy.wall.migrating import Function

# Asked by the functions below and by those that invite to a community; nobody else may call it.
MAKE = """
declare fresh uuid := gen_random_uuid(); actor public.tenancy_person;
begin
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid() and p.is_active;
  if actor.id is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  if (select count(*) from public.tenancy_invitation i where i.tenant_id = app.tid() and i.invited_by_id = actor.id
      and i.invited_at > statement_timestamp() - interval '1 day') >= 100 then raise exception 'too_many'; end if;
  insert into public.tenancy_invitation (tenant_id, id, token_digest, email, name, party, roles, invited_by_id,
    invited_by_party, invited_at, expires_at)
  values (app.tid(), fresh, encode(sha256(convert_to(token, 'UTF8')), 'hex'), lower(email), left(name, 120), party, roles,
    actor.id, actor.party, statement_timestamp(), statement_timestamp() + make_interval(days => least(days, 60)));
  return fresh;
end
"""
INVITE_STAFF = """
begin
  if not app.has_role('tenant_admin') then raise exception 'not_allowed' using errcode = '42501'; end if;
  if roles && array['operator_admin', 'safety_reader', 'mediator']
    or not roles <@ array['management', 'sales_manager', 'sales_rep', 'key_account_manager', 'marketing', 'medical',
      'medical_information', 'drug_safety', 'compliance', 'programme_office', 'it_support', 'tenant_admin']
  then raise exception 'unknown_role'; end if;
  return app.make_invitation(email, name, 'staff', roles, days, token);
end
"""
INVITE_CUSTOMER = """
begin
  if not app.has_role('operator_admin') then raise exception 'not_allowed' using errcode = '42501'; end if;
  return app.make_invitation(email, name, 'customer', '{}', days, token);
end
"""
# An invitation that somebody used is "revoked" without a word: staff must not learn that a customer came.
REVOKE = """
begin
  update public.tenancy_invitation i set revoked_at = statement_timestamp()
  where i.tenant_id = app.tid() and i.id = invitation and i.revoked_at is null
    and (i.invited_by_id = app.pid() or (i.party = 'staff' and app.has_role('tenant_admin'))
      or (i.party = 'customer' and app.has_role('operator_admin'))
      or (i.invited_by_party = 'customer' and i.id in (select app.invitations_to_my_seats())));
  if not found then raise exception 'not_found'; end if;
end
"""
BEHIND = """
select jsonb_build_object('id', i.id, 'email', i.email, 'name', i.name, 'party', i.party, 'roles', to_jsonb(i.roles),
  'tenant', t.name, 'tenant_slug', t.slug, 'language', t.language,
  'inviter', p.display_name, 'inviter_party', i.invited_by_party, 'expires_at', i.expires_at,
  'state', case when exists (select from public.tenancy_acceptance a where a.tenant_id = i.tenant_id
      and a.invitation_id = i.id) then 'accepted' when i.revoked_at is not null then 'revoked'
    when i.expires_at <= statement_timestamp() then 'expired' else 'open' end,
  'portal', (select jsonb_build_object('slug', o.slug, 'name', o.name, 'operator', o.operator_name,
      'sponsor', o.sponsor_name) from public.tenancy_portal o where o.tenant_id = i.tenant_id order by o.slug limit 1),
  'seat', app.seat_of_invitation(i.tenant_id, i.id))
from public.tenancy_invitation i
join public.tenancy_tenant t on t.id = i.tenant_id
join public.tenancy_person p on p.tenant_id = i.tenant_id and p.id = i.invited_by_id
where i.token_digest = encode(sha256(convert_to(token, 'UTF8')), 'hex')
"""
ACCEPT = """
declare i public.tenancy_invitation; someone public.tenancy_person;
begin
  select * into i from public.tenancy_invitation v
  where v.token_digest = encode(sha256(convert_to(token, 'UTF8')), 'hex') for update;
  if i.id is null or i.revoked_at is not null or i.expires_at <= statement_timestamp() or exists (
    select from public.tenancy_acceptance a where a.tenant_id = i.tenant_id and a.invitation_id = i.id)
  then raise exception 'invitation_closed'; end if;
  if not exists (select from public.tenancy_user u where u.id = login and u.is_active and lower(u.email) = i.email)
  then raise exception 'wrong_address'; end if;
  select p.* into someone from public.tenancy_signin s
  join public.tenancy_person p on p.tenant_id = s.tenant_id and p.id = s.person_id
  where s.tenant_id = i.tenant_id and s.user_id = login;
  if someone.id is not null and (someone.party <> i.party or not someone.is_active) then
    raise exception 'other_side'; end if;
  if someone.id is null then
    insert into public.tenancy_person (tenant_id, id, party, display_name, language, time_zone, country, job_function,
      organisation, place, profession, theme, is_system, is_active, created_at)
    select t.id, gen_random_uuid(), i.party, coalesce(nullif(left(btrim(name), 120), ''), i.name), language, t.time_zone,
      '', '', '', '', '', 'system', false, true, statement_timestamp()
    from public.tenancy_tenant t where t.id = i.tenant_id returning * into someone;
    insert into public.tenancy_signin (tenant_id, id, person_id, user_id)
    values (i.tenant_id, gen_random_uuid(), someone.id, login);
  end if;
  insert into public.tenancy_roleassignment (tenant_id, id, person_id, role, granted_by_id, granted_at)
  select i.tenant_id, gen_random_uuid(), someone.id, r, i.invited_by_id, statement_timestamp() from unnest(i.roles) r
  on conflict (tenant_id, person_id, role) do nothing;
  insert into public.tenancy_acceptance (tenant_id, id, invitation_id, party, person_id, statement, at)
  values (i.tenant_id, gen_random_uuid(), i.id, i.party, someone.id, left(statement, 2000), statement_timestamp());
  perform app.seat_invited(i.tenant_id, i.id, someone.id);
  return someone.id;
end
"""


def act(signature: str, body: str, *roles: str, returns: str = "uuid") -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile", roles=roles)


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0007_invitations")]
    operations = [
        # Both are redefined where communities live: what an invitation says about a seat, and giving it.
        Function("seat_of_invitation(tenant uuid, invitation uuid)", returns="jsonb", roles=("app_sec",),
                 body="select null::jsonb"),
        Function("seat_invited(tenant uuid, invitation uuid, person uuid)", returns="void", roles=("app_sec",),
                 body="select", volatility="volatile"),
        act("make_invitation(email text, name text, party text, roles text[], days integer, token text)", MAKE, "app_sec"),
        act("invite_staff(email text, name text, roles text[], days integer, token text)", INVITE_STAFF, "app_rt"),
        act("invite_customer(email text, name text, days integer, token text)", INVITE_CUSTOMER, "app_rt"),
        act("revoke_invitation(invitation uuid)", REVOKE, "app_rt", returns="void"),
        Function("invitation_of(token text)", returns="jsonb", body=BEHIND),
        act("accept_invitation(token text, login uuid, name text, language text, statement text)", ACCEPT, "app_rt"),
    ]
