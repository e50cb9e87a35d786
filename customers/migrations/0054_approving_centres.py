"""Lists of centres put to somebody else, and the centre at which an idea begins."""

from django.db import migrations

from tenancy.wall.migrating import Function

PROPOSE = """
declare found record; fresh uuid := uuidv7();
begin
  select s.id, s.by_id, p.selector_id into found from public.customers_shortlist s
  join public.customers_prospectivecommunity p on p.tenant_id = s.tenant_id and p.id = s.prospect_id
  where s.tenant_id = app.tid() and s.id = shortlist and app.pid() in (s.by_id, p.selector_id);
  if found.id is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  if approver in (app.pid(), found.by_id, found.selector_id) then raise exception 'approver_is_selector'; end if;
  if length(btrim(why)) < 20 then raise exception 'reason_missing'; end if;
  if not exists (select from public.tenancy_roleassignment r
      join public.tenancy_person n on n.tenant_id = r.tenant_id and n.id = r.person_id
      where r.tenant_id = app.tid() and r.person_id = approver and n.is_active and n.party = 'staff'
        and r.role = 'management') then raise exception 'not_a_manager'; end if;
  if exists (select from public.customers_shortlistapproval a where a.tenant_id = app.tid()
      and a.shortlist_id = shortlist and a.verdict in ('open', 'approved')) then
    raise exception 'list_is_proposed'; end if;
  insert into public.customers_shortlistapproval (tenant_id, id, shortlist_id, selector_id, approver_id, reason, at,
    verdict, verdict_reason)
  values (app.tid(), fresh, shortlist, app.pid(), approver, btrim(why), statement_timestamp(), 'open', '');
  return fresh;
end
"""

DECIDE = """
declare found public.customers_shortlistapproval;
begin
  select * into found from public.customers_shortlistapproval a where a.tenant_id = app.tid() and a.id = approval
    and a.verdict = 'open' for update;
  if found.id is null then raise exception 'not_found'; end if;
  if wanted not in ('approved', 'declined', 'withdrawn') then raise exception 'not_found'; end if;
  if wanted = 'withdrawn' and found.selector_id is distinct from app.pid()
      or wanted <> 'withdrawn' and (found.approver_id is distinct from app.pid()
        or not app.has_role('management')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if btrim(why) = '' then raise exception 'reason_missing'; end if;
  update public.customers_shortlistapproval a set verdict = wanted, verdict_reason = why,
    decided_at = statement_timestamp() where a.tenant_id = app.tid() and a.id = found.id;
end
"""

CHOOSE = """
declare listed record; searched public.customers_prospectivecommunity; fresh uuid := uuidv7();
begin
  select * into searched from public.customers_prospectivecommunity p where p.tenant_id = app.tid()
    and p.id = prospect and p.closed_at is null and (p.selector_id = app.pid() or app.assigns_accounts())
  for update;
  if searched.id is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  select c.name, s.segment_key, s.segment_name, s.reason, a.approver_id, a.decided_at, a.reason as asked into listed
  from public.customers_shortlist s
  join public.customers_prospectivecommunity p on p.tenant_id = s.tenant_id and p.id = s.prospect_id
  join public.customers_shortlistapproval a on a.tenant_id = s.tenant_id and a.shortlist_id = s.id
    and a.verdict = 'approved'
  join public.customers_shortlistedcentre l on l.tenant_id = s.tenant_id and l.shortlist_id = s.id
    and l.account_id = account
  join public.customers_account c on c.tenant_id = l.tenant_id and c.id = l.account_id
  where s.tenant_id = app.tid() and s.id = shortlist
    and (p.selector_id = app.pid() or app.assigns_accounts())
    and (app.oversees_sales() or account in (select app.my_accounts()));
  if listed.name is null then raise exception 'list_not_approved'; end if;
  if listed.approver_id in (app.pid(), searched.selector_id) then raise exception 'approver_is_selector'; end if;
  if exists (select from public.customers_chosencentre h where h.tenant_id = app.tid() and h.prospect_id = prospect)
  then raise exception 'centre_is_chosen'; end if;
  insert into public.customers_chosencentre (tenant_id, id, prospect_id, account_id, centre, segment_key, segment_name,
    reason, approver_id, approved_at, chosen_by_id, at)
  values (app.tid(), fresh, prospect, account, listed.name, listed.segment_key, listed.segment_name,
    coalesce(nullif(listed.reason, ''), listed.asked), listed.approver_id, listed.decided_at, app.pid(),
    statement_timestamp());
  return fresh;
end
"""


def act(signature: str, body: str, returns: str = "void") -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("customers", "0053_choosing_centres")]
    operations = [
        act("propose_shortlist(shortlist uuid, approver uuid, why text)", PROPOSE, returns="uuid"),
        act("decide_shortlist(approval uuid, wanted text, why text)", DECIDE),
        act("choose_centre(shortlist uuid, account uuid, prospect uuid)", CHOOSE, returns="uuid"),
    ]
