"""What a staged row of sales must be like, as SQL; used by the functions that store months and lines."""

SOUND = "not exists (select from pg_temp.staged_problem q where q.line = s.line)"
TOO_MUCH = "1e15"
SOURCE = "coalesce(s.source, 'crm')"
MONTH_NUMBER = "(left({0}, 4)::int * 12 + substr({0}, 6, 2)::int - 1)"

# The staged rows with their cells read once; `offset 0` keeps the planner from reading them again in every rule.
# `told` is "line" or "month"; "+" behind the shape says that the file tells currencies.
ROWS = f"""(select s.line, s.place, {SOURCE} as source, s.external_id, s.product, s.date as day,
      left(coalesce(s.month, s.date), 8) || '01' as month,
      case when right(s.shape, 1) = '+' then s.currency else 'XXX' end as currency,
      case when told <> 'line' then s.net_sales when s.sales is not null then s.sales
        when left(s.quantity, 1) = '!' or left(s.price, 1) = '!' then '!'
        else trim_scale(s.quantity::numeric * s.price::numeric)::text end as amount,
      told = 'line' and s.sales is null and s.price is not null as by_price, s.price,
      case told when 'line' then s.quantity else s.units end as units, s.line_id, s.document, s.mark,
      s.source_version, s.modified_at
    from pg_temp.staged s where not s.refused offset 0) s"""
READ = f"""(select s.*, c.code, c.places, c.factor, case when left(s.amount, 1) <> '!' then s.amount::numeric end as value,
      case when left(s.units, 1) <> '!' then s.units::numeric end as pieces
    from {ROWS} left join app.currencies() c on c.code = s.currency offset 0) s"""
VERSION = """case when s.source_version is not null then s.source_version::bigint
      when s.modified_at is not null then (extract(epoch from s.modified_at::timestamptz) * 1000000)::bigint end"""
ACCOUNT = """left join public.customers_accountidentifier i on i.tenant_id = here and i.source = s.source
    and i.external_id = s.external_id"""

# Whatever an array of months cannot hold, row by row; the account is looked for once per array.
RULES = [
    ("external_id", "required", "external_id is missing.", "s.external_id is null"),
    ("month", "required", "The month or date is missing.", "s.month is null"),
    ("month", "not_a_month", "This is not a month or date.", "left(s.month, 1) = '!'"),
    ("month", "not_a_date", "This is not a date.", "left(s.day, 1) = '!'"),
    ("{amount}", "required", "The amount is missing; a month without sales is 0.", "s.amount is null"),
    # A quantity that is none is told as such, further below.
    ("{amount}", "not_a_number", "This is not a number as the file writes them.",
     "left(s.amount, 1) = '!' and not coalesce(s.by_price and left(s.units, 1) = '!' and left(s.price, 1) <> '!', false)"),
    # Prices with fractions of a cent are usual in lines: their sum is exact, and rounded once per month.
    ("{amount}", "too_precise", "The amount has more decimals than its currency.",
     "scale(s.value) > s.places and scale(trim_scale(s.value)) > case told when 'line' then 12 else s.places end"),
    ("{amount}", "out_of_range", "The amount is too large.", f"abs(s.value * s.factor) >= {TOO_MUCH}"),
    ("currency", "required", "The currency is missing; currencies are never assumed.", "s.currency is null"),
    ("currency", "unknown_currency", "This is not a currency code of ISO 4217.",
     "s.currency is not null and s.code is null"),
    ("{units}", "not_a_number", "This is not a number as the file writes them.", "left(s.units, 1) = '!'"),
    ("{units}", "out_of_range", "Units have at most 3 decimals and 12 digits.",
     "scale(s.pieces) > 3 and scale(trim_scale(s.pieces)) > case told when 'line' then 6 else 3 end or abs(s.pieces) >= 1e12"),
    ("product", "too_long", "product is longer than 200 characters or holds a control character.",
     "length(s.product) > 200 or s.product ~ '[[:cntrl:]]'"),
    ("line_id", "too_long", "line_id is longer than 120 characters.", "length(s.line_id) > 120"),
    ("document", "too_long", "document is longer than 120 characters.", "length(s.document) > 120"),
    ("source", "too_long", "source is longer than 60 characters.", "length(s.source) > 60"),
    ("source_version", "not_a_number", "source_version is a whole number.", "s.source_version !~ '^[0-9]{1,18}$'"),
    ("modified_at", "not_an_instant", "This is not a date with a time.", "left(s.modified_at, 1) = '!'"),
]  # fmt: skip


def field(name: str) -> str:
    names = {"{amount}": ("sales", "net_sales"), "{units}": ("quantity", "units")}
    if name not in names:
        return f"'{name}'"
    of_lines, of_months = names[name]
    by_price = "when s.by_price then 'price' " if name == "{amount}" else ""
    return f"case {by_price}when told = 'line' then '{of_lines}' else '{of_months}' end"


WRONG = " or ".join(f"({when})" for _, _, _, when in RULES)
UNKNOWN = (
    "external_id",
    "unknown_account",
    "No account has this external id.",
    "s.external_id is not null and i.id is null",
)
EACH_RULE = ",\n".join(
    f"({field(f)}, '{code}', '{text}', {when})" for f, code, text, when in [*RULES, UNKNOWN]
)
JUDGE = f"""insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, v.field, v.code, v.message from {READ} {ACCOUNT}
  cross join lateral (values {EACH_RULE}) as v(field, code, message, holds)
  where ({WRONG} or i.id is null) and v.holds;
  update pg_temp.staged s set refused = true where not {SOUND};"""

# One month of an account, told twice: the first row stands, every later one names it.
SAME = f"{SOURCE}, s.external_id, left(coalesce(s.month, s.date), 7), coalesce(s.currency, '')"
JUDGE_MONTHS = f"""insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, 'month', 'duplicate', format('Line %s already tells this account, month, currency and product.', t.first_line)
  from pg_temp.staged s join (
    select {SAME}, coalesce(s.product, ''), min(s.line) from pg_temp.staged s where not s.refused
    group by 1, 2, 3, 4, 5 having count(*) > 1) as t(k1, k2, k3, k4, k5, first_line)
  on (t.k1, t.k2, t.k3, t.k4, t.k5) = ({SAME}, coalesce(s.product, '')) and s.line > t.first_line
  where not s.refused;
  insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, 'product', 'total_beside_products', 'Other rows tell this month by product; a total beside them would count twice.'
  from pg_temp.staged s join (
    select {SAME} from pg_temp.staged s where s.product is not null and not s.refused group by 1, 2, 3, 4) as t(k1, k2, k3, k4)
  on (t.k1, t.k2, t.k3, t.k4) = ({SAME}) where s.product is null and not s.refused;
  insert into pg_temp.staged_problem (line, field, code, message)
  select d.line, 'external_id', 'duplicate', format('Line %s tells the same account under another id.', d.line_of_first)
  from (select s.line, min(s.line) over w as line_of_first, first_value(s.source || ' ' || s.external_id) over (w order by s.line)
      <> s.source || ' ' || s.external_id as other
    from {ROWS} {ACCOUNT} where i.id is not null window w as (partition by i.account_id, s.currency)) d
  where d.other and not exists (select from pg_temp.staged_problem q where q.line = d.line);
  update pg_temp.staged s set refused = true where not {SOUND};"""

# What was refused, by month and currency as far as they can be read, in minor units: one triple each.
REFUSED = """select coalesce(jsonb_agg(jsonb_build_array(m.month, m.code, m.net::text)), '[]') into refusals from (
    select case when s.month < 'A' and s.month >= '0' then s.month else '' end as month, coalesce(c.code, '') as code,
      trim_scale(sum(s.value * coalesce(c.factor, 100))) as net
    from (select left(coalesce(s.month, s.date), 8) || '01' as month,
        case when right(s.shape, 1) = '+' then s.currency else 'XXX' end as currency,
        case when told <> 'line' then case when left(s.net_sales, 1) <> '!' then s.net_sales::numeric end
          when s.sales is not null then case when left(s.sales, 1) <> '!' then s.sales::numeric end
          when left(s.quantity, 1) <> '!' and left(s.price, 1) <> '!' then s.quantity::numeric * s.price::numeric end as value
      from pg_temp.staged s where s.refused offset 0) s
    left join app.currencies() c on c.code = s.currency
    where s.value is not null group by 1, 2) m;"""
