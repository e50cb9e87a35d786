"""Further ids, potentials and attributes: what imports tell about an account beside its sales."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

from ._sales_facts import FACTS

first = import_module("customers.migrations.0003_storing_accounts")
ids = import_module("customers.migrations.0015_storing_by_identifier")
masters = import_module("customers.migrations.0019_storing_masters")
SOUND, SRC, HEAD, TALLY = first.SOUND, ids.SRC, ids.HEAD, ids.TALLY
judged, required, dated, COUNT = (first.judged, masters.required, masters.dated, masters.COUNT)  # fmt: skip

# Whoever tells it may name the account by its id in another source.
def identifier() -> str:
    return (
        "left join public.customers_accountidentifier i on i.tenant_id = here "
        f"and i.source = coalesce(s.account_source, {SRC}) and i.external_id = s.external_id"
    )


KNOWN = [("external_id", "unknown_account", "No account has this external id.", "s.external_id is not null and i.id is null")]
GROUP = "left join public.customers_productgroup g on g.tenant_id = here and g.code = s.product_group"
CURRENCY = "left join app.currencies() c on c.code = s.currency"
POTENTIAL_RULES = [
    *required("external_id", "from_month", "to_month", "potential"),
    *KNOWN,
    *dated("from_month", "to_month", "told_on"),
    ("to_month", "before_from", "to_month lies before from_month.", "s.to_month < s.from_month"),
    ("product_group", "unknown_group", "No product group has this code.", "s.product_group is not null and g.id is null"),
    ("currency", "unknown_currency", "This is not a currency code of ISO 4217.", "s.currency is not null and c.code is null"),
    ("potential", "not_a_number", "This is not a number as the file writes them.", "left(s.potential, 1) = '!'"),
    ("potential", "out_of_range", "A potential is not negative and has at most 12 digits.",
     "case when left(s.potential, 1) <> '!' then s.potential::numeric not between 0 and 1e12 end"),
]
STORE_POTENTIALS = f"""{HEAD.replace("'accounts'", "'sales'")}
  late := 0;
  {judged(POTENTIAL_RULES, f"{identifier()} {GROUP} {CURRENCY}")}
  with told as (
    select distinct on (i.account_id, g.id, s.from_month, s.to_month, s.currency, {SRC}) i.account_id, g.id as group_id,
      s.from_month::date as starts, (s.to_month::date + interval '1 month - 1 day')::date as ends,
      case when s.currency is null then 'units' else 'currency' end as measure, coalesce(s.currency, '') as currency,
      round(s.potential::numeric * coalesce(c.factor, 1000))::bigint as amount, {SRC} as source,
      coalesce(s.told_on::date, current_date) as told_on, s.told_on is not null as dated
    from pg_temp.staged s {identifier()} {GROUP} {CURRENCY} where {SOUND}
    order by i.account_id, g.id, s.from_month, s.to_month, s.currency, {SRC}, s.line desc),
  done as (
    insert into public.customers_potential as t (tenant_id, id, account_id, product_group_id, period_from, period_to, measure,
      currency, amount, source, told_on, created_at, updated_at)
    select here, uuidv7(), d.account_id, d.group_id, d.starts, d.ends, d.measure, d.currency, d.amount, d.source, d.told_on,
      statement_timestamp(), statement_timestamp() from told d
    on conflict (tenant_id, account_id, period_from, period_to, measure, currency, source, product_group_id)
    do update set amount = excluded.amount, told_on = excluded.told_on, updated_at = excluded.updated_at
    where t.amount <> excluded.amount returning old.id is null as fresh)
  {COUNT}
  {TALLY.format(object="potentials")}
"""

ATTRIBUTE = "left join public.customers_attribute b on b.tenant_id = here and b.code = s.attribute"
ATTRIBUTE_RULES = [
    *required("external_id", "attribute"),
    *KNOWN,
    ("attribute", "unknown_attribute", "No attribute has this code.", "s.attribute is not null and b.id is null"),
    ("value", "too_long", "value is longer than 500 characters.", "length(s.value) > 500"),
    ("value", "not_a_number", "This attribute is a number, written with a point.",
     "b.kind = 'number' and s.value !~ '^-?[0-9]{1,15}([.][0-9]{1,4})?$'"),
    ("value", "not_a_date", "This attribute is a date, YYYY-MM-DD.",
     "b.kind = 'date' and not (s.value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(s.value, 'date'))"),
    ("value", "not_a_choice", "This is none of the values of the attribute.",
     "b.kind = 'choice' and s.value <> all(b.choices)"),
]
TELLING = f"from pg_temp.staged s {identifier()} {ATTRIBUTE}"
STORE_ATTRIBUTES = f"""{HEAD}
  late := 0;
  {judged(ATTRIBUTE_RULES, f"{identifier()} {ATTRIBUTE}")}
  insert into pg_temp.staged_problem (line, field, code, message)
  select d.line, 'attribute', 'duplicate', format('Line %s tells this attribute of the account already.', d.first)
  from (select s.line, min(s.line) over (partition by i.account_id, b.id) as first {TELLING} where {SOUND}) d
  where d.line > d.first;
  with done as (
    insert into public.customers_accountattribute as t (tenant_id, id, account_id, attribute_id, text, number, date, source,
      updated_at)
    select here, uuidv7(), i.account_id, b.id, s.value, case when b.kind = 'number' then s.value::numeric end,
      case when b.kind = 'date' then s.value::date end, {SRC}, statement_timestamp()
    {TELLING} where {SOUND} and s.value is not null
    on conflict (tenant_id, account_id, attribute_id) do update set text = excluded.text, number = excluded.number,
      date = excluded.date, source = excluded.source, updated_at = excluded.updated_at
    where t.text <> excluded.text returning old.id is null as fresh)
  {COUNT}
  with gone as (
    delete from public.customers_accountattribute t using (
      select i.account_id, b.id as attribute_id {TELLING} where {SOUND} and s.value is null) d
    where t.tenant_id = here and t.account_id = d.account_id and t.attribute_id = d.attribute_id returning 1)
  select changed + count(*) into changed from gone;
  {TALLY.format(object="attributes")}
"""

# A further id of an account. One that leads to another account already is a case for a merge.
OWNER = f"""left join public.customers_accountidentifier k on k.tenant_id = here
    and k.source = coalesce(s.account_source, {SRC}) and k.external_id = s.account_external_id"""
IDENTIFIER_RULES = [
    *first.text_rules(),
    *required("account_external_id"),
    ("account_external_id", "unknown_account", "No account has this external id.",
     "s.account_external_id is not null and k.id is null"),
    ("external_id", "taken", "This id leads to another account. Merge the two if they are one.",
     "i.account_id <> k.account_id"),
]
STORE_IDENTIFIERS = f"""{HEAD}
  late := 0; changed := 0;
  {judged(IDENTIFIER_RULES, f"{ids.identifier()} {OWNER}")}
  {first.twice("id")}
  with done as (
    insert into public.customers_accountidentifier (tenant_id, id, source, external_id, account_id, first_seen_at)
    select here, uuidv7(), {SRC}, s.external_id, k.account_id, statement_timestamp()
    from pg_temp.staged s {OWNER} where {SOUND}
    on conflict (tenant_id, source, external_id) do nothing returning 1)
  select count(*) into made from done;
  {TALLY.format(object="identifiers")}
"""

# Own sales of the period as a share of the potential, in thousandths of a percent; null where either is unknown.
SHARES = f"""
select p.id, p.product_group_id, p.period_from, p.period_to, p.currency, p.amount, p.source, p.told_on, o.own
from public.customers_potential p
join public.customers_account r on r.tenant_id = p.tenant_id and r.id = p.account_id
left join lateral (
  select case when p.measure = 'units' then round(sum(f.units) * 1000)::bigint else sum(f.net_sales)::bigint end as own
  from {FACTS} f
  join public.customers_account a on a.tenant_id = f.tenant_id and a.id = f.account_id
  left join public.customers_product x on x.tenant_id = f.tenant_id and x.id = f.product_id
  where f.tenant_id = p.tenant_id and (a.id = account or a.merged_into_id = account)
    and f.month between p.period_from and p.period_to
    and (p.measure = 'units' or f.currency = p.currency)
    and (p.product_group_id is null or x.group_id = p.product_group_id)) o on true
where p.tenant_id = app.tid() and (r.id = account or r.merged_into_id = account)
  and (app.oversees_sales() or app.has_scope('sales:read') or account in (select app.my_accounts()))
order by p.period_from desc, p.product_group_id, p.source
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0019_storing_masters")]
    operations = [
        first.stores("store_potentials", STORE_POTENTIALS),
        first.stores("store_attributes", STORE_ATTRIBUTES),
        first.stores("store_identifiers", STORE_IDENTIFIERS),
        Function(
            "shares_of(account uuid)",
            returns="table (id uuid, product_group uuid, period_from date, period_to date, currency text, amount bigint, "
            "source text, told_on date, own bigint)",
            body=SHARES,
        ),
    ]
