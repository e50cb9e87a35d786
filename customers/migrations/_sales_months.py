"""Arrays of months as SQL: gathered from staged rows, merged with what is stored, summed up to the series."""

from ._sales_judging import ACCOUNT, MONTH_NUMBER, READ, VERSION, WRONG

NUMBER = "(extract(year from {0})::int * 12 + extract(month from {0})::int - 1)"
DATE = "make_date({0} / 12, {0} % 12 + 1, 1)"
# Arrays in which no month tells a value are null: most sources tell no versions, many no units.
ANY = "case when count({0}) > 0 then array_agg({0} order by s.m) end"

GATHER = f"""insert into pg_temp.staged_month (account, source, code, currency, months, net, units, versions, wrong)
  select i.account_id, s.source, s.product, s.currency, s.months, s.net, s.units, s.versions,
    s.wrong or i.id is null or s.different < cardinality(s.months)
  from (
    select s.source, s.external_id, s.product, s.currency, array_agg(s.m order by s.m) as months,
      array_agg(s.net order by s.m) as net, {ANY.format("s.pieces")} as units, {ANY.format("s.version")} as versions,
      bool_or(s.wrong) as wrong, count(distinct s.m) as different
    from (
      select s.place, s.source, s.external_id, s.product, s.currency, s.wrong, s.pieces,
        case when not s.wrong then {MONTH_NUMBER.format("s.month")} end as m,
        case when not s.wrong then (s.value * s.factor)::bigint end as net,
        case when not s.wrong then {VERSION} end as version
      from (select s.*, coalesce({WRONG}, false) as wrong from {READ} offset 0) s) s
    group by s.place, s.source, s.external_id, s.product, s.currency) s
  {ACCOUNT};"""
ANYTHING_WRONG = """exists (select from pg_temp.staged_month g where g.wrong)
    or exists (select from pg_temp.staged_month g where g.code is null)
      and exists (select from pg_temp.staged_month g where g.code is not null)
    or exists (select from pg_temp.staged_month g group by g.account, g.currency, g.code having count(*) > 1)"""

MAKE_PRODUCTS = """if exists (select from pg_temp.staged_month g where g.code is not null) then
    insert into public.customers_product (tenant_id, id, source, code, created_at)
    select here, uuidv7(), d.source, d.code, statement_timestamp() from (
      select distinct g.source, g.code from pg_temp.staged_month g where g.code is not null) d
    on conflict (tenant_id, source, code) do nothing;
    update pg_temp.staged_month g set product = p.id from public.customers_product p
    where p.tenant_id = here and p.source = g.source and p.code = g.code;
  end if;"""

FILED = """select coalesce(jsonb_agg(jsonb_build_array(m.month, m.currency, m.net)), '[]') into filed from (
    select to_char(make_date(t.m / 12, t.m % 12 + 1, 1), 'YYYY-MM-DD') as month, t.currency, t.net from (
      select u.m, g.currency, sum(u.net) as net from pg_temp.staged_month g, unnest(g.months, g.net) as u(m, net)
      group by 1, 2) t) m;
  select coalesce(sum(cardinality(g.months)), 0) into sound from pg_temp.staged_month g;"""

# A month told altogether takes the place of its products, and the other way round: those become unknown.
DISPLACE = f"""if exists (select from public.customers_salesmonths f where f.tenant_id = here and f.product_id is not null)
     or exists (select from pg_temp.staged_month g where g.product is not null) then
    insert into pg_temp.staged_month (account, product, currency, months, net)
    select f.account_id, f.product_id, f.currency, array_agg(u.m order by u.m), array_agg(null::bigint)
    from (select distinct g.account, g.currency, g.product is null as whole, u.m
      from pg_temp.staged_month g, unnest(g.months) as u(m)) u
    join public.customers_salesmonths f on f.tenant_id = here and f.account_id = u.account and f.currency = u.currency
      and (f.product_id is null) <> u.whole
    where f.net_sales[u.m - {NUMBER.format("f.first_month")} + 1] is not null
    group by 1, 2, 3;
  end if;"""

# A figure that differs from the sum of the stored lines takes their place; an equal one leaves them.
DROP_LINES = f"""if exists (select from public.customers_salesline l where l.tenant_id = here) then
    with gone as (
      delete from public.customers_salesline l using (
        select distinct g.account, g.currency, {DATE.format("u.m")} as month
        from pg_temp.staged_month g cross join unnest(g.months, g.net) as u(m, net)
        left join public.customers_salesmonths f on f.tenant_id = here and f.account_id = g.account
          and f.currency = g.currency and f.product_id is null and g.product is null
        where u.net is not null and f.net_sales[u.m - {NUMBER.format("f.first_month")} + 1] is distinct from u.net) d
      where l.tenant_id = here and l.account_id = d.account and l.month = d.month and l.currency = d.currency
      returning l.id)
    select count(*) into lines_gone from gone;
  end if;"""

OLD = "{0}[e.m - g.f0 + 1]"
# Months that are told are taken, also as unknown (null); all others stay. Older versions change nothing.
GENERAL = f"""select t.lo, t.net[t.lo - t.base + 1 : t.hi - t.base + 1], t.units[t.lo - t.base + 1 : t.hi - t.base + 1],
      t.versions[t.lo - t.base + 1 : t.hi - t.base + 1], t.fresh, t.altered, t.cleared, t.stale, t.same, t.taken, t.gave_way
    from (
      select min(e.m) as base, min(e.m) filter (where e.net is not null) as lo, max(e.m) filter (where e.net is not null) as hi,
        array_agg(e.net order by e.m) as net,
        case when count(e.units) > 0 then array_agg(e.units order by e.m) end as units,
        case when count(e.version) > 0 then array_agg(e.version order by e.m) end as versions,
        count(*) filter (where e.taken and e.net is not null and e.was is null) as fresh,
        count(*) filter (where e.taken and e.net is not null and e.was is not null
          and (e.net, e.units) is distinct from (e.was, e.had)) as altered,
        count(*) filter (where e.taken and e.net is null and e.was is not null) as cleared,
        count(*) filter (where e.stale) as stale,
        coalesce(sum(e.net) filter (where e.taken and e.net = e.was), 0) as same,
        coalesce(sum(e.net) filter (where e.taken and e.net is distinct from e.was), 0) as taken,
        coalesce(sum(e.was) filter (where e.taken and e.net is distinct from e.was), 0) as gave_way
      from (
        select e.m, e.was, e.had, e.told and not e.stale as taken, e.stale,
          case when e.told and not e.stale then e.net else e.was end as net,
          case when e.told and not e.stale then e.units else e.had end as units,
          case when e.told and not e.stale then e.version else e.known end as version
        from (
          select e.m, u.m is not null as told, u.net, u.units, u.version, {OLD.format("g.old_net")} as was,
            {OLD.format("g.old_units")} as had, {OLD.format("g.old_versions")} as known,
            coalesce(u.version < {OLD.format("g.old_versions")}, false) as stale
          from generate_series(least(g.f0, g.months[1]), greatest(g.f0 + cardinality(g.old_net) - 1, g.till)) as e(m)
          left join unnest(g.months, g.net, g.units, g.versions) as u(m, net, units, version) on u.m = e.m) e) e) t"""
SLICE = "g.{0}[g.months[1] - g.f0 + 1 : g.till - g.f0 + 1]"
MERGE = f"""with g as materialized (
    select g.*, g.months[cardinality(g.months)] as till, f.id as old, f.net_sales as old_net, f.units as old_units,
      f.versions as old_versions, {NUMBER.format("f.first_month")} as f0,
      g.months[cardinality(g.months)] - g.months[1] + 1 = cardinality(g.months) and array_position(g.net, null) is null as whole
    from pg_temp.staged_month g left join public.customers_salesmonths f on f.tenant_id = here
      and f.account_id = g.account and f.currency = g.currency and f.product_id is not distinct from g.product),
  kinds as materialized (
    select g.*, case when g.old is null and g.whole then 'new'
      when g.whole and {SLICE.format("old_net")} = g.net and {SLICE.format("old_units")} is not distinct from g.units
        and {SLICE.format("old_versions")} is not distinct from g.versions then 'same' else 'mixed' end as kind from g),
  merged as materialized (
    select g.account, g.product, g.currency, g.kind, x.* from kinds g cross join lateral (
      select g.months[1], g.net, g.units, g.versions, cardinality(g.months), 0, 0, 0, 0,
        (select sum(v) from unnest(g.net) as v), 0 where g.kind = 'new'
      union all
      select null, null, null, null, 0, 0, 0, 0, (select sum(v) from unnest(g.net) as v), 0, 0 where g.kind = 'same'
      union all
      select * from ({GENERAL}) m where g.kind = 'mixed'
    ) as x(first, net, units, versions, fresh, altered, cleared, stale, same, taken, gave_way)),
  stored as (
    insert into public.customers_salesmonths as t (tenant_id, id, account_id, product_id, currency, first_month,
      net_sales, units, versions)
    select here, uuidv7(), m.account, m.product, m.currency, {DATE.format("m.first")}, m.net, m.units, m.versions
    from merged m where m.first is not null order by m.account
    on conflict (tenant_id, account_id, currency, product_id) do update set first_month = excluded.first_month,
      net_sales = excluded.net_sales, units = excluded.units, versions = excluded.versions
    where (t.first_month, t.net_sales, t.units, t.versions)
      is distinct from (excluded.first_month, excluded.net_sales, excluded.units, excluded.versions)
    returning 1),
  emptied as (
    delete from public.customers_salesmonths f using merged m
    where m.kind = 'mixed' and m.first is null and f.tenant_id = here and f.account_id = m.account
      and f.currency = m.currency and f.product_id is not distinct from m.product
    returning 1),
  sums as (
    select m.currency, sum(m.same) as same, sum(m.taken) as taken, sum(m.gave_way) as gave_way from merged m group by 1)
  select coalesce(sum(m.fresh), 0), coalesce(sum(m.altered), 0), coalesce(sum(m.cleared), 0), coalesce(sum(m.stale), 0),
    array_agg(distinct m.account) filter (where m.kind <> 'same'),
    (select coalesce(jsonb_agg(jsonb_build_array(z.currency, z.same, z.taken, z.gave_way)), '[]') from sums z)
  into made, changed, replaced, stale, touched, moved from merged m;"""

# All records that are shown as one account, all products together, one array per currency.
REBUILD = f"""
begin
  with tops as (
    select distinct coalesce(a.merged_into_id, a.id) as top from unnest(touched) as u(id)
    join public.customers_account a on a.tenant_id = app.tid() and a.id = u.id),
  records as (
    select t.top, t.top as id from tops t
    union all
    select t.top, a.id from tops t join public.customers_account a
      on a.tenant_id = app.tid() and a.merged_into_id = t.top and a.merged_into_id is not null),
  facts as materialized (
    select k.top, f.currency, f.first_month, f.net_sales, count(*) over (partition by k.top, f.currency) as parts
    from records k join public.customers_salesmonths f on f.tenant_id = app.tid() and f.account_id = k.id),
  monthly as (
    select f.top, f.currency, {NUMBER.format("f.first_month")} + u.n::int - 1 as m, sum(u.net)::bigint as net
    from facts f cross join unnest(f.net_sales) with ordinality as u(net, n) where f.parts > 1 group by 1, 2, 3),
  filled as (
    select f.top, f.currency, f.first_month, f.net_sales as net from facts f where f.parts = 1
    union all
    select m.top, m.currency, {DATE.format("min(m.m) filter (where m.net is not null)")},
      (array_agg(m.net order by m.m))[1 : max(m.m) - min(m.m) + 1] from (
      select s.top, s.currency, g.m, m.net from (select o.top, o.currency, min(o.m) as lo, max(o.m) as hi from monthly o
          where o.net is not null group by 1, 2) s
      cross join lateral generate_series(s.lo, s.hi) as g(m)
      left join monthly m on m.top = s.top and m.currency = s.currency and m.m = g.m) m
    group by 1, 2),
  gone as (
    delete from public.customers_salesseries z using tops t
    where z.tenant_id = app.tid() and z.account_id = t.top and not exists (
      select from filled f where f.top = t.top and f.currency = z.currency)
    returning 1)
  insert into public.customers_salesseries as t (tenant_id, id, account_id, currency, first_month, net_sales)
  select app.tid(), uuidv7(), f.top, f.currency, f.first_month, f.net from filled f
  on conflict (tenant_id, account_id, currency) do update set first_month = excluded.first_month, net_sales = excluded.net_sales
  where (t.first_month, t.net_sales) is distinct from (excluded.first_month, excluded.net_sales);
end
"""

BOOKED = f"""
begin
  if not (app.oversees_sales() or app.has_scope('sales:write')
      or coalesce(current_setting('app.purpose', true), '') = 'import' and (app.pid() is null or app.has_role('tenant_admin')))
    then raise exception 'not_allowed' using errcode = '42501'; end if;
  return query select {DATE.format("t.m")}, t.currency, t.net from (
    select {NUMBER.format("f.first_month")} + u.n::int - 1 as m, f.currency::text as currency, sum(u.net)::numeric as net
    from public.customers_salesmonths f cross join unnest(f.net_sales) with ordinality as u(net, n)
    where f.tenant_id = app.tid() and u.net is not null group by 1, 2) t order by 1, 2;
end
"""
