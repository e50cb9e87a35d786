"""Entitling segments to services without tying a benefit to sales; the map of potential and share."""

from django.db import migrations

from tenancy.wall.migrating import Function

from ._segment_facts import OF_SALES, listed

EDITORS = "if not app.edits_segments() then raise exception 'not_allowed' using errcode = '42501'; end if;"
# A segment whose conditions ask for sales, growth, potential or share: no benefit may hang on it.
RESTS_ON_SALES = f"""exists (select from jsonb_array_elements(s -> 'conditions') c where c ->> 'fact' in {listed(OF_SALES)})"""
OFFER = f"""
declare found public.customers_service; s jsonb;
begin
  {EDITORS}
  select * into found from public.customers_service x where x.tenant_id = app.tid() and x.id = service
    and x.ended_on is null;
  if found.id is null then raise exception 'not_found'; end if;
  select one into s from (select v.rules from public.customers_segmentrules v where v.tenant_id = app.tid()
      and v.state = 'published' order by v.version desc limit 1) latest,
    jsonb_array_elements(latest.rules -> 'segments') one where one ->> 'key' = segment;
  if s is null then raise exception 'unknown_segment'; end if;
  if found.has_worth and {RESTS_ON_SALES} then raise exception 'benefit_by_sales'; end if;
  insert into public.customers_serviceoffer (tenant_id, id, service_id, key, channel, offered_by_id, offered_at)
  values (app.tid(), uuidv7(), found.id, segment, way, app.pid(), statement_timestamp())
  on conflict (tenant_id, service_id, key, channel) where withdrawn_at is null do nothing;
end
"""
WITHDRAW = f"""
begin
  {EDITORS}
  update public.customers_serviceoffer o set withdrawn_at = statement_timestamp()
  where o.tenant_id = app.tid() and o.service_id = service and o.key = segment and o.channel = way
    and o.withdrawn_at is null;
  return found;
end
"""
# As before; new rules must not put a benefit that is offered already behind a condition on sales either.
PUBLISH = f"""
declare draft public.customers_segmentrules;
begin
  {EDITORS}
  select * into draft from public.customers_segmentrules r where r.tenant_id = app.tid() and r.state = 'draft' for update;
  if draft.id is null then raise exception 'no_segment_draft'; end if;
  perform app.check_segment_rules(draft.rules, true);
  if draft.rules = (select r.rules from public.customers_segmentrules r where r.tenant_id = app.tid()
      and r.state = 'published' order by r.version desc limit 1) then raise exception 'segment_rules_unchanged'; end if;
  if exists (select from jsonb_array_elements(draft.rules -> 'segments') s
    join public.customers_serviceoffer o on o.tenant_id = app.tid() and o.key = s ->> 'key' and o.withdrawn_at is null
    join public.customers_service v on v.tenant_id = o.tenant_id and v.id = o.service_id and v.has_worth
      and v.ended_on is null
    where {RESTS_ON_SALES}) then raise exception 'benefit_by_sales'; end if;
  update public.customers_segmentrules r set state = 'published', changed_by_id = app.pid(),
    changed_at = statement_timestamp() where r.tenant_id = app.tid() and r.id = draft.id;
  return draft.id;
end
"""
MAP = """
declare sees boolean := app.oversees_sales();
begin
  return query select a.id, a.external_id::text, a.name::text, (f.facts ->> 'potential')::numeric,
    (f.facts ->> 'share')::numeric, coalesce(m.name, '')::text
  from app.segment_facts(until) f join public.customers_account a on a.tenant_id = app.tid() and a.id = f.account_id
  left join public.customers_segmentmembership m on m.tenant_id = a.tenant_id and m.account_id = a.id and m.until is null
  where (sees or a.id in (select app.my_accounts())) and f.facts ->> 'potential' is not null
    and f.facts ->> 'share' is not null
  order by 4 desc, 1;
end
"""


def act(signature: str, body: str, returns: str, volatility: str = "volatile") -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility=volatility)


class Migration(migrations.Migration):
    dependencies = [("customers", "0040_services")]
    operations = [
        act("offer_service(service uuid, segment text, way text)", OFFER, "void"),
        act("withdraw_service(service uuid, segment text, way text)", WITHDRAW, "boolean"),
        act("publish_segment_rules()", PUBLISH, "uuid"),
        act(
            "potential_map(until date)", MAP,
            "table (account uuid, external_id text, name text, potential numeric, share numeric, segment text)",
            volatility="stable",
        ),
    ]
