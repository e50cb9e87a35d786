"""Accounts and contacts are found by any of their ids, guarded against older data, and their sources noted."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

before = import_module("customers.migrations.0003_storing_accounts")
SOUND, SOURCE, ALLOWED, judged, stores = (
    before.SOUND, before.DEFAULT_SOURCE, before.ALLOWED, before.judged, before.stores,
)  # fmt: skip
before.TEXTS.update(city=120, postal_code=20)

TOLD = "'{0}' = any(string_to_array(s.given, ','))"
VERSION_RULES = [
    ("source_version", "not_a_number", "source_version is a whole number.", "s.source_version !~ '^[0-9]{1,18}$'"),
    ("modified_at", "not_an_instant", "This is not a date with a time.", "left(s.modified_at, 1) = '!'"),
    # It would keep every later telling out.
    ("modified_at", "in_the_future", "This lies in the future.",
     "case when left(s.modified_at, 1) <> '!' then s.modified_at::timestamptz > statement_timestamp() + interval '1 day' end"),
]


def older(known: str) -> str:
    """What the source itself dates before what is known; only called on rows that were judged."""
    return (
        f"(case when s.source_version is not null then s.source_version::bigint < {known}.source_version "
        f"else s.modified_at::timestamptz < {known}.modified_at end is true)"
    )


def identifier(external_id: str = "external_id", alias: str = "i") -> str:
    return (
        f"left join public.customers_accountidentifier {alias} on {alias}.tenant_id = here "
        f"and {alias}.source = coalesce(s.source, {SOURCE}) and {alias}.external_id = s.{external_id}"
    )


HEAD = f"""declare here uuid := app.tid(); made bigint; changed bigint; sound bigint; late bigint;
begin
  {ALLOWED}"""
TALLY = f"""select count(*) into sound from pg_temp.staged s where {SOUND};
  perform app.note_feed('{{object}}', made + changed > 0);
  return jsonb_build_object('new', made, 'changed', changed, 'unchanged', sound - made - changed, 'older', late);
end"""

ACCOUNT_FIELDS = ("name", "type", "segment", "region", "country", "city", "postal_code")
OWN = f"(a.id is null or a.source = coalesce(s.source, {SOURCE}) and a.external_id = s.external_id)"
THEIRS = f"(a.origins -> '{{0}}' ->> 0 = coalesce(s.source, {SOURCE}))"


def value(field: str) -> str:
    """The source that made the account tells its fields; another one fills what is empty or what it told itself."""
    theirs = THEIRS.format(field)
    return f"""case when not ({TOLD.format(field)}) then coalesce(a.{field}, '')
      when {OWN} then case when s.{field} is null and a.origins ? '{field}' then a.{field} else coalesce(s.{field}, '') end
      when a.{field} = '' or {theirs} then coalesce(s.{field}, '') else a.{field} end"""


def origin(field: str) -> str:
    theirs = THEIRS.format(field)
    return f"""'{field}', case when not ({TOLD.format(field)}) or ({OWN} and s.{field} is null) then a.origins -> '{field}'
      when {OWN} then null
      when (a.{field} = '' or {theirs}) and s.{field} <> a.{field}
        then jsonb_build_array(coalesce(s.source, {SOURCE}), statement_timestamp())
      else a.origins -> '{field}' end"""


ORIGINS = f"""case when a.id is null or ({OWN} and a.origins is null) then null
      else nullif(jsonb_strip_nulls(jsonb_build_object({", ".join(map(origin, ACCOUNT_FIELDS))})), '{{}}') end"""
REST = ACCOUNT_FIELDS[1:]

STORE_ACCOUNTS = f"""{HEAD}
  {judged([*before.text_rules(*ACCOUNT_FIELDS), *VERSION_RULES])}
  {judged([("name", "required", "name is missing.",
            f"s.name is null and (i.id is null or {TOLD.format('name')} and i.source = a.source "
            "and i.external_id = a.external_id)")],
          identifier() + " left join public.customers_account a on a.tenant_id = here and a.id = i.account_id")}
  {before.twice("account")}
  insert into pg_temp.staged_problem (line, field, code, message)
  select d.line, 'external_id', 'duplicate', format('Line %s tells the same account under another id.', d.first)
  from (select s.line, min(s.line) over (partition by i.account_id) as first
    from pg_temp.staged s {identifier().replace("left join", "join")} where {SOUND}) d where d.line > d.first;
  perform app.judge_parents();
  with told as (
    select s.*, i.account_id from pg_temp.staged s {identifier()} where {SOUND} and not {older("i")}),
  done as (
    insert into public.customers_account as t (tenant_id, id, source, external_id, name, search_name,
      {", ".join(REST)}, origins, created_at, updated_at)
    select here, uuidv7(), coalesce(a.source, s.source, {SOURCE}), coalesce(a.external_id, s.external_id),
      {value("name")}, case when {value("name")} = a.name then a.search_name else left(s.search_name, 480) end,
      {", ".join(map(value, REST))}, {ORIGINS}, statement_timestamp(), statement_timestamp()
    from told s left join public.customers_account a on a.tenant_id = here and a.id = s.account_id
    order by 3, 4
    on conflict (tenant_id, source, external_id) do update set name = excluded.name,
      search_name = excluded.search_name, {", ".join(f"{f} = excluded.{f}" for f in REST)},
      origins = excluded.origins, updated_at = excluded.updated_at
    where ({", ".join(f"t.{f}" for f in ACCOUNT_FIELDS)})
      is distinct from ({", ".join(f"excluded.{f}" for f in ACCOUNT_FIELDS)})
    returning old.id is null as fresh)
  select count(*) filter (where fresh), count(*) filter (where not fresh) into made, changed from done;
  select count(*) into late from pg_temp.staged s {identifier()} where {SOUND} and {older("i")};
  perform app.note_identifiers();
  perform app.note_parents();
  {TALLY.format(object="accounts")}
"""

# New accounts get the id that made them; a known id keeps its account and takes the newer version.
NOTE_IDENTIFIERS = f"""
begin
  if not app.feeds('accounts') then raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.customers_accountidentifier as t (tenant_id, id, source, external_id, account_id, source_version,
    modified_at, first_seen_at)
  select app.tid(), uuidv7(), a.source, a.external_id, a.id, s.source_version::bigint, s.modified_at::timestamptz,
    statement_timestamp()
  from pg_temp.staged s join public.customers_account a on a.tenant_id = app.tid()
    and a.source = coalesce(s.source, {SOURCE}) and a.external_id = s.external_id
  where {SOUND}
  on conflict (tenant_id, source, external_id) do nothing;
  update public.customers_accountidentifier t
  set source_version = coalesce(s.source_version::bigint, t.source_version),
    modified_at = coalesce(s.modified_at::timestamptz, t.modified_at)
  from pg_temp.staged s
  where t.tenant_id = app.tid() and t.source = coalesce(s.source, {SOURCE}) and t.external_id = s.external_id
    and {SOUND} and not {older("t")}
    and (s.source_version::bigint > coalesce(t.source_version, -1)
      or s.modified_at::timestamptz > coalesce(t.modified_at, '-infinity'));
end
"""

# Parents: by id of the same source, told before or in the same file. The day of the telling is the day of change.
SRC = f"coalesce(s.source, {SOURCE})"
EDGES = f"""select s.line, coalesce(i.account_id::text, {SRC} || ' ' || s.external_id) as child,
      coalesce(p.account_id::text, {SRC} || ' ' || s.parent_external_id) as parent
    from pg_temp.staged s {identifier()} {identifier("parent_external_id", "p")}
    where {SOUND} and s.parent_external_id is not null"""
JUDGE_PARENTS = f"""
declare here uuid := app.tid();
begin
  if not app.feeds('accounts') then raise exception 'not_allowed' using errcode = '42501'; end if;
  if not exists (select from pg_temp.staged s where s.parent_external_id is not null) then return; end if;
  insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, 'parent_external_id', 'unknown_account', 'No account has this external id.'
  from pg_temp.staged s {identifier("parent_external_id", "p")}
  where {SOUND} and s.parent_external_id is not null and p.id is null and not exists (
    select from pg_temp.staged o where o.external_id = s.parent_external_id
      and coalesce(o.source, {SOURCE}) = {SRC} and not exists (select from pg_temp.staged_problem q where q.line = o.line));
  insert into pg_temp.staged_problem (line, field, code, message)
  with recursive told as ({EDGES}),
  edges as (
    select t.child, t.parent from told t
    union all
    select l.account_id::text, l.parent_id::text from public.customers_accountparent l
    where l.tenant_id = here and l.until is null and l.account_id not in (
      select i.account_id from pg_temp.staged s {identifier().replace("left join", "join")}
      where {SOUND} and {TOLD.format("parent_external_id")})),
  walk(line, child, at) as (
    select t.line, t.child, t.parent from told t
    union
    select w.line, w.child, e.parent from walk w join edges e on e.child = w.at where w.at <> w.child)
  select distinct w.line, 'parent_external_id', 'cycle', 'The account would lie below itself.'
  from walk w where w.at = w.child;
end
"""
def links(table: str, here: str, told: str) -> str:
    """Dated links brought up to the told ones: (link_of, link_to). What began today is replaced, older ones are closed."""
    return f"""delete from public.{table} l using ({told}) t
  where l.tenant_id = app.tid() and l.{here[0]} = t.link_of and l.until is null and l.since = current_date
    and l.{here[1]} is distinct from t.link_to{here[2]};
  update public.{table} l set until = current_date - 1 from ({told}) t
  where l.tenant_id = app.tid() and l.{here[0]} = t.link_of and l.until is null
    and l.{here[1]} is distinct from t.link_to{here[2]};"""


PARENTS = f"""select i.account_id as link_of, p.account_id as link_to, {SRC} as source from pg_temp.staged s {identifier()}
    {identifier("parent_external_id", "p")}
    where {SOUND} and {TOLD.format("parent_external_id")} and not {older("i")}"""
NOTE_PARENTS = f"""
declare here uuid := app.tid();
begin
  if not app.feeds('accounts') then raise exception 'not_allowed' using errcode = '42501'; end if;
  if not exists (select from pg_temp.staged s where {TOLD.format("parent_external_id")}) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('parents in ' || app.tid(), 0));
  {links("customers_accountparent", ("account_id", "parent_id", ""), PARENTS)}
  insert into public.customers_accountparent (tenant_id, id, account_id, parent_id, since, told_by, recorded_at)
  select app.tid(), uuidv7(), t.link_of, t.link_to, current_date, t.source, statement_timestamp() from ({PARENTS}) t
  where t.link_to is not null and t.link_to <> t.link_of and not exists (
    select from public.customers_accountparent l
    where l.tenant_id = app.tid() and l.account_id = t.link_of and l.until is null);
end
"""

CONTACT_FIELDS = before.CONTACT_FIELDS
KNOWN = before.known("customers_contact", "c")
STORE_CONTACTS = f"""{HEAD}
  {judged([*before.text_rules(*CONTACT_FIELDS), *VERSION_RULES])}
  {judged([("account_external_id", "unknown_account", "No account has this external id.",
            "s.account_external_id is not null and i.id is null")], identifier("account_external_id"))}
  {before.twice("contact")}
  perform app.note_system_accounts() where app.importing();
  select count(*) into late from pg_temp.staged s {KNOWN} where {SOUND} and {older("c")};
  with done as (
    insert into public.customers_contact as t (tenant_id, id, source, external_id, account_id,
      {", ".join(CONTACT_FIELDS)}, source_version, modified_at, created_at, updated_at)
    select here, uuidv7(), {SRC}, s.external_id,
      case when {TOLD.format("account_external_id")} then i.account_id else c.account_id end,
      {", ".join(before.kept(field, "c") for field in CONTACT_FIELDS)},
      coalesce(s.source_version::bigint, c.source_version), coalesce(s.modified_at::timestamptz, c.modified_at),
      statement_timestamp(), statement_timestamp()
    from pg_temp.staged s {identifier("account_external_id")} {KNOWN} where {SOUND} and not {older("c")}
    order by 3, 4
    on conflict (tenant_id, source, external_id) do update set account_id = excluded.account_id,
      {", ".join(f"{field} = excluded.{field}" for field in CONTACT_FIELDS)},
      source_version = excluded.source_version, modified_at = excluded.modified_at, updated_at = excluded.updated_at
    where (t.account_id, {", ".join(f"t.{field}" for field in CONTACT_FIELDS)}, t.source_version, t.modified_at)
      is distinct from (excluded.account_id, {", ".join(f"excluded.{field}" for field in CONTACT_FIELDS)},
        excluded.source_version, excluded.modified_at)
    returning old.id is null as fresh)
  select count(*) filter (where fresh), count(*) filter (where not fresh) into made, changed from done;
  perform app.note_affiliations();
  {TALLY.format(object="contacts")}
"""
MAIN = f"""select c.id as link_of, c.account_id as link_to from pg_temp.staged s {KNOWN.replace("left join", "join")}
    where {SOUND} and {TOLD.format("account_external_id")}"""
NOTE_AFFILIATIONS = f"""
declare here uuid := app.tid();
begin
  if not app.feeds('accounts') then raise exception 'not_allowed' using errcode = '42501'; end if;
  {links("customers_affiliation", ("contact_id", "account_id", " and l.is_main"), MAIN)}
  insert into public.customers_affiliation (tenant_id, id, contact_id, account_id, role, is_main, since)
  select here, uuidv7(), t.link_of, t.link_to, '', true, current_date from ({MAIN}) t
  where t.link_to is not null and not exists (select from public.customers_affiliation l
    where l.tenant_id = here and l.contact_id = t.link_of and l.is_main and l.until is null);
end
"""

# What arrived, by source: makes the source where nobody has configured it.
NOTE_FEED = f"""
begin
  if not (app.feeds('accounts') or app.feeds('sales')) then raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.customers_sourcesystem (tenant_id, id, code, name, kind, feeds, default_currency, missing_is_zero,
    created_at, updated_at)
  select app.tid(), uuidv7(), d.code, d.code, 'unknown', array[kind], '', false, statement_timestamp(), statement_timestamp()
  from (select distinct left({SRC}, 60) as code from pg_temp.staged s) d
  on conflict (tenant_id, code) do nothing;
  insert into public.customers_sourcefeed as t (tenant_id, id, source_id, object, first_seen_at, last_seen_at,
    last_changed_at, last_rows)
  select app.tid(), uuidv7(), y.id, kind, statement_timestamp(), statement_timestamp(),
    case when moved then statement_timestamp() end, d.rows
  from (select {SRC} as code, count(*) as rows from pg_temp.staged s group by 1) d
  join public.customers_sourcesystem y on y.tenant_id = app.tid() and y.code = d.code
  on conflict (tenant_id, source_id, object) do update set last_seen_at = excluded.last_seen_at,
    last_changed_at = coalesce(excluded.last_changed_at, t.last_changed_at), last_rows = excluded.last_rows;
end
"""


def notes(signature: str, body: str) -> Function:
    return Function(
        signature, returns="void", language="plpgsql", volatility="volatile", roles=("app_sec",), body=body
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0014_merging")]
    operations = [
        notes("note_feed(kind text, moved boolean)", NOTE_FEED),
        notes("note_identifiers()", NOTE_IDENTIFIERS),
        notes("judge_parents()", JUDGE_PARENTS),
        notes("note_parents()", NOTE_PARENTS),
        notes("note_affiliations()", NOTE_AFFILIATIONS),
        stores("store_accounts", STORE_ACCOUNTS),
        stores("store_contacts", STORE_CONTACTS),
    ]
