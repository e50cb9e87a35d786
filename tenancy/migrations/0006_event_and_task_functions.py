"""The narrow ways in which events and tasks are written: by who acts, by the dispatcher, by the worker that has a task.

Functions of the dispatcher answer outside any tenant's scope alone; those of a worker only in the scope
that was opened for this very task (`app.purpose` is `task:<id>`).
"""

from django.db import migrations

from tenancy.wall.migrating import Function

OUTSIDE = """
  if coalesce(current_setting('app.tenant_id', true), '') <> '' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
OF_THIS_TASK = """
  if current_setting('app.purpose', true) is distinct from 'task:' || task then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
SIDE = """case when coalesce((select p.party from public.tenancy_person p
    where p.tenant_id = app.tid() and p.id = app.pid()), 'staff') = 'staff' then 'sponsor' else 'community' end"""
COLUMNS = """(tenant_id, id, name, kwargs, queue, key, plane, state, attempts, sends, due_at, progress, message,
    label, result_url, error_kind, created_by_id, created_at)"""

RECORD = f"""
declare actor public.tenancy_person;
begin
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid();
  if side = 'sponsor' and actor.party in ('customer', 'operator') then
    raise exception 'members_plane' using errcode = '42501'; end if;
  insert into public.tenancy_event
    (tenant_id, id, plane, verb, community_id, subject_kind, subject_id, by_id, ids, at)
  values (app.tid(), event, side, what, place, kind, thing, actor.id, details, statement_timestamp());
  if cardinality(handlers) > 0 then
    insert into public.tenancy_queuedtask {COLUMNS}
    select app.tid(), uuidv7(), h.name, jsonb_build_object('event', event), h.lane, event || ':' || h.name, side,
      'queued', 0, 0, statement_timestamp(), 0, '', '', '', '', actor.id, statement_timestamp()
    from unnest(handlers, lanes) as h(name, lane);
    perform pg_notify('tasks', '');
  end if;
end
"""
ENQUEUE = f"""
declare fresh uuid;
begin
  insert into public.tenancy_queuedtask {COLUMNS}
  values (app.tid(), uuidv7(), job, details, lane, once, {SIDE}, 'queued', 0, 0,
    coalesce(due, statement_timestamp()), 0, '', left(title, 120), left(link, 300), '', app.pid(),
    statement_timestamp())
  on conflict (tenant_id, key) do nothing returning id into fresh;
  if fresh is null then
    return (select q.id from public.tenancy_queuedtask q where q.tenant_id = app.tid() and q.key = once);
  end if;
  perform pg_notify('tasks', '');
  return fresh;
end
"""
CANCEL = """
begin
  update public.tenancy_queuedtask q set state = 'cancelled', finished_at = statement_timestamp()
  where q.tenant_id = app.tid() and q.id = task and q.created_by_id = app.pid()
    and q.state in ('queued', 'sent', 'running');
  return found;
end
"""
# A tenant with many tasks waits behind its own: each tenant's first, then each tenant's second, and so on.
TAKE = f"""
begin {OUTSIDE}
  return query
  with waiting as (
    select q.tenant_id, q.id, q.queue, q.due_at, row_number() over (partition by q.tenant_id, q.queue order by q.due_at, q.id) turn
    from public.tenancy_tenant t cross join lateral (
      select w.tenant_id, w.id, w.queue, w.due_at from public.tenancy_queuedtask w
      where w.tenant_id = t.id and w.state = 'queued' and w.due_at <= statement_timestamp()
      order by w.due_at limit 4 * most) q
  ), under_way as (
    select o.queue, count(*) n from public.tenancy_queuedtask o where o.state = 'sent' group by o.queue
  ), picked as (
    select r.tenant_id, r.id from (
      select w.*, row_number() over (partition by w.queue order by w.turn, w.due_at) place from waiting w) r
    left join under_way u on u.queue = r.queue where r.place <= most - coalesce(u.n, 0)
  )
  update public.tenancy_queuedtask q
  set state = 'sent', sent_at = statement_timestamp(), sends = q.sends + 1
  from picked where q.tenant_id = picked.tenant_id and q.id = picked.id and q.state = 'queued'
  returning q.id, q.tenant_id, q.name::text, q.queue::text;
end
"""
RETURN = f"""
begin {OUTSIDE}
  update public.tenancy_queuedtask q set state = 'queued', sent_at = null, sends = greatest(q.sends - 1, 0)
  where q.id = any(tasks::uuid[]) and q.state = 'sent';
end
"""
# What a dead worker held goes back; what was sent and never taken is sent again, ever more patiently.
REAP = f"""
declare mended integer; resent integer;
begin {OUTSIDE}
  update public.tenancy_queuedtask q
  set state = case when q.attempts >= 3 then 'parked' else 'queued' end, lease_until = null, due_at = statement_timestamp(),
    error_kind = 'WorkerLost', finished_at = case when q.attempts >= 3 then statement_timestamp() end
  where q.state = 'running' and q.lease_until < statement_timestamp();
  get diagnostics mended = row_count;
  update public.tenancy_queuedtask q set state = 'queued', sent_at = null
  where q.state = 'sent' and q.sent_at < statement_timestamp() - patience * power(2, least(q.sends - 1, 5)) * interval '1 second';
  get diagnostics resent = row_count;
  return mended + resent;
end
"""
PURGE = f"""
declare purged integer;
begin {OUTSIDE}
  delete from public.tenancy_queuedtask q
  where q.state in ('done', 'cancelled', 'failed') and q.finished_at < statement_timestamp() - make_interval(days => days);
  get diagnostics purged = row_count;
  delete from public.tenancy_scheduledrun r where r.started_at < statement_timestamp() - interval '400 days';
  delete from public.tenancy_heartbeat h where h.at < statement_timestamp() - interval '1 day';
  return purged;
end
"""
PARK_UNKNOWN = f"""
begin {OUTSIDE}
  update public.tenancy_queuedtask q
  set attempts = q.attempts + 1, error_kind = 'UnknownTask', sent_at = null, due_at = statement_timestamp() + interval '20 seconds',
    state = case when q.attempts + 1 >= 3 then 'parked' else 'queued' end,
    finished_at = case when q.attempts + 1 >= 3 then statement_timestamp() end
  where q.id = task and q.state = 'sent';
end
"""
# The one claim: whoever updates the row has the task, every other copy of its message finds nothing.
CLAIM = f"""
declare held public.tenancy_queuedtask;
begin {OF_THIS_TASK}
  update public.tenancy_queuedtask q
  set attempts = q.attempts + 1, state = case when q.attempts >= 3 then 'parked' else 'running' end,
    lease_until = statement_timestamp() + make_interval(secs => lease),
    finished_at = case when q.attempts >= 3 then statement_timestamp() end
  where q.tenant_id = app.tid() and q.id = task and q.due_at <= statement_timestamp() and (q.state in ('queued', 'sent')
    or (q.state = 'running' and q.lease_until < statement_timestamp()))
  returning q.* into held;
  if held.id is null or held.state <> 'running' then return null; end if;
  return jsonb_build_object('name', held.name, 'kwargs', held.kwargs, 'person', held.created_by_id, 'attempt', held.attempts);
end
"""
TELL = f"""
begin {OF_THIS_TASK}
  update public.tenancy_queuedtask q set lease_until = statement_timestamp() + make_interval(secs => lease),
    progress = coalesce(least(greatest(percent, 0), 100), q.progress), message = coalesce(left(words, 200), q.message)
  where q.tenant_id = app.tid() and q.id = task and q.attempts = attempt and q.state = 'running';
  if found then return 'running'; end if;
  return (select case when q.attempts = attempt then q.state else 'lost' end
    from public.tenancy_queuedtask q where q.tenant_id = app.tid() and q.id = task);
end
"""
FINISH = f"""
begin {OF_THIS_TASK}
  update public.tenancy_queuedtask q set lease_until = null, error_kind = left(error, 80),
    state = case when outcome = 'again' then case when q.attempts >= 3 then 'parked' else 'queued' end else outcome end,
    due_at = case when outcome = 'again' then statement_timestamp() + make_interval(secs => pause) else q.due_at end,
    progress = case when outcome = 'done' then 100 else q.progress end,
    finished_at = case when outcome <> 'again' or q.attempts >= 3 then statement_timestamp() end
  where q.tenant_id = app.tid() and q.id = task and q.attempts = attempt and q.state = 'running'
    and outcome in ('done', 'failed', 'cancelled', 'again');
  if found and outcome = 'again' then perform pg_notify('tasks', ''); end if;
end
"""
BEAT = f"""
begin {OUTSIDE}
  insert into public.tenancy_heartbeat (process, at) values (left(who, 120), statement_timestamp())
  on conflict (process) do update set at = excluded.at;
end
"""
START_PERIOD = f"""
declare started integer := 0;
begin {OUTSIDE}
  insert into public.tenancy_scheduledrun (job, period, started_at) values (task, due, statement_timestamp())
  on conflict (job, period) do nothing;
  if not found then return 0; end if;
  insert into public.tenancy_queuedtask {COLUMNS}
  select t.id, uuidv7(), task, jsonb_build_object('period', due), lane, task || ':' || due, 'sponsor', 'queued', 0, 0,
    statement_timestamp(), 0, '', '', '', '', null, statement_timestamp()
  from public.tenancy_tenant t
  on conflict (tenant_id, key) do nothing;
  get diagnostics started = row_count;
  perform pg_notify('tasks', '');
  return started;
end
"""


def act(signature: str, returns: str, body: str) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0005_events_and_tasks")]
    operations = [
        act(
            "record_event(event uuid, what text, side text, place uuid, kind text, thing uuid, details jsonb, "
            "handlers text[], lanes text[])",
            "void",
            RECORD,
        ),
        act(
            "enqueue_task(job text, details jsonb, lane text, once text, due timestamptz, title text, link text)",
            "uuid",
            ENQUEUE,
        ),
        act("cancel_task(task uuid)", "boolean", CANCEL),
        act("take_due_tasks(most integer)", "table (task uuid, tenant uuid, job text, lane text)", TAKE),
        act("return_tasks(tasks text[])", "void", RETURN),
        act("reap_tasks(patience integer)", "integer", REAP),
        act("purge_tasks(days integer)", "integer", PURGE),
        act("note_unknown_task(task uuid)", "void", PARK_UNKNOWN),
        act("claim_task(task uuid, lease integer)", "jsonb", CLAIM),
        act("tell_task(task uuid, attempt integer, lease integer, percent integer, words text)", "text", TELL),
        act("finish_task(task uuid, attempt integer, outcome text, error text, pause integer)", "void", FINISH),
        act("beat(who text)", "void", BEAT),
        Function(
            "heartbeats()",
            returns="table (process text, seconds double precision)",
            body="select h.process, extract(epoch from statement_timestamp() - h.at)::float8 from public.tenancy_heartbeat h",
        ),
        act("start_period(task text, due timestamptz, lane text)", "integer", START_PERIOD),
    ]
