"""The facts of all accounts, one row each, for segment rules; kinds and operators of the closed language."""

from ._sales_facts import FACTS

NUMBERS = ("sales_12m", "growth", "potential", "share", "contacts")
WORDS = ("type", "region", "country", "crm_segment", "attributes", "profession", "digital")
OF_SALES = ("sales_12m", "growth", "potential", "share")


def listed(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"


def words(column: str) -> str:
    return f"case when {column} = '' then '[]'::jsonb else jsonb_build_array({column}) end"


# Of the currency that most accounts have (currencies are never added), the last twelve months that anybody told
# before `until` and the twelve before them. A missing month is unknown, not zero.
SALES = """
main as (select s.currency from public.customers_salesseries s where s.tenant_id = app.tid()
  group by 1 order by count(distinct s.account_id) desc, 1 limit 1),
told as (select s.account_id, s.net_sales, c.factor,
    (extract(year from s.first_month) * 12 + extract(month from s.first_month))::int as first
  from public.customers_salesseries s join main m using (currency) join app.currencies() c on c.code = s.currency
  where s.tenant_id = app.tid()),
last as (select least(max(t.first + cardinality(t.net_sales) - 1),
    (extract(year from until) * 12 + extract(month from until))::int - 1) as month from told t),
sold as (select t.account_id, sum(recent.net) / max(t.factor) as net, max(recent.n) as n,
    sum(earlier.net) / max(t.factor) as net_before, max(earlier.n) as n_before
  from told t cross join last l
  cross join lateral (select sum(v) as net, count(v) as n
    from unnest(t.net_sales[greatest(l.month - t.first - 10, 1):greatest(l.month - t.first + 1, 0)]) v) recent
  cross join lateral (select sum(v) as net, count(v) as n
    from unnest(t.net_sales[greatest(l.month - t.first - 22, 1):greatest(l.month - t.first - 11, 0)]) v) earlier
  group by 1),
people as (select c.account_id, count(*) as n,
    coalesce(jsonb_agg(distinct c.profession) filter (where c.profession <> ''), '[]') as professions
  from public.customers_contact c
  where c.tenant_id = app.tid() and c.account_id is not null and c.type <> 'system' group by 1)"""
KNOWN_MONTHS = 9

# The newest potential of each product group in that currency, a whole-account one instead where there is one. The
# share compares own sales of the group with it over those months of its period that are over.
POTENTIALS = """
newest as (select distinct on (p.account_id, p.product_group_id) p.account_id, p.product_group_id, p.amount,
    p.period_from, p.period_to, least(p.period_to + 1, until) as ended,
    (select count(*) from generate_series(p.period_from, p.period_to, interval '1 month')) as months,
    (select count(*) from generate_series(p.period_from, least(p.period_to, until - 1), interval '1 month')) as passed
  from public.customers_potential p join main m using (currency)
  where p.tenant_id = app.tid() and p.measure = 'currency' and p.period_from < until
  order by p.account_id, p.product_group_id, p.period_to desc, p.told_on desc),
chosen as (select n.* from newest n where n.product_group_id is null or not exists (
  select from newest w where w.account_id = n.account_id and w.product_group_id is null)),
own as (select n.account_id, n.product_group_id, sum(f.net_sales) as net
  from chosen n join main m on true
  join FACTS f on f.tenant_id = app.tid() and f.account_id = n.account_id
    and f.currency = m.currency and f.month >= n.period_from and f.month < n.ended
  left join public.customers_product p on p.tenant_id = f.tenant_id and p.id = f.product_id
  where n.product_group_id is null or p.group_id = n.product_group_id group by 1, 2),
potentials as (select n.account_id, sum(n.amount * 12.0 / n.months) / max(c.factor) as potential,
    100.0 * sum(o.net) / nullif(sum(n.amount * n.passed / n.months) filter (where o.net is not null), 0) as share
  from chosen n join main m on true join app.currencies() c on c.code = m.currency
  left join own o on o.account_id = n.account_id and o.product_group_id is not distinct from n.product_group_id
  group by 1)""".replace("FACTS", FACTS)
MARKS = """
marks as (select v.account_id, jsonb_agg(t.name || ': ' || v.text) as attributes
  from public.customers_accountattribute v
  join public.customers_attribute t on t.tenant_id = v.tenant_id and t.id = v.attribute_id
  where v.tenant_id = app.tid() and t.kind in ('text', 'choice') and not t.is_hidden group by 1)"""
# Whose answers say what they use comes with the surveys.
NOBODY_READY = """
ready as (select null::uuid as account_id, '[]'::jsonb as digital where false)"""

FACTS_SIGNATURE = "segment_facts(until date)"


def facts(ready: str = NOBODY_READY) -> str:
    """The body of app.segment_facts()."""
    return f"""with {SALES}, {POTENTIALS}, {MARKS}, {ready}
select a.id, jsonb_build_object(
  'sales_12m', case when s.n > 0 then round(s.net, 2) end,
  'growth', case when s.n >= {KNOWN_MONTHS} and s.n_before >= {KNOWN_MONTHS} and s.net_before > 0
    then round(100 * ((s.net / s.n) / (s.net_before / s.n_before) - 1), 2) end,
  'potential', round(p.potential, 2),
  'share', round(p.share, 2),
  'contacts', coalesce(c.n, 0),
  'type', {words("a.type")}, 'region', {words("a.region")}, 'country', {words("a.country")},
  'crm_segment', {words("a.segment")}, 'profession', coalesce(c.professions, '[]'),
  'attributes', coalesce(m.attributes, '[]'), 'digital', coalesce(r.digital, '[]'))
from public.customers_account a
left join sold s on s.account_id = a.id left join people c on c.account_id = a.id
left join potentials p on p.account_id = a.id left join marks m on m.account_id = a.id
left join ready r on r.account_id = a.id
where a.tenant_id = app.tid()"""


# Whether condition c holds of the facts f; what is unknown holds nothing.
HOLDS = """coalesce(case c.op
    when 'at_least' then (f.facts ->> c.fact)::numeric >= c.number
    when 'below' then (f.facts ->> c.fact)::numeric < c.number
    when 'one_of' then exists (select from jsonb_array_elements_text(f.facts -> c.fact) w where lower(w) = any(c.words))
    when 'none_of' then not exists (
      select from jsonb_array_elements_text(f.facts -> c.fact) w where lower(w) = any(c.words))
    when 'known' then f.facts -> c.fact not in ('null', '[]') end, false)"""


def placing(rules: str) -> str:
    """Common table expressions: `placed` has account and rank of its first segment, from `facts` as a table."""
    return f"""
segments as materialized (select s.rank::int, s.one ->> 'key' as key, s.one ->> 'name' as name,
    s.one -> 'conditions' as conditions
  from jsonb_array_elements({rules} -> 'segments') with ordinality as s(one, rank)),
conditions as materialized (select s.rank, c.n::int as n, c.one ->> 'fact' as fact, c.one ->> 'op' as op,
    c.one -> 'value' as value,
    case when jsonb_typeof(c.one -> 'value') = 'number' then (c.one ->> 'value')::numeric end as number,
    case when jsonb_typeof(c.one -> 'value') = 'array'
      then array(select lower(w) from jsonb_array_elements_text(c.one -> 'value') w) end as words
  from segments s cross join lateral jsonb_array_elements(s.conditions) with ordinality as c(one, n)),
failed as (select distinct f.account_id, c.rank from facts f join conditions c on not {HOLDS}),
placed as (select f.account_id, min(s.rank) as rank from facts f cross join segments s
  where not exists (select from failed x where x.account_id = f.account_id and x.rank = s.rank) group by 1)"""
