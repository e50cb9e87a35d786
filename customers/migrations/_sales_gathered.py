"""Months that the worker has gathered to arrays, as SQL: accounts looked up, and judged as far as arrays can be."""

from . import _sales_judging as judging
from . import _sales_months as months

# What was gathered carries its lines; what was gathered here from rows has none.
FROM_ROWS = "(select * from pg_temp.staged_month m where m.lines is null) g"
UNKNOWN = "g.lines is not null and g.account is null"
WRONG_ROWS = months.ANYTHING_WRONG.replace("pg_temp.staged_month g", FROM_ROWS)

# Nothing is believed that only this function may say: what it finds in its working tables beyond the arrays goes.
BEGIN = """delete from pg_temp.staged_line;
  delete from pg_temp.staged_month g where g.lines is null or told = 'line';
  update pg_temp.staged_month g set account = null, product = null, wrong = false
  where num_nonnulls(g.account, g.product) > 0 or g.wrong;"""
LOOK_UP = f"""update pg_temp.staged_month g set account = i.account_id from public.customers_accountidentifier i
  where i.tenant_id = here and i.source = g.source and i.external_id = g.external_id;
  insert into pg_temp.staged_problem (line, field, code, message)
  select u.line, '{judging.UNKNOWN[0]}', '{judging.UNKNOWN[1]}', '{judging.UNKNOWN[2]}'
  from pg_temp.staged_month g, unnest(g.lines) as u(line) where {UNKNOWN};"""
# Two ids of one account, sources of others, currencies that are none, numbers beyond all bounds, arrays that are not
# what they should be: the rules for rows say more.
NEEDS_ROWS = f"""exists (select from pg_temp.staged_month g where g.lines is not null
      and ((cardinality(g.months), cardinality(g.months), array_position(g.months, null), array_position(g.lines, null))
        is distinct from (cardinality(g.net), cardinality(g.lines), null::int, null::int)
      or g.months[1] < 0 or g.months[cardinality(g.months)] - g.months[1] + 1 < cardinality(g.months)
      or cardinality(g.units) <> cardinality(g.months) or cardinality(g.versions) <> cardinality(g.months)))
    or not app.importing() and exists (select from pg_temp.staged_month g
      where g.lines is not null and not g.source = any(app.my_sources()))
    or exists (select from pg_temp.staged_month g left join app.currencies() c on c.code = g.currency
      where g.lines is not null and c.code is null)
    or exists (select from pg_temp.staged_month g where g.account is not null group by g.account, g.currency
      having bool_or(g.lines is not null) and (count(distinct (g.source, g.external_id)) > 1
        or count(distinct g.code) + max((g.code is null)::int) < count(*)))
    or exists (select from pg_temp.staged_month g cross join unnest(g.net) as u(net)
      where g.lines is not null and (u.net is null or abs(u.net) >= {judging.TOO_MUCH}))"""

OF_ROWS = judging.REFUSED[judging.REFUSED.index("(\n") + 1 : judging.REFUSED.rindex(") m;")]
REFUSED = f"""select coalesce(jsonb_agg(jsonb_build_array(m.month, m.code, m.net::text)), '[]') into refusals from (
    select a.month, a.code, trim_scale(sum(a.net)) as net from (
      {OF_ROWS}
      union all
      select to_char(make_date(u.m / 12, u.m % 12 + 1, 1), 'YYYY-MM-DD'), g.currency, u.net
      from pg_temp.staged_month g, unnest(g.months, g.net) as u(m, net) where {UNKNOWN}) a group by 1, 2) m;
  with gone as (delete from pg_temp.staged_month g where {UNKNOWN} returning g.source, g.lines)
  insert into pg_temp.staged_line (line, source) select u.line, g.source from gone g, unnest(g.lines) as u(line);"""

# An account may tell some months by product and others altogether: what is displaced joins what is told.
ONE_EACH = f"""with twice as (
    select g.account, g.currency, g.product from pg_temp.staged_month g group by 1, 2, 3 having count(*) > 1),
  parts as (
    delete from pg_temp.staged_month g using twice t
    where g.account = t.account and g.currency = t.currency and g.product is not distinct from t.product
    returning g.account, g.product, g.currency, g.months, g.net, g.units, g.versions)
  insert into pg_temp.staged_month (account, product, currency, months, net, units, versions)
  select p.account, p.product, p.currency, array_agg(s.m order by s.m), array_agg(s.net order by s.m),
    {months.ANY.format("s.units")}, {months.ANY.format("s.version")}
  from parts p cross join unnest(p.months, p.net, p.units, p.versions) as s(m, net, units, version) group by 1, 2, 3;"""

MONTHS = f"""
  if exists (select from pg_temp.staged_month g) then
    {LOOK_UP}
  end if;
  if exists (select from pg_temp.staged s) then
    {months.GATHER}
  end if;
  if {NEEDS_ROWS} then return jsonb_build_object('as_rows', true); end if;
  if {WRONG_ROWS} then
    {judging.JUDGE}
    {judging.JUDGE_MONTHS}
    delete from pg_temp.staged_month g where g.lines is null;
    {months.GATHER}
  end if;
  {REFUSED}
  {months.FILED}
  {months.MAKE_PRODUCTS}
  {months.DISPLACE}
  {ONE_EACH}
  {months.DROP_LINES}
"""
