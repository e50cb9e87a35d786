"""Judging and storing staged accounts and contacts, set-wise; the API's rows and the files' take the same way."""

from django.db import migrations

from tenancy.wall.migrating import Function

DEFAULT_SOURCE = "'crm'"
SOUND = "not exists (select from pg_temp.staged_problem q where q.line = s.line)"
TEXTS = {"type": 120, "segment": 120, "region": 120, "country": 60, "profession": 120, "email": 254, "name": 240}


def judged(rules: list[tuple[str, str, str, str]], joins: str = "") -> str:
    """One insert of all that the rules (field, code, message, condition) find wrong."""
    values = ",\n".join(f"('{f}', '{c}', '{m}', {when})" for f, c, m, when in rules)
    return f"""insert into pg_temp.staged_problem (line, field, code, message)
  select s.line, v.field, v.code, v.message from pg_temp.staged s {joins}
  cross join lateral (values {values}) as v(field, code, message, holds)
  where v.holds and {SOUND};"""


def text_rules(*fields: str) -> list[tuple[str, str, str, str]]:
    limits = {"source": 60, "external_id": 200} | {field: TEXTS[field] for field in fields}
    return [
        rule
        for field, most in limits.items()
        for rule in (
            (field, "too_long", f"{field} is longer than {most} characters.", f"length(s.{field}) > {most}"),
            (field, "control_character", f"{field} holds a control character.", f"s.{field} ~ '[[:cntrl:]]'"),
        )
    ] + [("external_id", "required", "external_id is missing.", "s.external_id is null")]


def twice(what: str) -> str:
    return f"""insert into pg_temp.staged_problem (line, field, code, message)
  select d.line, 'external_id', 'duplicate', format('The {what} “%s” stands in line %s already.', d.external_id, d.first)
  from (select s.line, s.external_id, min(s.line) over (partition by coalesce(s.source, {DEFAULT_SOURCE}), s.external_id)
      as first from pg_temp.staged s where {SOUND}) d
  where d.line > d.first;"""


def known(table: str, alias: str) -> str:
    return (
        f"left join public.{table} {alias} on {alias}.tenant_id = here "
        f"and {alias}.source = coalesce(s.source, {DEFAULT_SOURCE}) and {alias}.external_id = s.external_id"
    )


def kept(field: str, alias: str) -> str:
    """The new value where the row tells the field, else what is known."""
    return (
        f"case when '{field}' = any(string_to_array(s.given, ',')) then coalesce(s.{field}, '') "
        f"else coalesce({alias}.{field}, '') end"
    )


ALLOWED = """if not app.feeds('accounts') then raise exception 'not_allowed' using errcode = '42501'; end if;"""
TALLY = """select count(*) filter (where fresh), count(*) filter (where not fresh) into made, changed from done;
  select count(*) into sound from pg_temp.staged s where {sound};
  return jsonb_build_object('new', made, 'changed', changed, 'unchanged', sound - made - changed);
end"""
HEAD = "declare here uuid := app.tid(); made bigint; changed bigint; sound bigint;\nbegin\n  " + ALLOWED

ACCOUNT_FIELDS = ("type", "segment", "region", "country")
STORE_ACCOUNTS = f"""{HEAD}
  {judged(text_rules("name", *ACCOUNT_FIELDS))}
  {judged([("name", "required", "name is missing.",
            "s.name is null and (a.id is null or 'name' = any(string_to_array(s.given, ',')))")],
          known("customers_account", "a"))}
  {twice("account")}
  with done as (
    insert into public.customers_account as t (tenant_id, id, source, external_id, name, search_name, type, segment,
      region, country, created_at, updated_at)
    select here, uuidv7(), coalesce(s.source, {DEFAULT_SOURCE}), s.external_id, coalesce(s.name, a.name),
      case when s.name is null then a.search_name else left(s.search_name, 480) end,
      {", ".join(kept(field, "a") for field in ACCOUNT_FIELDS)}, statement_timestamp(), statement_timestamp()
    from pg_temp.staged s {known("customers_account", "a")} where {SOUND}
    order by 3, 4
    on conflict (tenant_id, source, external_id) do update set name = excluded.name,
      search_name = excluded.search_name, type = excluded.type, segment = excluded.segment,
      region = excluded.region, country = excluded.country, updated_at = excluded.updated_at
    where (t.name, t.type, t.segment, t.region, t.country)
      is distinct from (excluded.name, excluded.type, excluded.segment, excluded.region, excluded.country)
    returning old.id is null as fresh)
  {TALLY.format(sound=SOUND)}
"""

CONTACT_FIELDS = ("type", "name", "email", "profession", "segment", "country")
THEIR_ACCOUNT = (
    "left join public.customers_account a on a.tenant_id = here "
    f"and a.source = coalesce(s.source, {DEFAULT_SOURCE}) and a.external_id = s.account_external_id"
)
STORE_CONTACTS = f"""{HEAD}
  {judged(text_rules(*CONTACT_FIELDS))}
  {judged([("account_external_id", "unknown_account", "No account has this external id.",
            "s.account_external_id is not null and a.id is null")], THEIR_ACCOUNT)}
  {twice("contact")}
  perform app.note_system_accounts() where app.importing();
  with done as (
    insert into public.customers_contact as t (tenant_id, id, source, external_id, account_id,
      {", ".join(CONTACT_FIELDS)}, created_at, updated_at)
    select here, uuidv7(), coalesce(s.source, {DEFAULT_SOURCE}), s.external_id,
      case when 'account_external_id' = any(string_to_array(s.given, ',')) then a.id else c.account_id end,
      {", ".join(kept(field, "c") for field in CONTACT_FIELDS)}, statement_timestamp(), statement_timestamp()
    from pg_temp.staged s {THEIR_ACCOUNT} {known("customers_contact", "c")} where {SOUND}
    order by 3, 4
    on conflict (tenant_id, source, external_id) do update set account_id = excluded.account_id,
      {", ".join(f"{field} = excluded.{field}" for field in CONTACT_FIELDS)}, updated_at = excluded.updated_at
    where (t.account_id, {", ".join(f"t.{field}" for field in CONTACT_FIELDS)})
      is distinct from (excluded.account_id, {", ".join(f"excluded.{field}" for field in CONTACT_FIELDS)})
    returning old.id is null as fresh)
  {TALLY.format(sound=SOUND)}
"""


def stores(name: str, body: str) -> Function:
    return Function(f"{name}()", returns="jsonb", language="plpgsql", volatility="volatile", body=body)


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_tables")]
    operations = [stores("store_accounts", STORE_ACCOUNTS), stores("store_contacts", STORE_CONTACTS)]
