"""Asking for verification, withdrawing, deciding."""

from django.db import migrations

from tenancy.wall.migrating import Function

ASK = """
declare fresh uuid := gen_random_uuid(); actor public.tenancy_person;
begin
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid() and p.is_active;
  if actor.party is distinct from 'customer' then raise exception 'not_allowed' using errcode = '42501'; end if;
  if exists (select from public.portal_verificationrequest r where r.tenant_id = app.tid() and r.person_id = actor.id
      and r.state = 'pending') then raise exception 'already_pending'; end if;
  insert into public.portal_verificationrequest (tenant_id, id, person_id, party, registration_number, country, profession,
    note, state, asked_at, reason)
  values (app.tid(), fresh, actor.id, actor.party, left(registration, 60), upper(left(country, 2)), left(profession, 80),
    left(note, 1000), 'pending', statement_timestamp(), '');
  return fresh;
end
"""
WITHDRAW = """
begin
  update public.portal_verificationrequest r set state = 'withdrawn', decided_at = statement_timestamp()
  where r.tenant_id = app.tid() and r.id = asked and r.person_id = app.pid() and r.state = 'pending';
  if not found then raise exception 'decided_already'; end if;
end
"""
DECIDE = """
declare r public.portal_verificationrequest;
begin
  if not app.has_role('operator_admin') or app.my_party() is distinct from 'operator' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  select * into r from public.portal_verificationrequest v where v.tenant_id = app.tid() and v.id = asked
    and v.state = 'pending' for update;
  if r.id is null then raise exception 'decided_already'; end if;
  if r.person_id = app.pid() then raise exception 'own_request' using errcode = '42501'; end if;
  if accept and (until is null or until <= current_date) then raise exception 'day_has_passed'; end if;
  if not accept and btrim(why) = '' then raise exception 'reason_needed'; end if;
  update public.portal_verificationrequest set state = case when accept then 'verified' else 'refused' end,
    decided_by_id = app.pid(), decided_at = statement_timestamp(), reason = left(why, 500),
    valid_until = case when accept then until end
  where tenant_id = r.tenant_id and id = r.id;
  if accept then
    update public.tenancy_person set verified_until = until, profession = r.profession, country = r.country
    where tenant_id = r.tenant_id and id = r.person_id;
  end if;
end
"""


def act(signature: str, body: str, returns: str = "void") -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_verification")]
    operations = [
        act("ask_for_verification(registration text, country text, profession text, note text)", ASK, "uuid"),
        act("withdraw_verification_request(asked uuid)", WITHDRAW),
        act("decide_verification(asked uuid, accept boolean, until date, why text)", DECIDE),
    ]
