"""Whose key or token it is, which sources it may touch, how often it called, and sandboxes to try it in."""

from django.db import migrations

from tenancy.wall.migrating import Function

ASKERS = ("app_rt", "app_sec")
RESOLVE = """
declare found record;
begin
  select c.tenant_id, c.id, c.name, c.sources, c.calls_per_minute, c.last_used_on, x.key, x.key_used_on,
      array(select s from unnest(c.scopes) s where s = any(x.scopes)) as scopes,
      cardinality(c.networks) = 0 or coalesce(caller <<= any(c.networks::cidr[]), false) as here
    into found
  from (
    select c.tenant_id, c.id, string_to_array(t.scopes, E'\\n') as scopes, null::uuid as key, null::date as key_used_on
    from public.allauth_idp_oidc_token t join public.customers_apiclient c on c.client_id = t.client_id
    where t.hash = credential_hash and t.type = 'at' and t.expires_at > statement_timestamp()
    union all
    select k.tenant_id, k.client_id, k.scopes, k.id, k.last_used_on from public.customers_apikey k
    where k.hash = credential_hash and k.revoked_at is null
      and coalesce(k.valid_until, 'infinity') > statement_timestamp()) x
  join public.customers_apiclient c on c.tenant_id = x.tenant_id and c.id = x.id and c.revoked_at is null;
  if found.id is null then return null; end if;
  if found.here and found.last_used_on is distinct from current_date then
    update public.customers_apiclient c set last_used_on = current_date
    where c.tenant_id = found.tenant_id and c.id = found.id;
  end if;
  if found.here and found.key is not null and found.key_used_on is distinct from current_date then
    update public.customers_apikey k set last_used_on = current_date
    where k.tenant_id = found.tenant_id and k.id = found.key;
  end if;
  return jsonb_build_object('tenant', found.tenant_id, 'client', found.id, 'name', found.name, 'here', found.here,
    'scopes', to_jsonb(found.scopes), 'sources', to_jsonb(found.sources), 'calls_per_minute', found.calls_per_minute);
end
"""
MY_SOURCES = """select c.sources from public.customers_apiclient c
where c.tenant_id = app.tid() and c.id = app.my_client() and cardinality(c.sources) > 0"""
# Rows of other sources are refused one by one; asked again, it finds them refused.
FEEDS = """
begin
  if app.importing() then return true; end if;
  if not (app.has_scope(wanted || ':write') and app.staging_is_plain()) then return false; end if;
  if app.my_sources() is not null then
    insert into pg_temp.staged_problem (line, field, code, message)
    select s.line, 'source', 'not_your_source', 'The client may send records of its own sources only.'
    from pg_temp.staged s
    where not coalesce(to_jsonb(s) ->> 'source', 'crm') = any(app.my_sources())
      and not exists (select from pg_temp.staged_problem q where q.line = s.line and q.code = 'not_your_source');
  end if;
  return true;
end
"""
COUNT = """
declare caller uuid := app.my_client();
begin
  if caller is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.customers_callcount as k (tenant_id, id, client_id, minute, calls)
  values (app.tid(), uuidv7(), caller, now_minute, more)
  on conflict (tenant_id, client_id) do update set minute = greatest(k.minute, excluded.minute),
    calls = case when k.minute >= excluded.minute then k.calls else 0 end + excluded.calls;
  return query select (sum(k.calls) filter (where k.client_id = caller))::bigint, sum(k.calls)::bigint
  from public.customers_callcount k where k.tenant_id = app.tid() and k.minute = now_minute;
end
"""
# At most 60 lines in a minute: whoever calls in a loop learns nothing from more.
NOTE_REFUSED = """
declare caller uuid := app.my_client();
begin
  if caller is null then return; end if;
  if (select count(*) from (select from public.customers_refusedcall r where r.tenant_id = app.tid()
      and r.client_id = caller and r.at > statement_timestamp() - interval '1 minute' limit 60) q) >= 60 then return; end if;
  insert into public.customers_refusedcall (tenant_id, id, client_id, at, method, path, status, problem, trace_id)
  values (app.tid(), uuidv7(), caller, statement_timestamp(), left(said_method, 8), left(said_path, 300), said_status,
    left(said_problem, 60), left(said_trace, 32));
end
"""
PURGE = """with gone as (
  delete from public.customers_refusedcall r
  where r.tenant_id = app.tid() and r.at < statement_timestamp() - interval '14 days' returning 1)
select count(*) from gone"""


def act(signature: str, returns: str, body: str, language: str = "plpgsql", roles: tuple[str, ...] = ("app_rt",)) -> Function:
    return Function(signature, returns=returns, body=body, language=language, volatility="volatile", roles=roles)


class Migration(migrations.Migration):
    dependencies = [("customers", "0024_keys_and_limits")]
    operations = [
        act("resolve_credential(credential_hash text, caller inet)", "jsonb", RESOLVE),
        migrations.RunSQL(
            sql=[
                "set local role app_sec",
                "drop function if exists app.resolve_client(text)",
                "set local role none",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
        Function("my_sources()", returns="text[]", roles=ASKERS, body=MY_SOURCES),
        act("feeds(wanted text)", "boolean", FEEDS, roles=ASKERS),
        act("count_calls(now_minute bigint, more bigint)", "table (by_client bigint, by_tenant bigint)", COUNT),
        act(
            "note_refused_call(said_method text, said_path text, said_status int, said_problem text, said_trace text)",
            "void",
            NOTE_REFUSED,
        ),
        act("purge_refused_calls()", "bigint", PURGE, language="sql"),
    ]
