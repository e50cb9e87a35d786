"""Products, territories, who covers what, affiliations: judged and stored set-wise like accounts."""

from importlib import import_module

from django.db import migrations

first = import_module("customers.migrations.0003_storing_accounts")
ids = import_module("customers.migrations.0015_storing_by_identifier")
SOUND, SOURCE, HEAD, TALLY, SRC = first.SOUND, first.DEFAULT_SOURCE, ids.HEAD, ids.TALLY, ids.SRC
TOLD, VERSION_RULES, judged, older, identifier, stores = (
    ids.TOLD, ids.VERSION_RULES, first.judged, ids.older, ids.identifier, first.stores,
)  # fmt: skip
first.TEXTS.update(product_group=120, product_class=120, time_zone=64, role=120, person=200)
COUNT = "select count(*) filter (where fresh), count(*) filter (where not fresh) into made, changed from done;"
VERSIONS = "source_version = excluded.source_version, modified_at = excluded.modified_at, updated_at = excluded.updated_at"
NEW_VERSIONS = (
    "coalesce(s.source_version::bigint, {0}.source_version), coalesce(s.modified_at::timestamptz, {0}.modified_at)"
)
PROBLEM = "insert into pg_temp.staged_problem (line, field, code, message)"


def required(*fields: str) -> list[tuple[str, str, str, str]]:
    return [(field, "required", f"{field} is missing.", f"s.{field} is null") for field in fields]


def dated(*fields: str) -> list[tuple[str, str, str, str]]:
    return [(field, "not_a_date", "This is not a date.", f"left(s.{field}, 1) = '!'") for field in fields]


KNOWN_PRODUCT = f"""left join public.customers_product p on p.tenant_id = here and p.source = {SRC}
    and p.code = s.external_id"""
STORE_PRODUCTS = f"""{HEAD}
  {judged([*first.text_rules("name", "product_group", "product_class"), *VERSION_RULES])}
  {first.twice("product")}
  select count(*) into late from pg_temp.staged s {KNOWN_PRODUCT} where {SOUND} and {older("p")};
  insert into public.customers_productgroup as t (tenant_id, id, code, name, product_class, created_at, updated_at)
  select distinct on (s.product_group) here, uuidv7(), s.product_group, s.product_group, coalesce(s.product_class, ''),
    statement_timestamp(), statement_timestamp()
  from pg_temp.staged s {KNOWN_PRODUCT} where {SOUND} and s.product_group is not null and not {older("p")}
  order by s.product_group, s.product_class nulls last
  on conflict (tenant_id, code) do update set product_class = excluded.product_class, updated_at = excluded.updated_at
  where excluded.product_class not in ('', t.product_class);
  with done as (
    insert into public.customers_product as t (tenant_id, id, source, code, name, group_id, source_version, modified_at,
      created_at, updated_at)
    select here, uuidv7(), {SRC}, s.external_id, case when {TOLD.format("name")} then s.name else p.name end,
      case when {TOLD.format("product_group")} then g.id else p.group_id end, {NEW_VERSIONS.format("p")},
      statement_timestamp(), statement_timestamp()
    from pg_temp.staged s {KNOWN_PRODUCT}
    left join public.customers_productgroup g on g.tenant_id = here and g.code = s.product_group
    where {SOUND} and not {older("p")} order by 3, 4
    on conflict (tenant_id, source, code) do update set name = excluded.name, group_id = excluded.group_id, {VERSIONS}
    where (t.name, t.group_id, t.source_version, t.modified_at)
      is distinct from (excluded.name, excluded.group_id, excluded.source_version, excluded.modified_at)
    returning old.id is null as fresh)
  {COUNT}
  {TALLY.format(object="products")}
"""


def territory(external_id: str = "external_id", alias: str = "t") -> str:
    return (
        f"left join public.customers_territory {alias} on {alias}.tenant_id = here "
        f"and {alias}.source = {SRC} and {alias}.external_id = s.{external_id}"
    )


LEVELS = "('country', 'region', 'district', 'territory')"
TERRITORY_RULES = [
    ("level", "unknown_level", "level is country, region, district or territory.", f"s.level not in {LEVELS}"),
    ("country", "not_a_country", "country is a code of two letters (ISO 3166-1).", "s.country !~ '^[A-Z]{2}$'"),
    ("is_active", "not_a_yes", "is_active is true or false.", "s.is_active not in ('true', 'false')"),
    ("name", "required", "name is missing.", f"s.name is null and (t.id is null or {TOLD.format('name')})"),
    ("level", "required", "level is missing.", f"s.level is null and (t.id is null or {TOLD.format('level')})"),
]
TERRITORY_EDGES = f"""select s.line, coalesce(t.id::text, {SRC} || ' ' || s.external_id) as child,
      coalesce(p.id::text, {SRC} || ' ' || s.parent_external_id) as parent
    from pg_temp.staged s {territory()} {territory("parent_external_id", "p")}
    where {SOUND} and s.parent_external_id is not null"""
STORE_TERRITORIES = f"""{HEAD}
  perform pg_advisory_xact_lock(hashtextextended('territories of ' || here, 0));
  {judged([*first.text_rules("name", "time_zone"), *VERSION_RULES])}
  {judged(TERRITORY_RULES, territory())}
  {first.twice("territory")}
  {PROBLEM}
  select s.line, 'parent_external_id', 'unknown_territory', 'No territory has this external id.'
  from pg_temp.staged s {territory("parent_external_id", "p")}
  where {SOUND} and s.parent_external_id is not null and p.id is null and not exists (
    select from pg_temp.staged o where o.external_id = s.parent_external_id and coalesce(o.source, {SOURCE}) = {SRC}
      and not exists (select from pg_temp.staged_problem q where q.line = o.line));
  {PROBLEM}
  with recursive told as ({TERRITORY_EDGES}),
  edges as (
    select d.child, d.parent from told d union all
    select t.id::text, t.parent_id::text from public.customers_territory t
    where t.tenant_id = here and t.parent_id is not null and t.id not in (
      select t.id from pg_temp.staged s {territory().replace("left join", "join")}
      where {SOUND} and {TOLD.format("parent_external_id")})),
  walk(line, child, at) as (
    select d.line, d.child, d.parent from told d union
    select w.line, w.child, e.parent from walk w join edges e on e.child = w.at where w.at <> w.child)
  select distinct w.line, 'parent_external_id', 'cycle', 'The territory would lie inside itself.'
  from walk w where w.at = w.child;
  select count(*) into late from pg_temp.staged s {territory()} where {SOUND} and {older("t")};
  insert into public.customers_territory (tenant_id, id, source, external_id, name, level, country, time_zone, is_active,
    created_at, updated_at)
  select here, uuidv7(), {SRC}, s.external_id, s.name, s.level, '', '', true, statement_timestamp(), '-infinity'
  from pg_temp.staged s {territory()} where {SOUND} and t.id is null
  on conflict (tenant_id, source, external_id) do nothing;
  with due as (
    select t.id, t.updated_at = '-infinity' as fresh, coalesce(s.name, t.name) as name, coalesce(s.level, t.level) as level,
      case when {TOLD.format("country")} then coalesce(s.country, '') else t.country end as country,
      case when {TOLD.format("time_zone")} then coalesce(s.time_zone, '') else t.time_zone end as time_zone,
      coalesce(s.is_active::boolean, t.is_active) as is_active,
      case when {TOLD.format("parent_external_id")} then p.id else t.parent_id end as parent_id,
      {NEW_VERSIONS.format("t").replace("),", ") as version,")} as modified
    from pg_temp.staged s {territory().replace("left join", "join")} {territory("parent_external_id", "p")}
    where {SOUND} and not {older("t")}),
  done as (
    update public.customers_territory t set name = d.name, level = d.level, country = d.country, time_zone = d.time_zone,
      is_active = d.is_active, parent_id = d.parent_id, source_version = d.version, modified_at = d.modified,
      updated_at = statement_timestamp()
    from due d where t.tenant_id = here and t.id = d.id and (d.fresh or
      (t.name, t.level, t.country, t.time_zone, t.is_active, t.parent_id, t.source_version, t.modified_at)
      is distinct from (d.name, d.level, d.country, d.time_zone, d.is_active, d.parent_id, d.version, d.modified))
    returning d.fresh)
  {COUNT}
  {TALLY.format(object="territories")}
"""

PERSON = """left join public.tenancy_person w on w.tenant_id = here and w.party = 'staff'
    and (w.id::text = lower(s.person) or w.imported_id = s.person)"""
ROLES = "('sales_rep', 'key_account_manager', 'district_manager', 'medical', 'service')"
WHICH = """case when s.person is null then 'place' when s.territory_external_id is null then 'account' else 'territory' end"""
COVER_RULES = [
    *required("since"),
    *dated("since", "until"),
    ("until", "before_since", "until lies before since.", "left(s.until, 1) <> '!' and s.until < s.since"),
    ("role", "unknown_role", "role is one of the roles of care.", f"s.role not in {ROLES}"),
    ("is_primary", "not_a_yes", "is_primary is true or false.", "s.is_primary not in ('true', 'false')"),
    ("person", "too_much", "A row has two of account, territory and person.",
     "num_nonnulls(s.person, s.territory_external_id, s.account_external_id) <> 2"),
    ("account_external_id", "unknown_account", "No account has this external id.",
     "s.account_external_id is not null and i.id is null"),
    ("territory_external_id", "unknown_territory", "No territory has this external id.",
     "s.territory_external_id is not null and t.id is null"),
    ("person", "unknown_person", "No colleague has this id.", "s.person is not null and w.id is null"),
]  # fmt: skip
FOUND = f"""{identifier("account_external_id")} {territory("territory_external_id")} {PERSON}"""


def covered(table: str, key: dict[str, str], rest: dict[str, str], which: str) -> str:
    columns, values = ", ".join([*key, *rest]), ", ".join([*key.values(), *rest.values()])
    return f"""with done as (
    insert into public.{table} as d (tenant_id, id, {columns}, since, until)
    select distinct on ({", ".join(key.values())}, s.since) here, uuidv7(), {values}, s.since::date, s.until::date
    from pg_temp.staged s {FOUND} where {SOUND} and {WHICH} = '{which}'
    on conflict (tenant_id, {", ".join(key)}, since) do update set until = excluded.until
    where d.until is distinct from excluded.until returning old.id is null as fresh)
  select made + count(*) filter (where fresh), changed + count(*) filter (where not fresh) into made, changed from done;"""


ROLE = {"role": "coalesce(s.role, 'sales_rep')"}
PRIMARY = {"is_primary": "coalesce(s.is_primary::boolean, true)"}
PLACE = {"account_id": "i.account_id", "territory_id": "t.id"}
CARE = {"account_id": "i.account_id", "person_id": "w.id"}
COVER = {"territory_id": "t.id", "person_id": "w.id", **ROLE}
STORE_ASSIGNMENTS = f"""{HEAD}
  made := 0; changed := 0; late := 0;
  {judged(COVER_RULES, FOUND)}
  {covered("customers_accountterritory", PLACE, {}, "place")}
  -- An account lies in one territory at a time: the day before the next one begins is the last.
  update public.customers_accountterritory l set until = n.since - 1
  from public.customers_accountterritory n, pg_temp.staged s {identifier("account_external_id")}
  where {SOUND} and s.person is null and l.tenant_id = here and l.account_id = i.account_id and n.tenant_id = here
    and n.account_id = l.account_id and n.since > l.since and coalesce(l.until, 'infinity') >= n.since;
  {covered("customers_accountassignment", CARE, {**ROLE, **PRIMARY}, "account")}
  {covered("customers_territoryassignment", COVER, PRIMARY, "territory")}
  {TALLY.format(object="assignments")}
"""

CONTACT = f"""left join public.customers_contact c on c.tenant_id = here and c.source = {SRC} and c.external_id = s.external_id"""
STORE_AFFILIATIONS = f"""{HEAD}
  made := 0; changed := 0; late := 0;
  {judged([
      *required("external_id", "account_external_id"), *dated("since", "until"),
      ("external_id", "unknown_contact", "No contact has this external id.", "c.id is null"),
      ("account_external_id", "unknown_account", "No account has this external id.", "i.id is null"),
      ("role", "too_long", "role is longer than 120 characters.", "length(s.role) > 120"),
      ("until", "before_since", "until lies before since.", "left(s.until, 1) <> '!' and s.until < s.since"),
  ], f"{CONTACT} {identifier('account_external_id')}")}
  with done as (
    insert into public.customers_affiliation as t (tenant_id, id, contact_id, account_id, role, is_main, since, until)
    select distinct on (c.id, i.account_id, coalesce(s.since::date, current_date)) here, uuidv7(), c.id, i.account_id, coalesce(s.role, ''), false,
      coalesce(s.since::date, current_date), s.until::date
    from pg_temp.staged s {CONTACT} {identifier("account_external_id")} where {SOUND}
    on conflict (tenant_id, contact_id, account_id, is_main, since) do update set until = excluded.until, role = excluded.role
    where (t.until, t.role) is distinct from (excluded.until, excluded.role) returning old.id is null as fresh)
  {COUNT}
  {TALLY.format(object="affiliations")}
"""  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("customers", "0018_removing_notes")]
    operations = [
        stores("store_products", STORE_PRODUCTS),
        stores("store_territories", STORE_TERRITORIES),
        stores("store_assignments", STORE_ASSIGNMENTS),
        stores("store_affiliations", STORE_AFFILIATIONS),
    ]
