"""Trying rules out and drawing the map reckon only the facts that are asked for."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

from ._segment_facts import FACTS_SIGNATURE, placing
from ._wanted_facts import WANTED_SIGNATURE, wanted_facts

READY: str = import_module("customers.migrations.0039_answering").READY
ROWS = "table (account_id uuid, facts jsonb)"
# Counts alone: who moves from where to where, should these rules be published and run.
PREVIEW = f"""
begin
  if not app.oversees_accounts() then raise exception 'not_allowed' using errcode = '42501'; end if;
  perform app.check_segment_rules(rules, false);
  return query with facts as materialized (select x.account_id, x.facts from app.segment_facts(until, array(
    select c ->> 'fact' from jsonb_array_elements(rules -> 'segments') s, jsonb_array_elements(s -> 'conditions') c)) x),
  {placing("rules")}
  select coalesce(m.key, '')::text, coalesce(m.name, '')::text, coalesce(s.key, ''), count(*)
  from facts f left join placed p on p.account_id = f.account_id left join segments s on s.rank = p.rank
  left join public.customers_segmentmembership m on m.tenant_id = app.tid() and m.account_id = f.account_id
    and m.until is null
  group by 1, 2, 3;
end
"""
MAP = """
declare sees boolean := app.oversees_sales();
begin
  return query select a.id, a.external_id::text, a.name::text, (f.facts ->> 'potential')::numeric,
    (f.facts ->> 'share')::numeric, coalesce(m.name, '')::text
  from app.segment_facts(until, array['potential', 'share']) f
  join public.customers_account a on a.tenant_id = app.tid() and a.id = f.account_id
  left join public.customers_segmentmembership m on m.tenant_id = a.tenant_id and m.account_id = a.id and m.until is null
  where (sees or a.id in (select app.my_accounts())) and f.facts ->> 'potential' is not null
    and f.facts ->> 'share' is not null
  order by 4 desc, 1;
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0059_sources_of_webhooks")]
    operations = [
        Function(WANTED_SIGNATURE, returns=ROWS, roles=("app_sec",), body=wanted_facts(READY)),
        Function(
            FACTS_SIGNATURE,
            returns=ROWS,
            roles=("app_sec",),
            body="select x.account_id, x.facts from app.segment_facts(until, null) x",
        ),
        Function(
            "preview_segments(rules jsonb, until date)",
            returns="table (from_key text, from_name text, to_key text, accounts bigint)",
            body=PREVIEW,
            language="plpgsql",
            volatility="volatile",
        ),
        Function(
            "potential_map(until date)",
            returns="table (account uuid, external_id text, name text, potential numeric, share numeric, segment text)",
            body=MAP,
            language="plpgsql",
        ),
    ]
