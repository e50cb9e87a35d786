"""What the policies of Deep Dives and needs ask, what needs rest on, and what a withdrawn consent takes along."""

from django.db import migrations

from tenancy.wall.migrating import Function

ASKERS = ("app_rt", "app_sec")
HELD = """
  select d.id from public.customers_deepdive d
  where d.tenant_id = app.tid() and (app.oversees_accounts() or d.created_by_id = app.pid() or d.host_id = app.pid())
"""
MINE = f"""{HELD}
  union
  select p.deep_dive_id from public.customers_deepdiveparticipant p
  where p.tenant_id = app.tid() and (p.person_id = app.pid() or p.account_id in (select app.my_accounts()))
"""
LATEST = """(select c.answer from public.customers_deepdiveconsent c
  where c.tenant_id = p.tenant_id and c.participant_id = p.id order by c.at desc, c.id desc limit 1)"""
# Colleagues need not be asked, nor who stayed away.
ALL_ASKED = f"""
  select not exists (select from public.customers_deepdiveparticipant p
    where p.tenant_id = app.tid() and p.deep_dive_id = dive and p.person_id is null
      and coalesce(p.attended, true) and {LATEST} is null)
"""
CONSENTED = f"""
  select exists (select from public.customers_deepdiveparticipant p
    where p.tenant_id = app.tid() and p.id = participant and p.deep_dive_id = dive
      and (p.person_id is not null or {LATEST} = 'given'))
"""
# The same count for everybody: how many accounts, never which.
EVIDENCE = """
  select s.need_id, count(distinct coalesce(a.merged_into_id, s.account_id)), count(*)
  from public.customers_needsource s
  left join public.customers_account a on a.tenant_id = s.tenant_id and a.id = s.account_id
  where s.tenant_id = app.tid() and app.my_party() = 'staff' group by 1
"""
FORGET = """
declare lone uuid; was text;
begin
  if not exists (select from public.customers_deepdiveparticipant p where p.tenant_id = app.tid()
      and p.id = participant and p.deep_dive_id in (select app.held_deep_dives())) then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  if choice = 'anonymise' then
    update public.customers_needsource set participant_id = null, account_id = null, said = ''
    where tenant_id = app.tid() and participant_id = participant;
    return;
  end if;
  for lone, was in
    select n.id, n.status from public.customers_need n where n.tenant_id = app.tid()
      and n.status in ('captured', 'confirmed') and exists (select from public.customers_needsource s
        where s.tenant_id = n.tenant_id and s.need_id = n.id and s.participant_id = participant)
      and not exists (select from public.customers_needsource o where o.tenant_id = n.tenant_id
        and o.need_id = n.id and o.participant_id is distinct from participant)
  loop
    update public.customers_need set status = 'dropped' where tenant_id = app.tid() and id = lone;
    insert into public.customers_pipelinestep (tenant_id, id, need_id, before, after, reason, by_id, at)
    values (app.tid(), uuidv7(), lone, was, 'dropped', why, app.pid(), at);
  end loop;
  delete from public.customers_needsource where tenant_id = app.tid() and participant_id = participant;
end
"""
UNNAME = """
begin
  if not app.oversees_sales() then raise exception 'not_allowed' using errcode = '42501'; end if;
  update public.customers_needsource s set participant_id = null, account_id = null, said = ''
  where s.tenant_id = app.tid() and s.participant_id in (select p.id from public.customers_deepdiveparticipant p
    where p.tenant_id = app.tid() and p.contact_id = contact);
  update public.customers_deepdiveparticipant set name = '[…]', contact_id = null, account_id = null
  where tenant_id = app.tid() and contact_id = contact;
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0026_own_sources_and_sandboxes")]
    operations = [
        Function("held_deep_dives()", returns="setof uuid", roles=ASKERS, options="rows 50", body=HELD),
        Function("my_deep_dives()", returns="setof uuid", roles=ASKERS, options="rows 50", body=MINE),
        Function(
            "keeps_needs()",
            returns="boolean",
            roles=ASKERS,
            body="select "
            + " or ".join(
                f"app.has_role('{role}')"
                for role in ("management", "programme_office", "marketing", "medical", "sales_manager")
            ),
        ),
        Function("all_asked(dive uuid)", returns="boolean", roles=ASKERS, body=ALL_ASKED),
        Function("consented(participant uuid, dive uuid)", returns="boolean", roles=ASKERS, body=CONSENTED),
        Function(
            "need_evidence()", returns="table (need uuid, accounts bigint, sources bigint)", body=EVIDENCE
        ),
        Function(
            "forget_participant(participant uuid, choice text, why text, at timestamptz)",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            body=FORGET,
        ),
        Function(
            "forget_contact_in_deep_dives(contact uuid)",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            body=UNNAME,
        ),
    ]
