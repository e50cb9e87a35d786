"""The facts of all accounts once more, reckoned only where a rule asks for them and without a row per month."""

from ._segment_facts import KNOWN_MONTHS, MARKS, words

WANTED_SIGNATURE = "segment_facts(until date, wanted text[])"


def asked(*facts: str) -> str:
    """Holds where one of these facts is wanted; without a list all are. Decided once, before anything is read."""
    named = ", ".join(f"'{fact}'" for fact in facts)
    return f"(wanted is null or wanted && array[{named}])"


def month_number(day: str) -> str:
    return f"(extract(year from {day}) * 12 + extract(month from {day}))::int"


MAIN = """
main as (select s.currency from public.customers_salesseries s where s.tenant_id = app.tid()
  group by 1 order by count(distinct s.account_id) desc, 1 limit 1)"""
# As before: the last twelve months that anybody told before `until` and the twelve before them. A missing month is
# unknown, not zero.
SALES = f"""
told as (select s.account_id, s.net_sales, c.factor, {month_number("s.first_month")} as first
  from public.customers_salesseries s join main m using (currency) join app.currencies() c on c.code = s.currency
  where s.tenant_id = app.tid() and {asked("sales_12m", "growth")}),
last as (select least(max(t.first + cardinality(t.net_sales) - 1), {month_number("until")} - 1) as month from told t),
sold as (select t.account_id, sum(year.net) / max(t.factor) as net, max(year.n) as n,
    sum(year.net_before) / max(t.factor) as net_before, max(year.n_before) as n_before
  from told t cross join last l
  cross join lateral (select sum(u.recent) as net, count(u.recent) as n, sum(u.earlier) as net_before,
      count(u.earlier) as n_before
    from (select unnest(t.net_sales[greatest(l.month - t.first - 10, 1):greatest(l.month - t.first + 1, 0)]) as recent,
      unnest(t.net_sales[greatest(l.month - t.first - 22, 1):greatest(l.month - t.first - 11, 0)]) as earlier) u) year
  group by 1),
people as (select c.account_id, count(*) as n,
    coalesce(jsonb_agg(distinct c.profession) filter (where c.profession <> ''), '[]') as professions
  from public.customers_contact c
  where c.tenant_id = app.tid() and c.account_id is not null and c.type <> 'system' and {asked("contacts", "profession")}
  group by 1)"""
# As before; periods are whole months, so they are counted by the numbers of their months, and own sales of a period
# are a slice of what is stored.
POTENTIALS = f"""
newest as (select distinct on (p.account_id, p.product_group_id) p.account_id, p.product_group_id, p.amount,
    {month_number("p.period_from")} as begun,
    {month_number("least(p.period_to, until - 1)")} as latest,
    {month_number("p.period_to")} - {month_number("p.period_from")} + 1 as months
  from public.customers_potential p join main m using (currency)
  where p.tenant_id = app.tid() and p.measure = 'currency' and p.period_from < until and {asked("potential", "share")}
  order by p.account_id, p.product_group_id, p.period_to desc, p.told_on desc),
chosen as (select n.* from newest n where n.product_group_id is null or not exists (
  select from newest w where w.account_id = n.account_id and w.product_group_id is null)),
own as (select n.account_id, n.product_group_id, sum(told.net) as net
  from chosen n join main m on true
  join public.customers_salesmonths s on s.tenant_id = app.tid() and s.account_id = n.account_id
    and s.currency = m.currency
  left join public.customers_product p on p.tenant_id = s.tenant_id and p.id = s.product_id
  cross join lateral (select sum(u.v) as net
    from (select unnest(s.net_sales[greatest(n.begun - {month_number("s.first_month")} + 1, 1)
      :greatest(n.latest - {month_number("s.first_month")} + 1, 0)]) as v) u) told
  where (n.product_group_id is null or p.group_id = n.product_group_id) and {asked("share")} group by 1, 2),
potentials as (select n.account_id, sum(n.amount * 12.0 / n.months) / max(c.factor) as potential,
    100.0 * sum(o.net) / nullif(sum(n.amount * (n.latest - n.begun + 1.0) / n.months)
      filter (where o.net is not null), 0) as share
  from chosen n join main m on true join app.currencies() c on c.code = m.currency
  left join own o on o.account_id = n.account_id and o.product_group_id is not distinct from n.product_group_id
  group by 1)"""
ATTRIBUTES = MARKS.replace("group by 1", f"and {asked('attributes')} group by 1")


def told(fact: str, column: str = "") -> str:
    """What the account's own column says, as a list of one or no word."""
    return f"case when {asked(fact)} then {words(f'a.{column or fact}')} else '[]'::jsonb end"


def wanted_facts(ready: str) -> str:
    """The body of app.segment_facts(until, wanted); what is not wanted is unknown."""
    ready = ready.replace("c.account_id is not null", f"c.account_id is not null and {asked('digital')}")
    return f"""with {MAIN}, {SALES}, {POTENTIALS}, {ATTRIBUTES}, {ready}
select a.id, jsonb_build_object(
  'sales_12m', case when s.n > 0 then round(s.net, 2) end,
  'growth', case when s.n >= {KNOWN_MONTHS} and s.n_before >= {KNOWN_MONTHS} and s.net_before > 0
    then round(100 * ((s.net / s.n) / (s.net_before / s.n_before) - 1), 2) end,
  'potential', round(p.potential, 2),
  'share', round(p.share, 2),
  'contacts', coalesce(c.n, 0),
  'type', {told("type")}, 'region', {told("region")}, 'country', {told("country")},
  'crm_segment', {told("crm_segment", "segment")}, 'profession', coalesce(c.professions, '[]'),
  'attributes', coalesce(m.attributes, '[]'), 'digital', coalesce(r.digital, '[]'))
from public.customers_account a
left join sold s on s.account_id = a.id left join people c on c.account_id = a.id
left join potentials p on p.account_id = a.id left join marks m on m.account_id = a.id
left join ready r on r.account_id = a.id
where a.tenant_id = app.tid()"""
