"""Telling the firm's own systems: what may be told, and who sends it where, one at a time for each endpoint.

Functions of the sender answer only in the scope of a running task of the right name; those of people and clients
ask who may manage webhooks. Messages are written here and nowhere else, from the event, by `offered_events`.
"""

from django.db import migrations

from tenancy.wall.migrating import Function

NAMED = "source,external_id"
COUNTED = "object,operation,dry_run,received,successful,failed,unprocessed"
# type, verb, plane, fields of `data` beside id, constants
OFFERED = (
    ("account.created", "account.created", "sponsor", NAMED, "{}"),
    ("account.changed", "account.changed", "sponsor", NAMED, "{}"),
    ("account.merged", "account.merged", "sponsor", f"{NAMED},into", "{}"),
    ("contact.created", "contact.created", "sponsor", NAMED, "{}"),
    ("contact.changed", "contact.changed", "sponsor", NAMED, "{}"),
    ("contact.merged", "contact.merged", "sponsor", f"{NAMED},into", "{}"),
    ("job.completed", "job.completed", "sponsor", COUNTED, "{}"),
    ("job.failed", "job.failed", "sponsor", COUNTED, "{}"),
    ("job.aborted", "job.aborted", "sponsor", COUNTED, "{}"),
    ("sales.imported", "sales.imported", "sponsor", "successful", "{}"),
    ("report.ready", "report.ready", "sponsor", "report", "{}"),
    ("community.stage_changed", "hand_over.accepted", "community", "", '{"stage": "initiation"}'),
)
VALUES = ", ".join(
    f"('{name}', '{verb}', '{plane}', string_to_array('{fields}', ','), '{always}'::jsonb)"
    for name, verb, plane, fields, always in OFFERED
)


def in_task(name: str) -> str:
    return f"""
  if not exists (select from public.tenancy_queuedtask q where q.tenant_id = app.tid() and q.name = '{name}'
      and q.state = 'running' and current_setting('app.purpose', true) = 'task:' || q.id) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""


MANAGING = """
  if not (app.manages_clients() or app.has_scope('webhooks:manage')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
STAMP = "to_char({at} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
QUEUE = """insert into public.tenancy_queuedtask
    (tenant_id, id, name, kwargs, queue, plane, state, attempts, sends, due_at, progress, message, label, result_url,
      error_kind, created_at)
  values (app.tid(), uuidv7(), 'webhooks.deliver', jsonb_build_object('endpoint', endpoint), 'webhooks', 'sponsor',
    'queued', 0, 0, due, 0, '', '', '', '', statement_timestamp());
  perform pg_notify('tasks', '');"""
# Whoever promises work holds the endpoint's row until it commits, so that a sender that looks for the last time sees it.
WAKE = f"""
declare spot public.customers_webhookendpoint; due timestamptz;
begin
  select * into spot from public.customers_webhookendpoint e where e.tenant_id = app.tid() and e.id = endpoint for update;
  due := greatest(wanted, coalesce(spot.paused_until, wanted));
  if spot.id is null or spot.disabled_at is not null or spot.ended_at is not null
    or (spot.wake_at <= due and spot.wake_at > statement_timestamp() - interval '5 minutes') then return; end if;
  update public.customers_webhookendpoint e set wake_at = due where e.tenant_id = app.tid() and e.id = endpoint;
  {QUEUE}
end
"""
SPREAD = f"""
declare fresh public.customers_webhookmessage; spot record;
begin {in_task("webhooks.spread")}
  insert into public.customers_webhookmessage as m (tenant_id, id, event_id, type, payload, at, created_at)
  select e.tenant_id, uuidv7(), e.id, o.type, json_build_object('type', o.type, 'timestamp', {STAMP.format(at="e.at")},
      'data', jsonb_build_object('id', e.subject_id) || o.always || coalesce((
        select jsonb_object_agg(f.key, f.value) from jsonb_each(e.ids) f
        where f.key = any(o.fields) and jsonb_typeof(f.value) in ('string', 'number', 'boolean')), '{{}}'))::text,
    e.at, statement_timestamp()
  from public.tenancy_event e join app.offered_events() o on o.verb = e.verb and o.plane = e.plane
  where e.tenant_id = app.tid() and e.id = event and e.by_id is not distinct from app.pid()
  on conflict (tenant_id, event_id) do nothing
  returning m.* into fresh;
  if fresh.id is null then return 0; end if;
  return app.send_message(fresh.id, fresh.type, fresh.at);
end
"""
SEND = """
declare spot record; sent integer := 0;
begin
  for spot in select e.id from public.customers_webhookendpoint e
    where e.tenant_id = app.tid() and e.disabled_at is null and e.ended_at is null and what = any(e.types)
      and e.created_at <= happened
    order by e.id for update loop
    insert into public.customers_webhookdelivery
      (tenant_id, id, endpoint_id, message_id, type, state, attempts, retry_since, next_attempt_at, response, error, at)
    values (app.tid(), uuidv7(), spot.id, message, what, 'waiting', 0, statement_timestamp(), statement_timestamp(), '',
      '', statement_timestamp());
    perform app.wake_endpoint(spot.id, statement_timestamp());
    sent := sent + 1;
  end loop;
  return sent;
end
"""
TEST = f"""
declare message uuid := uuidv7(); delivery uuid := uuidv7();
begin {MANAGING}
  if not exists (select from public.customers_webhookendpoint e where e.tenant_id = app.tid() and e.id = endpoint
    and e.ended_at is null) then raise exception 'not_found'; end if;
  if exists (select from public.customers_webhookendpoint e where e.tenant_id = app.tid() and e.id = endpoint
    and e.disabled_at is not null) then raise exception 'webhook_disabled'; end if;
  insert into public.customers_webhookmessage (tenant_id, id, type, payload, at, created_at)
  values (app.tid(), message, 'webhook.test', json_build_object('type', 'webhook.test', 'timestamp',
    {STAMP.format(at="statement_timestamp()")}, 'data', json_build_object('id', endpoint))::text,
    statement_timestamp(), statement_timestamp());
  insert into public.customers_webhookdelivery
    (tenant_id, id, endpoint_id, message_id, type, state, attempts, retry_since, next_attempt_at, response, error, at)
  values (app.tid(), delivery, endpoint, message, 'webhook.test', 'waiting', 0, statement_timestamp(),
    statement_timestamp(), '', '', statement_timestamp());
  perform app.wake_endpoint(endpoint, statement_timestamp());
  return delivery;
end
"""
# One delivery, or all that failed where none is named.
REDELIVER = f"""
declare again integer;
begin {MANAGING}
  if exists (select from public.customers_webhookendpoint e where e.tenant_id = app.tid() and e.id = endpoint
    and (e.disabled_at is not null or e.ended_at is not null)) then raise exception 'webhook_disabled'; end if;
  update public.customers_webhookendpoint e set paused_until = null where e.tenant_id = app.tid() and e.id = endpoint;
  update public.customers_webhookdelivery d set state = 'waiting', retry_since = statement_timestamp(),
    next_attempt_at = statement_timestamp(), ended_at = null
  where d.tenant_id = app.tid() and d.endpoint_id = endpoint
    and case when delivery is null then d.state = 'failed' else d.id = delivery end;
  get diagnostics again = row_count;
  if again > 0 then perform app.wake_endpoint(endpoint, statement_timestamp()); end if;
  return again;
end
"""
RESUME = f"""
begin {MANAGING}
  perform app.wake_endpoint(endpoint, statement_timestamp());
end
"""
CLAIM = f"""
declare me uuid; spot public.customers_webhookendpoint; next public.customers_webhookdelivery;
begin {in_task("webhooks.deliver")}
  me := substr(current_setting('app.purpose', true), 6)::uuid;
  update public.customers_webhookendpoint e set wake_at = null
  where e.tenant_id = app.tid() and e.id = endpoint and e.wake_at <= statement_timestamp();
  update public.customers_webhookendpoint e set lease_task = me, lease_until = statement_timestamp() + interval '90 seconds'
  where e.tenant_id = app.tid() and e.id = endpoint and e.disabled_at is null and e.ended_at is null
    and (e.lease_task is null or e.lease_task = me or e.lease_until < statement_timestamp())
  returning e.* into spot;
  if spot.id is null or spot.paused_until > statement_timestamp() then return null; end if;
  select d.* into next from public.customers_webhookdelivery d
  where d.tenant_id = app.tid() and d.endpoint_id = endpoint and d.state = 'waiting'
    and d.next_attempt_at <= statement_timestamp()
  order by d.next_attempt_at, d.id limit 1;
  if next.id is null then return null; end if;
  -- Counted and put off before it is tried: what kills its worker comes back later.
  update public.customers_webhookdelivery d set attempts = d.attempts + 1, last_attempt_at = statement_timestamp(),
    next_attempt_at = statement_timestamp() + interval '2 minutes'
  where d.tenant_id = app.tid() and d.id = next.id;
  return (select jsonb_build_object('delivery', next.id, 'message', m.id, 'payload', m.payload, 'url', spot.url,
      'secret', spot.sealed_secret, 'earlier', case when spot.earlier_until > statement_timestamp() then spot.earlier_secret else '' end,
      'attempt', next.attempts + 1, 'tried_seconds', extract(epoch from statement_timestamp() - next.retry_since)::integer,
      'failures', spot.failures)
    from public.customers_webhookmessage m where m.tenant_id = app.tid() and m.id = next.message_id);
end
"""
SETTLE = f"""
declare spot public.customers_webhookendpoint; because text := '';
begin {in_task("webhooks.deliver")}
  select e.* into spot from public.customers_webhookendpoint e
  join public.customers_webhookdelivery d on d.tenant_id = e.tenant_id and d.endpoint_id = e.id
  where e.tenant_id = app.tid() and d.id = delivery
    and e.lease_task = substr(current_setting('app.purpose', true), 6)::uuid for update of e;
  if spot.id is null then return '[]'; end if;
  update public.customers_webhookdelivery d set status = answered, response = left(said, 1000), error = problem,
    took_ms = took, state = case when problem = '' then 'delivered' when again is null then 'failed' else 'waiting' end,
    next_attempt_at = statement_timestamp() + again * interval '1 second',
    ended_at = case when problem = '' or again is null then statement_timestamp() end
  where d.tenant_id = app.tid() and d.id = delivery;
  if problem = '' then
    update public.customers_webhookendpoint e set failures = 0, failing_since = null, paused_until = null
    where e.tenant_id = app.tid() and e.id = spot.id;
    return '[]';
  end if;
  because := case when problem = 'gone' then 'gone'
    when spot.failing_since <= statement_timestamp() - make_interval(secs => patience) then 'failing' else '' end;
  update public.customers_webhookendpoint e set failures = e.failures + 1,
    failing_since = coalesce(e.failing_since, statement_timestamp()),
    paused_until = statement_timestamp() + rest * interval '1 second',
    disabled_at = case when because <> '' then statement_timestamp() end, disabled_because = because,
    updated_at = case when because <> '' then statement_timestamp() else e.updated_at end
  where e.tenant_id = app.tid() and e.id = spot.id;
  if because = '' then return '[]'; end if;
  update public.customers_webhookdelivery d set state = 'failed', next_attempt_at = null, ended_at = statement_timestamp(),
    error = case when d.id = delivery then d.error else 'disabled' end
  where d.tenant_id = app.tid() and d.endpoint_id = spot.id and d.state = 'waiting';
  return coalesce((select jsonb_agg(distinct jsonb_build_object('id', p.id, 'language', p.language))
    from public.tenancy_roleassignment r
    join public.tenancy_person p on p.tenant_id = r.tenant_id and p.id = r.person_id and p.is_active
    where r.tenant_id = app.tid() and r.role in ('tenant_admin', 'it_support')), '[]');
end
"""
LEAVE = f"""
declare due timestamptz;
begin {in_task("webhooks.deliver")}
  update public.customers_webhookendpoint e set lease_task = null, lease_until = null
  where e.tenant_id = app.tid() and e.id = endpoint
    and e.lease_task = substr(current_setting('app.purpose', true), 6)::uuid;
  if not found then return; end if;
  select min(d.next_attempt_at) into due from public.customers_webhookdelivery d
  where d.tenant_id = app.tid() and d.endpoint_id = endpoint and d.state = 'waiting';
  if due is not null then perform app.wake_endpoint(endpoint, greatest(due, statement_timestamp())); end if;
end
"""
TIDY = f"""
declare spot record; purged integer;
begin {in_task("webhooks.tidy")}
  delete from public.customers_webhookdelivery d
  where d.tenant_id = app.tid() and d.state <> 'waiting' and d.at < statement_timestamp() - make_interval(days => days);
  delete from public.customers_webhookmessage m
  where m.tenant_id = app.tid() and m.created_at < statement_timestamp() - make_interval(days => days)
    and not exists (select from public.customers_webhookdelivery d where d.tenant_id = m.tenant_id and d.message_id = m.id);
  get diagnostics purged = row_count;
  for spot in select distinct d.endpoint_id id from public.customers_webhookdelivery d
    where d.tenant_id = app.tid() and d.state = 'waiting' and d.next_attempt_at <= statement_timestamp() order by 1 loop
    perform app.wake_endpoint(spot.id, statement_timestamp());
  end loop;
  return purged;
end
"""


def act(signature: str, returns: str, body: str, *roles: str) -> Function:
    return Function(
        signature, returns=returns, body=body, language="plpgsql", volatility="volatile", roles=roles or ("app_rt",)
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0016_webhooks"), ("tenancy", "0013_queueing_webhooks")]
    operations = [
        Function(
            "offered_events()",
            returns="table (type text, verb text, plane text, fields text[], always jsonb)",
            roles=("app_rt", "app_sec"),
            volatility="immutable",
            body=f"values {VALUES}",
        ),
        act("wake_endpoint(endpoint uuid, wanted timestamptz)", "void", WAKE, "app_sec"),
        act("send_message(message uuid, what text, happened timestamptz)", "integer", SEND, "app_sec"),
        act("spread_event(event uuid)", "integer", SPREAD),
        act("test_endpoint(endpoint uuid)", "uuid", TEST),
        act("redeliver(endpoint uuid, delivery uuid)", "integer", REDELIVER),
        act("resume_endpoint(endpoint uuid)", "void", RESUME),
        act("claim_delivery(endpoint uuid)", "jsonb", CLAIM),
        act(
            "settle_delivery(delivery uuid, answered integer, said text, problem text, took integer, again integer, "
            "rest integer, patience integer)",
            "jsonb",
            SETTLE,
        ),
        act("leave_endpoint(endpoint uuid)", "void", LEAVE),
        act("tidy_webhooks(days integer)", "integer", TIDY),
    ]
