"""Judging and storing staged sales: months as they are, lines added up to months, and the series behind them."""

from django.db import migrations

from tenancy.wall.migrating import Function

from ._currencies import CURRENCIES

SOUND = "not exists (select from pg_temp.staged_problem q where q.line = s.line)"
TOO_MUCH = "1e15"

# The staged rows with their cells read once; `offset 0` keeps the planner from reading them again in every rule.
# `told` is "line" or "month"; "+" behind the shape says that the file tells currencies.
ROWS = """(select s.line, coalesce(s.source, 'crm') as source, s.external_id, s.product,
      left(coalesce(s.month, s.date), 8) || '01' as month,
      case when right(s.shape, 1) = '+' then s.currency else 'XXX' end as currency,
      case told when 'line' then s.sales else s.net_sales end as amount,
      case told when 'line' then s.quantity else s.units end as units
    from pg_temp.staged s offset 0) s"""
READ = f"""(select r.*, case when left(r.amount, 1) <> '!' then r.amount::numeric end as value,
      case when left(r.units, 1) <> '!' then r.units::numeric end as pieces
    from {ROWS[:-1]} r offset 0) s left join app.currencies() c on c.code = s.currency"""
ACCOUNT = """left join public.customers_account a on a.tenant_id = here and a.source = s.source
    and a.external_id = s.external_id"""

RULES = [
    ("external_id", "required", "external_id is missing.", "s.external_id is null"),
    ("external_id", "unknown_account", "No account has this external id.", "s.external_id is not null and a.id is null"),
    ("month", "required", "The month or date is missing.", "s.month is null"),
    ("month", "not_a_month", "This is not a month or date.", "left(s.month, 1) = '!'"),
    ("{amount}", "required", "The amount is missing; a month without sales is 0.", "s.amount is null"),
    ("{amount}", "not_a_number", "This is not a number as the file writes them.", "left(s.amount, 1) = '!'"),
    # Prices with fractions of a cent are usual in lines: their sum is exact, and rounded once per month.
    ("{amount}", "too_precise", "The amount has more decimals than its currency.",
     "scale(s.value) > c.places and scale(trim_scale(s.value)) > case told when 'line' then 12 else c.places end"),
    ("{amount}", "out_of_range", "The amount is too large.", f"abs(s.value * c.factor) >= {TOO_MUCH}"),
    ("currency", "required", "The currency is missing; currencies are never assumed.", "s.currency is null"),
    ("currency", "unknown_currency", "This is not a currency code of ISO 4217.",
     "s.currency is not null and c.code is null"),
    ("{units}", "not_a_number", "This is not a number as the file writes them.", "left(s.units, 1) = '!'"),
    ("{units}", "out_of_range", "Units have at most 3 decimals and 12 digits.",
     "scale(s.pieces) > 3 and scale(trim_scale(s.pieces)) > 3 or abs(s.pieces) >= 1e12"),
    ("product", "too_long", "product is longer than 200 characters or holds a control character.",
     "length(s.product) > 200 or s.product ~ '[[:cntrl:]]'"),
]


def field(name: str) -> str:
    names = {"{amount}": ("sales", "net_sales"), "{units}": ("quantity", "units")}
    if name not in names:
        return f"'{name}'"
    of_lines, of_months = names[name]
    return f"case told when 'line' then '{of_lines}' else '{of_months}' end"


ANY_RULE = " or ".join(f"({when})" for _, _, _, when in RULES)
EACH_RULE = ",\n".join(f"({field(f)}, '{code}', '{text}', {when})" for f, code, text, when in RULES)
JUDGE = f"""insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, v.field, v.code, v.message from {READ} {ACCOUNT}
  cross join lateral (values {EACH_RULE}) as v(field, code, message, holds)
  where ({ANY_RULE}) and v.holds;"""

# One month of an account, told twice: the first row stands, every later one names it.
SAME = "coalesce(s.source, ''), s.external_id, left(coalesce(s.month, s.date), 7), coalesce(s.currency, '')"
JUDGE_MONTHS = f"""insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, 'month', 'duplicate', format('Line %s already tells this account, month, currency and product.', t.first_line)
  from pg_temp.staged s join (
    select {SAME}, coalesce(s.product, ''), min(s.line) from pg_temp.staged s where {SOUND}
    group by 1, 2, 3, 4, 5 having count(*) > 1) as t(k1, k2, k3, k4, k5, first_line)
  on (t.k1, t.k2, t.k3, t.k4, t.k5) = ({SAME}, coalesce(s.product, '')) and s.line > t.first_line
  where {SOUND};
  if exists (select from pg_temp.staged s where s.product is null)
     and exists (select from pg_temp.staged s where s.product is not null) then
    insert into pg_temp.staged_problem (line, field, code, message)
    select s.line, 'product', 'total_beside_products', 'Other rows tell this month by product; a total beside them would count twice.'
    from pg_temp.staged s join (
      select {SAME} from pg_temp.staged s where s.product is not null and {SOUND} group by 1, 2, 3, 4) as t(k1, k2, k3, k4)
    on (t.k1, t.k2, t.k3, t.k4) = ({SAME}) where s.product is null and {SOUND};
  end if;"""

MONTHS = "select f.month, f.currency, sum(f.net_sales) as net from public.customers_salesfact f where f.tenant_id = here group by 1, 2"
BOOKED = f"(select coalesce(jsonb_agg(jsonb_build_array(m.month, m.currency, m.net)), '[]') from ({MONTHS}) m)"
# What the file says, account by account: taken as it is, stored rounded to minor units, refused.
FILED = f"""select coalesce(jsonb_agg(jsonb_build_array(m.month, m.currency, m.taken::text, m.stored::text, m.refused::text)), '[]'),
    coalesce(sum(m.rows), 0), coalesce(sum(m.account_months), 0) into filed, sound, months
  from (
    select g.month, g.currency, trim_scale(sum(g.taken)) as taken, sum(round(g.taken)) as stored,
      trim_scale(sum(g.refused)) as refused, sum(g.rows) as rows, count(*) filter (where g.rows > 0) as account_months
    from (
      select s.source, s.external_id, case when s.month < 'A' and s.month >= '0' then s.month else '' end as month,
        coalesce(c.code, '') as currency, sum(s.value * coalesce(c.factor, 100)) filter (where q.line is null) as taken,
        sum(s.value * coalesce(c.factor, 100)) filter (where q.line is not null) as refused,
        count(*) filter (where q.line is null) as rows
      from {READ} left join (select distinct p.line from pg_temp.staged_problem p) q on q.line = s.line
      group by 1, 2, 3, 4) g
    group by 1, 2) m;"""

MAKE_PRODUCTS = f"""if told = 'month' then
    insert into public.customers_product (tenant_id, id, source, code, created_at)
    select here, uuidv7(), d.source, d.product, statement_timestamp() from (
      select distinct coalesce(s.source, 'crm') as source, s.product from pg_temp.staged s
      where s.product is not null and {SOUND}) d
    on conflict (tenant_id, source, code) do nothing;
  end if;"""

# A month told altogether takes the place of its products, and the other way round.
CLEAR = f"""with gone as (
    delete from public.customers_salesfact f using (
      select a.id as account, s.month::date as month, s.currency,
        bool_or(s.product is null or told = 'line') as whole
      from {ROWS} {ACCOUNT} where {SOUND} group by 1, 2, 3) d
    where f.tenant_id = here and f.account_id = d.account and f.month = d.month and f.currency = d.currency
      and (f.product_id is null) <> d.whole
    returning f.account_id, f.currency, f.net_sales)
  select count(*), array_agg(distinct g.account_id),
    (select jsonb_object_agg(z.currency, z.net) from (select h.currency, -sum(h.net_sales) as net from gone h group by 1) z)
  into replaced, touched, cleared from gone g;"""

ROWS_OF_MONTHS = f"""select a.id as account, p.id as product, s.month::date as month, s.currency, (s.value * c.factor)::bigint as net,
      s.pieces as units
    from {READ} {ACCOUNT}
    left join public.customers_product p on p.tenant_id = here and p.source = s.source and p.code = s.product
    where {SOUND}"""
ROWS_OF_LINES = f"""select a.id as account, null::uuid as product, s.month::date as month, s.currency,
      round(sum(s.value * c.factor))::bigint as net, sum(s.pieces) as units
    from {READ} {ACCOUNT} where {SOUND} group by 1, 3, 4"""


def upsert(rows: str) -> str:
    return f"""with done as (
    insert into public.customers_salesfact as t (tenant_id, id, account_id, product_id, month, currency, net_sales, units)
    select here, uuidv7(), r.account, r.product, r.month, r.currency, r.net, r.units from ({rows}) r
    order by r.account, r.month
    on conflict (tenant_id, account_id, month, currency, product_id) do update
    set net_sales = excluded.net_sales, units = excluded.units
    where t.net_sales <> excluded.net_sales or t.units is distinct from excluded.units
    returning new.account_id, new.currency, old.id is null as fresh, new.net_sales - coalesce(old.net_sales, 0) as delta),
  by_account as (select d.account_id, d.currency, count(*) filter (where d.fresh) as fresh, count(*) as stored,
    sum(d.delta) as delta from done d group by 1, 2)
  select coalesce(sum(b.fresh), 0), coalesce(sum(b.stored - b.fresh), 0), touched || array_agg(distinct b.account_id),
    (select jsonb_object_agg(z.currency, z.delta) from (select e.currency, sum(e.delta) as delta from by_account e group by 1) z)
  into made, changed, touched, moved from by_account b;"""


STORE = f"""
declare here uuid := app.tid(); told text; before jsonb; filed jsonb; cleared jsonb; moved jsonb; touched uuid[];
  made bigint; changed bigint; replaced bigint := 0; sound bigint; months bigint;
begin
  if not app.feeds('sales') then raise exception 'not_allowed' using errcode = '42501'; end if;
  -- Two imports at once would each see the other's rows in its sums: one after the other. A file waits, a call does not.
  if app.importing() then perform set_config('lock_timeout', '10min', true); end if;
  perform pg_advisory_xact_lock(hashtextextended('sales of ' || here, 0));
  select left(s.shape, position('+' in s.shape || '+') - 1) into told from pg_temp.staged s limit 1;
  before := {BOOKED};
  {JUDGE}
  if told = 'month' then {JUDGE_MONTHS} end if;
  {FILED}
  {MAKE_PRODUCTS}
  if exists (select from public.customers_salesfact f where f.tenant_id = here and f.product_id is not null)
     or exists (select from pg_temp.staged s where s.product is not null and told = 'month') then {CLEAR} end if;
  if told = 'line' then {upsert(ROWS_OF_LINES)} else {upsert(ROWS_OF_MONTHS)} end if;
  perform app.rebuild_series(touched);
  return jsonb_build_object('new', made, 'changed', changed, 'replaced', replaced, 'shape', told,
    'unchanged', case when told = 'line' then months else sound end - made - changed, 'account_months', months,
    'before', before, 'file', filed, 'after', {BOOKED}, 'cleared', cleared, 'moved', moved);
exception when numeric_value_out_of_range then raise exception 'amounts_too_large';
end
"""

REBUILD = """
begin
  with monthly as (
    select f.account_id, f.currency, f.month, sum(f.net_sales)::bigint as net
    from (select distinct u.account_id from unnest(touched) as u(account_id)) k join public.customers_salesfact f
      on f.tenant_id = app.tid() and f.account_id = k.account_id
    group by 1, 2, 3),
  spans as (
    select m.account_id, m.currency, min(m.month) as first_month, max(m.month) as last_month, count(*) as told,
      array_agg(m.net order by m.month) as net from monthly m group by 1, 2),
  filled as (
    select s.account_id, s.currency, s.first_month, case
      when s.told = 12 * (extract(year from s.last_month) - extract(year from s.first_month))
        + extract(month from s.last_month) - extract(month from s.first_month) + 1 then s.net
      else (select array_agg(m.net order by g.month) from generate_series(s.first_month, s.last_month, interval '1 month') as g(month)
        left join monthly m on m.account_id = s.account_id and m.currency = s.currency and m.month = g.month::date) end as net
    from spans s)
  insert into public.customers_salesseries as t (tenant_id, id, account_id, currency, first_month, net_sales)
  select app.tid(), uuidv7(), f.account_id, f.currency, f.first_month, f.net from filled f
  on conflict (tenant_id, account_id, currency) do update set first_month = excluded.first_month, net_sales = excluded.net_sales
  where (t.first_month, t.net_sales) is distinct from (excluded.first_month, excluded.net_sales);
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_storing_accounts")]
    operations = [
        Function(
            "currencies()",
            returns="table (code text, places int, factor numeric)",
            roles=("app_rt", "app_sec"),
            volatility="immutable",
            options="rows 180",
            body="values " + ", ".join(f"('{code}', {places}, {10**places}::numeric)" for code, places in CURRENCIES.items()),
        ),
        Function(
            "rebuild_series(touched uuid[])",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            roles=("app_sec",),
            body=REBUILD,
        ),
        Function("store_sales()", returns="jsonb", language="plpgsql", volatility="volatile", body=STORE),
    ]
