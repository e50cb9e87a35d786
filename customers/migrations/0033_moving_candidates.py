"""Moving candidates over the board: a discussion before a proposal, an approver who is not the selector."""

from django.db import migrations

from tenancy.wall.migrating import Function

NOTE = """
begin
  insert into public.customers_candidatestep (tenant_id, id, candidate_id, step, reason, by_id, at)
  values (app.tid(), uuidv7(), candidate, step, reason, app.pid(), clock_timestamp());
  update public.customers_leadercandidate c set step = note_step.step, stepped_at = statement_timestamp()
  where c.tenant_id = app.tid() and c.id = note_step.candidate;
end
"""

LOCKED = """select * into found from public.customers_leadercandidate c where c.tenant_id = app.tid() and c.id = candidate
    and c.prospect_id in (select app.my_searches()) for update;
  if found.id is null then raise exception 'not_allowed' using errcode = '42501'; end if;"""
DISCUSSED = """exists (select from public.customers_leaderdiscussion d
      where d.tenant_id = app.tid() and d.candidate_id = found.id)"""

MOVE = f"""
declare found public.customers_leadercandidate;
begin
  {LOCKED}
  if wanted not in ('identified', 'approached', 'in_discussion', 'declined') then raise exception 'not_found'; end if;
  if found.step = wanted then return; end if;
  if found.step = 'proposed' then raise exception 'candidate_is_proposed'; end if;
  if found.step = 'approved' and wanted <> 'declined' then raise exception 'candidate_is_approved'; end if;
  if wanted = 'in_discussion' and not {DISCUSSED} then raise exception 'no_discussion'; end if;
  if wanted = 'declined' and btrim(why) = '' then raise exception 'reason_missing'; end if;
  perform app.note_step(candidate, wanted, left(why, 600));
end
"""

PROPOSE = f"""
declare found public.customers_leadercandidate; fresh uuid := uuidv7();
begin
  {LOCKED}
  if exists (select from public.customers_leadercandidate c where c.tenant_id = app.tid()
      and c.prospect_id = found.prospect_id and c.step in ('proposed', 'approved')) then
    raise exception 'one_proposal_at_a_time'; end if;
  if found.step <> 'in_discussion' or not {DISCUSSED} then raise exception 'no_discussion'; end if;
  if approver = app.pid() then raise exception 'approver_is_selector'; end if;
  if not exists (select from public.tenancy_roleassignment r
      join public.tenancy_person p on p.tenant_id = r.tenant_id and p.id = r.person_id
      where r.tenant_id = app.tid() and r.person_id = approver and p.is_active and p.party = 'staff'
        and r.role in ('management', 'compliance')) then raise exception 'not_an_approver'; end if;
  insert into public.customers_leaderproposal (tenant_id, id, candidate_id, fit_id, selector_id, approver_id, reason, at,
    verdict, verdict_reason)
  values (app.tid(), fresh, candidate, fit, app.pid(), approver, why, statement_timestamp(), 'open', '');
  perform app.note_step(candidate, 'proposed', '');
  return fresh;
end
"""

DECIDE = """
declare found public.customers_leaderproposal;
begin
  select * into found from public.customers_leaderproposal p where p.tenant_id = app.tid() and p.id = proposal
    and p.verdict = 'open' for update;
  if found.id is null then raise exception 'not_found'; end if;
  if wanted = 'withdrawn' and found.selector_id is distinct from app.pid()
      or wanted in ('approved', 'declined') and (found.approver_id is distinct from app.pid()
        or not (app.has_role('management') or app.has_role('compliance'))) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if wanted not in ('approved', 'declined', 'withdrawn') then raise exception 'not_found'; end if;
  if btrim(why) = '' then raise exception 'reason_missing'; end if;
  update public.customers_leaderproposal p set verdict = wanted, verdict_reason = why,
    decided_at = statement_timestamp() where p.tenant_id = app.tid() and p.id = found.id;
  perform app.note_step(found.candidate_id, case wanted when 'withdrawn' then 'in_discussion' else wanted end,
    case wanted when 'approved' then '' else left(why, 600) end);
end
"""

LINK = """
begin
  if prospect not in (select app.my_searches()) or community not in (select app.my_stewarded()) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  update public.customers_prospectivecommunity p set community_id = community
  where p.tenant_id = app.tid() and p.id = prospect and p.community_id is null;
  if not found then raise exception 'draft_begun'; end if;
end
"""

HAND_ON = """
begin
  if not app.assigns_accounts() then raise exception 'not_allowed' using errcode = '42501'; end if;
  if not exists (select from public.tenancy_roleassignment r
      join public.tenancy_person n on n.tenant_id = r.tenant_id and n.id = r.person_id
      where r.tenant_id = app.tid() and r.person_id = receiver and n.is_active
        and r.role in ('sales_rep', 'key_account_manager', 'sales_manager')) then
    raise exception 'not_a_selector'; end if;
  if exists (select from public.customers_leaderproposal o join public.customers_leadercandidate c
      on c.tenant_id = o.tenant_id and c.id = o.candidate_id where o.tenant_id = app.tid()
        and c.prospect_id = prospect and o.verdict = 'open') then raise exception 'candidate_is_proposed'; end if;
  update public.customers_prospectivecommunity p set selector_id = receiver
  where p.tenant_id = app.tid() and p.id = prospect;
end
"""


def act(signature: str, body: str, returns: str = "void", roles: tuple[str, ...] = ("app_rt",)) -> Function:
    return Function(
        signature, returns=returns, body=body, language="plpgsql", volatility="volatile", roles=roles
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0032_leader_search")]
    operations = [
        act("note_step(candidate uuid, step text, reason text)", NOTE, roles=("app_sec",)),
        act("move_candidate(candidate uuid, wanted text, why text)", MOVE),
        act(
            "propose_leader(candidate uuid, approver uuid, fit uuid, why text)", PROPOSE, returns="uuid"
        ),
        act("decide_leader(proposal uuid, wanted text, why text)", DECIDE),
        act("link_prospect(prospect uuid, community uuid)", LINK),
        act("hand_on_search(prospect uuid, receiver uuid)", HAND_ON),
    ]
