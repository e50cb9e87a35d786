"""Writing segment rules, trying them out, placing all accounts set-wise, and saying why."""

from django.db import migrations

from tenancy.wall.migrating import Function

from ._segment_facts import FACTS_SIGNATURE, HOLDS, NUMBERS, OF_SALES, WORDS, facts, listed, placing

EDITORS = "if not app.edits_segments() then raise exception 'not_allowed' using errcode = '42501'; end if;"
BY_A_WORKER = """
  if coalesce(current_setting('app.purpose', true), '') !~ '^(task:|command$)' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
# The language is closed: an unknown key, fact, operator or type of value is refused, whoever sends it.
CHECK = f"""
begin
  if app.tid() is null or pg_column_size(rules) > 60000 or jsonb_typeof(rules -> 'segments') is distinct from 'array'
    or rules - 'segments' <> '{{}}' or jsonb_array_length(rules -> 'segments') > 20
    or exists (select from jsonb_array_elements(rules -> 'segments') s where jsonb_typeof(s) <> 'object'
      or s - array['key', 'name', 'attractiveness', 'criteria', 'conditions'] <> '{{}}'
      or coalesce(s ->> 'key', '') !~ '^[a-z0-9-]{{1,40}}$' or length(coalesce(s ->> 'name', repeat('x', 81))) > 80
      or coalesce(s ->> 'attractiveness', '') not in ('high', 'medium', 'low')
      or length(coalesce(s ->> 'criteria', repeat('x', 401))) > 400
      or jsonb_typeof(s -> 'conditions') is distinct from 'array')
  then raise exception 'segment_rules_malformed'; end if;
  if exists (select from jsonb_array_elements(rules -> 'segments') s where jsonb_array_length(s -> 'conditions') > 12)
    or (select count(distinct s ->> 'key') < count(*) from jsonb_array_elements(rules -> 'segments') s)
    or exists (select from jsonb_array_elements(rules -> 'segments') s, jsonb_array_elements(s -> 'conditions') c
      where jsonb_typeof(c) <> 'object' or c - array['fact', 'op', 'value'] <> '{{}}'
        or not coalesce((c ->> 'fact' in {listed(NUMBERS)} and c ->> 'op' in ('at_least', 'below', 'known')
            and jsonb_typeof(c -> 'value') in ('number', 'null'))
          or (c ->> 'fact' in {listed(WORDS)} and c ->> 'op' in ('one_of', 'none_of', 'known')
            and jsonb_typeof(c -> 'value') in ('array', 'null')), false))
  then raise exception 'segment_rules_malformed'; end if;
  if whole and (jsonb_array_length(rules -> 'segments') = 0
    or exists (select from jsonb_array_elements(rules -> 'segments') s where btrim(s ->> 'name') = ''
      or btrim(s ->> 'criteria') = '')
    or (select count(distinct lower(btrim(s ->> 'name'))) < count(*) from jsonb_array_elements(rules -> 'segments') s)
    or exists (select from jsonb_array_elements(rules -> 'segments') s, jsonb_array_elements(s -> 'conditions') c
      where c ->> 'op' <> 'known' and c -> 'value' in ('null', '[]')))
  then raise exception 'segment_rules_incomplete'; end if;
end
"""
SAVE_DRAFT = f"""
declare draft uuid;
begin
  {EDITORS}
  perform app.check_segment_rules(rules, false);
  perform pg_advisory_xact_lock(hashtextextended('segments:' || app.tid(), 0));
  update public.customers_segmentrules r set rules = rules, note = left(note, 400), changed_by_id = app.pid(),
    changed_at = statement_timestamp() where r.tenant_id = app.tid() and r.state = 'draft' returning r.id into draft;
  if draft is null then
    draft := uuidv7();
    insert into public.customers_segmentrules (tenant_id, id, version, state, rules, note, changed_by_id, changed_at)
    select app.tid(), draft, coalesce(max(r.version), 0) + 1, 'draft', rules, left(note, 400), app.pid(),
      statement_timestamp() from public.customers_segmentrules r where r.tenant_id = app.tid();
  end if;
  return draft;
end
"""
DROP_DRAFT = f"""
begin
  {EDITORS}
  delete from public.customers_segmentrules r where r.tenant_id = app.tid() and r.state = 'draft';
  return found;
end
"""
PUBLISH = f"""
declare draft public.customers_segmentrules;
begin
  {EDITORS}
  select * into draft from public.customers_segmentrules r where r.tenant_id = app.tid() and r.state = 'draft' for update;
  if draft.id is null then raise exception 'no_segment_draft'; end if;
  perform app.check_segment_rules(draft.rules, true);
  if draft.rules = (select r.rules from public.customers_segmentrules r where r.tenant_id = app.tid()
      and r.state = 'published' order by r.version desc limit 1) then raise exception 'segment_rules_unchanged'; end if;
  update public.customers_segmentrules r set state = 'published', changed_by_id = app.pid(),
    changed_at = statement_timestamp() where r.tenant_id = app.tid() and r.id = draft.id;
  return draft.id;
end
"""
# Counts alone: who moves from where to where, should these rules be published and run.
PREVIEW = f"""
begin
  if not app.oversees_accounts() then raise exception 'not_allowed' using errcode = '42501'; end if;
  perform app.check_segment_rules(rules, false);
  return query with facts as materialized (select x.account_id, x.facts from app.segment_facts(until) x),
  {placing("rules")}
  select coalesce(m.key, '')::text, coalesce(m.name, '')::text, coalesce(s.key, ''), count(*)
  from facts f left join placed p on p.account_id = f.account_id left join segments s on s.rank = p.rank
  left join public.customers_segmentmembership m on m.tenant_id = app.tid() and m.account_id = f.account_id
    and m.until is null
  group by 1, 2, 3;
end
"""
OPEN_RUN = """
declare fresh uuid := uuidv7(); latest uuid;
begin
  if not (app.edits_segments() or (app.pid() is null and current_setting('app.purpose', true) ~ '^(task:|command$)'))
  then raise exception 'not_allowed' using errcode = '42501'; end if;
  select r.id into latest from public.customers_segmentrules r where r.tenant_id = app.tid() and r.state = 'published'
  order by r.version desc limit 1;
  if latest is null then raise exception 'no_segment_rules'; end if;
  update public.customers_segmentrun r set state = 'failed', finished_at = statement_timestamp()
  where r.tenant_id = app.tid() and r.state = 'waiting' and r.created_at < statement_timestamp() - interval '1 minute'
    and not exists (select from public.tenancy_queuedtask q where q.tenant_id = r.tenant_id
      and q.key = 'segments:' || r.id and q.state in ('queued', 'sent', 'running'));
  insert into public.customers_segmentrun (tenant_id, id, rules_id, until_month, state, inputs_hash, counts,
    started_by_id, created_at)
  values (app.tid(), fresh, latest, date_trunc('month', until)::date, 'waiting', '', '{}', app.pid(),
    statement_timestamp());
  return fresh;
exception when unique_violation then raise exception 'segments_under_way';
end
"""
RUN = f"""
declare r public.customers_segmentrun; wanted jsonb;
begin {BY_A_WORKER}
  select * into r from public.customers_segmentrun x where x.tenant_id = app.tid() and x.id = run for update;
  if r.id is null or r.state <> 'waiting' then return false; end if;
  select v.rules into wanted from public.customers_segmentrules v where v.tenant_id = app.tid() and v.id = r.rules_id;
  with facts as materialized (select x.account_id, x.facts from app.segment_facts(r.until_month) x),
  {placing("wanted")}
  insert into public.customers_segmentevidence (tenant_id, id, run_id, account_id, key, name, facts)
  select app.tid(), uuidv7(), r.id, f.account_id, coalesce(s.key, ''), coalesce(s.name, ''), f.facts
  from facts f left join placed p on p.account_id = f.account_id left join segments s on s.rank = p.rank;
  update public.customers_segmentmembership m set until = today, ended_by_id = r.id
  from public.customers_segmentevidence e
  where m.tenant_id = app.tid() and m.until is null and e.tenant_id = m.tenant_id and e.account_id = m.account_id
    and e.run_id = r.id and e.key <> m.key;
  insert into public.customers_segmentmembership (tenant_id, id, account_id, key, name, since, begun_by_id)
  select app.tid(), uuidv7(), e.account_id, e.key, e.name, today, r.id from public.customers_segmentevidence e
  where e.tenant_id = app.tid() and e.run_id = r.id and e.key <> '' and not exists (
    select from public.customers_segmentmembership m where m.tenant_id = e.tenant_id and m.account_id = e.account_id
      and m.until is null);
  update public.customers_segmentrun x set state = 'done', finished_at = statement_timestamp(),
    inputs_hash = (select encode(sha256(convert_to(coalesce(string_agg(e.account_id || e.facts::text, ''
        order by e.account_id), ''), 'UTF8')), 'hex')
      from public.customers_segmentevidence e where e.tenant_id = app.tid() and e.run_id = r.id),
    counts = jsonb_build_object(
      'accounts', (select count(*) from public.customers_segmentevidence e where e.tenant_id = app.tid()
        and e.run_id = r.id),
      'segments', (select coalesce(jsonb_object_agg(g.key, g.n), '{{}}') from (
        select e.key, count(*) as n from public.customers_segmentevidence e where e.tenant_id = app.tid()
          and e.run_id = r.id group by 1) g),
      'moves', (select coalesce(jsonb_agg(jsonb_build_array(g.was, g.now, g.n) order by g.n desc), '[]') from (
        select coalesce(o.name, '') as was, coalesce(n.name, '') as now, count(*) as n
        from (select m.account_id, m.name from public.customers_segmentmembership m where m.tenant_id = app.tid()
          and m.ended_by_id = r.id) o
        full join (select m.account_id, m.name from public.customers_segmentmembership m where m.tenant_id = app.tid()
          and m.begun_by_id = r.id) n on n.account_id = o.account_id
        group by 1, 2) g))
  where x.tenant_id = app.tid() and x.id = r.id;
  return true;
end
"""
IS_RUN = f"""
begin {BY_A_WORKER}
  return exists (select from public.customers_segmentrun r where r.tenant_id = app.tid() and r.until_month = month
      and r.started_by_id is null and r.state = 'done')
    or not exists (select from public.customers_segmentrules v where v.tenant_id = app.tid() and v.state = 'published');
end
"""
# Values of sales facts are for those who see that account's sales; that a condition held is part of the segment.
EXPLAIN = f"""
declare sees boolean := app.oversees_sales() or account in (select app.my_accounts());
begin
  if not (sees or app.oversees_accounts()) then raise exception 'not_allowed' using errcode = '42501'; end if;
  return query with latest as (select r.id, v.rules from public.customers_segmentrun r
    join public.customers_segmentrules v on v.tenant_id = r.tenant_id and v.id = r.rules_id
    where r.tenant_id = app.tid() and r.state = 'done' order by r.created_at desc limit 1),
  facts as (select e.account_id, e.facts from public.customers_segmentevidence e join latest l on l.id = e.run_id
    where e.tenant_id = app.tid() and e.account_id = account),
  {placing("(select rules from latest)")}
  select s.rank, s.key, s.name, c.n, c.fact, c.op, c.value,
    case when sees or c.fact not in {listed(OF_SALES)} then f.facts -> c.fact end,
    case when c.n is null then true else {HOLDS} end, not sees and c.fact in {listed(OF_SALES)}, s.rank = p.rank
  from facts f cross join segments s left join conditions c on c.rank = s.rank left join placed p on true
  order by s.rank, c.n;
end
"""
EXPLAINED = (
    "table (rank integer, key text, name text, n integer, fact text, op text, value jsonb, found jsonb, "
    "holds boolean, hidden boolean, is_this boolean)"
)


def act(signature: str, body: str, returns: str, *roles: str, volatility: str = "volatile") -> Function:
    return Function(
        signature, returns=returns, body=body, language="plpgsql", volatility=volatility, roles=roles or ("app_rt",)
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0022_segments")]
    operations = [
        Function(
            FACTS_SIGNATURE, returns="table (account_id uuid, facts jsonb)", roles=("app_sec",), body=facts()
        ),
        act("check_segment_rules(rules jsonb, whole boolean)", CHECK, "void", "app_sec"),
        act("save_segment_draft(rules jsonb, note text)", SAVE_DRAFT, "uuid"),
        act("drop_segment_draft()", DROP_DRAFT, "boolean"),
        act("publish_segment_rules()", PUBLISH, "uuid"),
        act(
            "preview_segments(rules jsonb, until date)", PREVIEW,
            "table (from_key text, from_name text, to_key text, accounts bigint)",
        ),
        act("open_segment_run(until date)", OPEN_RUN, "uuid"),
        act("run_segments(run uuid, today date)", RUN, "boolean"),
        act("segment_month_is_run(month date)", IS_RUN, "boolean", volatility="stable"),
        act("explain_segment(account uuid)", EXPLAIN, EXPLAINED, volatility="stable"),
    ]
