"""Months that are stored as a file tells them, found by digests of their arrays, as SQL."""

from ._sales_months import DATE, NUMBER

# The text of the arrays from the first month on, as customers.imports.unchanged_months writes them.
SLICE = "f.{0}[t.first - f.f0 + 1 : t.first - f.f0 + t.months]"
DIGEST = " || '|' || ".join(
    f"coalesce({SLICE.format(name)}::text, '')" for name in ("net_sales", "units", "versions")
)
# An account that other rows of the batch tell something of, or that is told under two ids, is judged with all its rows.
UNCHANGED = f"""
begin
  if not app.feeds('sales') then raise exception 'not_allowed' using errcode = '42501'; end if;
  if app.importing() then perform set_config('lock_timeout', '10min', true); end if;
  perform pg_advisory_xact_lock(hashtextextended('sales of ' || app.tid(), 0));
  return query with t as materialized (
    select (v ->> 0)::int as n, v ->> 1 as source, v ->> 2 as external_id, v ->> 3 as code, v ->> 4 as currency,
      (v ->> 5)::int as first, (v ->> 6)::int as months, v ->> 7 as digest
    from jsonb_array_elements(told -> 'arrays') as v),
  known as materialized (
    select t.*, i.account_id, p.id as product_id from t
    join public.customers_accountidentifier i on i.tenant_id = app.tid() and i.source = t.source
      and i.external_id = t.external_id
    left join public.customers_product p on p.tenant_id = app.tid() and p.source = t.source and p.code = t.code
    where (t.code is null or p.id is not null) and (app.my_sources() is null or t.source = any(app.my_sources()))),
  apart as materialized (
    select k.account_id from known k group by 1 having count(distinct (k.source, k.external_id)) > 1
    union
    select i.account_id from (
      select distinct coalesce(s.source, 'crm') as source, s.external_id from pg_temp.staged s) s
    join public.customers_accountidentifier i on i.tenant_id = app.tid() and i.source = s.source
      and i.external_id = s.external_id)
  select t.n from known t join lateral (
    select f.net_sales, f.units, f.versions, {NUMBER.format("f.first_month")} as f0 from public.customers_salesmonths f
    where f.tenant_id = app.tid() and f.account_id = t.account_id and f.currency = t.currency
      and f.product_id is not distinct from t.product_id offset 0) f on t.first >= f.f0
  where encode(sha256(convert_to({DIGEST}, 'UTF8')), 'hex') = t.digest
    and not exists (select from apart a where a.account_id = t.account_id);
end
"""

# The sums of the store: what an element's place says of its month is reckoned after adding up, not before.
BY_ELEMENT = (
    (f"select {DATE.format('t.m')}, t.currency, t.net from",
     "select (t.first_month + make_interval(months => t.n::int - 1))::date, t.currency, sum(t.net) from"),
    (f"select {NUMBER.format('f.first_month')} + u.n::int - 1 as m, f.currency::text as currency",
     "select f.first_month, u.n, f.currency::text as currency"),
    ("group by 1, 2) t order by", "group by 1, 2, 3) t group by 1, 2 order by"),
)  # fmt: skip


def by_element(body: str) -> str:
    """The sums of the store by element and first month before they are made into months."""
    for slow, quick in BY_ELEMENT:
        assert slow in body
        body = body.replace(slow, quick)
    return body
