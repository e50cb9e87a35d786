"""Single lines as SQL: compared with the stored ones as multisets, kept, and summed up to months."""

from ._sales_judging import ACCOUNT, READ, VERSION
from ._sales_months import NUMBER

CONTENT = ("source", "day", "month", "product", "document", "line_id", "quantity", "amount", "currency")
# A line id stands once in a file; the very same row again is a copy and no error.
JUDGE_IDS = """if exists (select from pg_temp.staged s where s.line_id is not null) then
    insert into pg_temp.staged_problem (line, field, code, message)
    select d.line, 'line_id', 'duplicate', format('Line %s already tells this line_id otherwise.', d.first_line)
    from (select s.line, s.mark, first_value(s.line) over w as first_line, first_value(s.mark) over w as first_mark
      from pg_temp.staged s where s.line_id is not null and not s.refused
      window w as (partition by coalesce(s.source, 'crm'), s.line_id order by s.line)) d
    where d.mark is distinct from d.first_mark;
    update pg_temp.staged s set refused = true where s.line_id is not null
      and exists (select from pg_temp.staged_problem q where q.line = s.line);
  end if;"""

# `copy` counts the very same rows of the file, `n` the rows that are stored alike.
TYPE = f"""insert into pg_temp.staged_line (line, account, source, day, month, product, document, line_id, quantity, amount,
    currency, version, factor, copy, skipped, n)
  select t.*, row_number() over (partition by t.skipped, t.account_id, t.source, t.day, t.month, t.product, t.document,
    t.line_id, t.quantity, t.amount, t.currency order by t.line)
  from (
    select s.*, s.copy > 1 and (skip_copies or s.line_id is not null) as skipped from (
      select s.line, i.account_id, s.source, s.day::date as day, s.month::date as month, s.product, s.document, s.line_id,
        s.pieces as quantity, s.value as amount, s.currency, {VERSION} as version, s.factor,
        row_number() over (partition by i.account_id, s.mark, s.value, s.currency order by s.line) as copy
      from {READ} {ACCOUNT}) s) t;"""

SAME_CONTENT = " and ".join(
    f"o.{name} is not distinct from s.{name}" for name in CONTENT if name not in ("source", "month", "amount")
)
# What the file takes the place of: a day's lines, a month's where it tells no days, and the lines of its ids.
RECALL = f"""with scope as materialized (
    select distinct s.account, s.source, s.month, s.day, s.line_id is not null as ided from pg_temp.staged_line s where not s.skipped),
  reach as materialized (
    select l.id from scope s join public.customers_salesline l on l.tenant_id = here and l.account_id = s.account
      and l.month = s.month and l.source = s.source
    where (s.day is null or l.day is null or l.day = s.day) and (not s.ided or l.line_id is null)
    union
    select l.id from pg_temp.staged_line s join public.customers_salesline l on l.tenant_id = here and l.source = s.source
      and l.line_id = s.line_id where s.line_id is not null)
  insert into pg_temp.staged_line (stored, account, {", ".join(CONTENT)}, version, n)
  select l.id, l.account_id, {", ".join(f"l.{name}" for name in CONTENT)}, l.version,
    row_number() over (partition by l.account_id, {", ".join(f"l.{name}" for name in CONTENT)} order by l.id)
  from reach r join public.customers_salesline l on l.tenant_id = here and l.id = r.id;"""
# Equal lines find each other; an older version of a line leaves the stored one. Guesses about row numbers go wrong
# here, and a nested loop over two large sets would take hours. Where the file tells parts of days, what it does not
# tell stays, but for the lines of its ids.
COMPARE = f"""if exists (select from pg_temp.staged_line o where o.stored is not null) then
    analyze pg_temp.staged_line;
    perform set_config('enable_nestloop', 'off', true);
    with matched as materialized (
      select s.line, o.stored from pg_temp.staged_line s join pg_temp.staged_line o on o.account = s.account
        and o.source = s.source and o.month = s.month and o.amount = s.amount and o.n = s.n and {SAME_CONTENT}
      where s.line is not null and not s.skipped and o.stored is not null),
    file as (update pg_temp.staged_line s set known = true from matched m where m.line = s.line)
    update pg_temp.staged_line o set known = true from matched m where m.stored = o.stored;
    update pg_temp.staged_line s set stale = true from pg_temp.staged_line o
    where s.line is not null and not s.known and not s.skipped and o.stored is not null and o.source = s.source
      and o.line_id = s.line_id and s.version < o.version;
    update pg_temp.staged_line o set stale = true from pg_temp.staged_line s
    where s.stale and s.line is not null and o.stored is not null and o.source = s.source and o.line_id = s.line_id;
    perform set_config('enable_nestloop', 'on', true);
    with gone as (
      delete from public.customers_salesline l using pg_temp.staged_line o
      where o.stored is not null and not o.known and not o.stale and l.tenant_id = here and l.id = o.stored
        and (not partial_days or exists (select from pg_temp.staged_line s
          where s.line is not null and s.source = o.source and s.line_id = o.line_id))
      returning l.account_id, l.month, l.currency, l.amount)
    insert into pg_temp.staged_line (account, month, currency, amount, n, gone)
    select g.account_id, g.month, g.currency, sum(g.amount), count(*), true from gone g group by 1, 2, 3;
  end if;"""
COMING = "s.line is not null and not (s.known or s.skipped or s.stale)"
KEEP = f"""insert into public.customers_salesline (tenant_id, id, account_id, {", ".join(CONTENT)}, version)
  select here, uuidv7(), s.account, {", ".join(f"s.{name}" for name in CONTENT)}, s.version
  from pg_temp.staged_line s where {COMING} order by s.account, s.month;"""

# The months that lines came to or went from, as they are now; null where no line is left.
SUM_UP = f"""with t as materialized (
    select s.account, s.month, s.currency, sum(case when s.gone then -s.amount else s.amount end) as moved,
      sum(case when s.gone then -s.n else 1 end) as more
    from pg_temp.staged_line s where s.gone or {COMING} group by 1, 2, 3),
  now as materialized (
    select t.account, t.month, t.currency, t.moved, t.more, c.factor, count(l.id) as lines,
      sum(l.amount) as amount, round(sum(l.amount) * c.factor)::bigint as net, round(sum(l.quantity), 3) as units
    from t join app.currencies() c on c.code = t.currency
    left join public.customers_salesline l on l.tenant_id = here and l.account_id = t.account and l.month = t.month
      and l.currency = t.currency group by t.account, t.month, t.currency, t.moved, t.more, c.factor),
  rounded as (
    select n.month, n.currency, sum(coalesce(n.net - n.amount * n.factor, 0) - case when n.lines > n.more
      then f.net_sales[{NUMBER.format("n.month")} - {NUMBER.format("f.first_month")} + 1]
        - (coalesce(n.amount, 0) - n.moved) * n.factor else 0 end) as rounding
    from now n left join public.customers_salesmonths f on f.tenant_id = here and f.account_id = n.account
      and f.currency = n.currency and f.product_id is null group by 1, 2),
  arrays as (
    insert into pg_temp.staged_month (account, currency, months, net, units)
    select n.account, n.currency, array_agg({NUMBER.format("n.month")} order by n.month), array_agg(n.net order by n.month),
      case when count(n.units) > 0 then array_agg(n.units order by n.month) end
    from now n group by 1, 2)
  select coalesce(jsonb_agg(jsonb_build_array(r.month, r.currency, trim_scale(r.rounding)::text)), '[]') into roundings
  from rounded r where r.rounding <> 0;"""

FILED = f"""select coalesce(jsonb_agg(jsonb_build_array(m.month, m.currency, m.file::text, m.skipped::text, m.older::text)), '[]')
    into filed from (
    select s.month, s.currency, trim_scale(sum(s.amount * s.factor)) as file,
      trim_scale(coalesce(sum(s.amount * s.factor) filter (where s.skipped), 0)) as skipped,
      trim_scale(coalesce(sum(s.amount * s.factor) filter (where s.stale), 0)) as older
    from pg_temp.staged_line s where s.line is not null group by 1, 2) m;
  select count(*) into sound from (select distinct s.account, s.month, s.currency from pg_temp.staged_line s where s.line is not null) d;
  select jsonb_build_object('new', count(*) filter (where {COMING}), 'unchanged', count(*) filter (where s.known and s.line is not null),
      'removed', coalesce(sum(s.n) filter (where s.gone), 0), 'skipped', count(*) filter (where s.skipped),
      'older', count(*) filter (where s.stale and s.line is not null)) into lines from pg_temp.staged_line s;
  select coalesce(jsonb_agg(jsonb_build_array(d.currency, d.rows, trim_scale(d.amount)::text)), '[]') into copies from (
    select s.currency, count(*) as rows, sum(s.amount * s.factor) as amount
    from pg_temp.staged_line s where s.copy > 1 group by 1) d;"""
