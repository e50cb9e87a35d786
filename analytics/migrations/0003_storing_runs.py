"""The narrow ways in which checks and uplift reports are opened by persons and written by workers and commands."""

from django.db import migrations

from tenancy.wall.migrating import Function

# Only what the wall module itself opens as a task's or a command's scope may write results.
BY_A_WORKER = """
  if coalesce(current_setting('app.purpose', true), '') !~ '^(task:|command$)' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
# A run that no task works on any more (it failed, was parked or cancelled) does not stand in the way of the next one.
GIVE_UP = """
  update public.{table} r set state = 'failed', finished_at = statement_timestamp()
  where r.tenant_id = app.tid() and r.state in ('waiting', 'running')
    and r.created_at < statement_timestamp() - interval '1 minute' and not exists (
    select from public.tenancy_queuedtask q where q.tenant_id = r.tenant_id and q.key = '{key}:' || r.id
      and q.state in ('queued', 'sent', 'running'));
"""
OPEN_HEALTH = f"""
declare fresh uuid := uuidv7(); found public.communities_community;
begin
  select * into found from public.communities_community c where c.tenant_id = app.tid() and c.id = community;
  if found.id is null then raise exception 'not_found'; end if;
  if not (found.id in (select app.my_led()) or app.my_party() = 'operator'
      or (found.kind = 'archive' and app.has_role('tenant_admin'))) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  {GIVE_UP.format(table="analytics_healthrun", key="health")}
  perform pg_advisory_xact_lock(hashtextextended('health:' || community, 0));
  if exists (select from public.analytics_healthrun r where r.tenant_id = app.tid() and r.community_id = community
      and r.state in ('waiting', 'running')) then
    return (select r.id from public.analytics_healthrun r where r.tenant_id = app.tid() and r.community_id = community
      and r.state in ('waiting', 'running') limit 1);
  end if;
  insert into public.analytics_healthrun (tenant_id, id, community_id, kind, first_day, last_day, definitions, state,
    word, started_by_id, created_at)
  values (app.tid(), fresh, found.id, found.kind, first_day, last_day, version, 'waiting', '', app.pid(),
    statement_timestamp());
  return fresh;
end
"""
STORE_HEALTH = f"""
declare stored integer;
begin {BY_A_WORKER}
  with checked as materialized (
    select coalesce((o ->> 'run')::uuid, uuidv7()) as run, c.id as community, c.kind, o ->> 'word' as word,
      o -> 'figures' as figures, o -> 'findings' as findings
    from jsonb_array_elements(outcomes -> 'communities') o
    join public.communities_community c on c.tenant_id = app.tid() and c.id = (o ->> 'community')::uuid
    left join public.analytics_healthrun r on r.tenant_id = c.tenant_id and r.id = (o ->> 'run')::uuid
    where r.id is null or (r.state in ('waiting', 'running') and r.community_id = c.id)
  ), finished as (
    update public.analytics_healthrun r set state = 'done', word = k.word, finished_at = statement_timestamp()
    from checked k where r.tenant_id = app.tid() and r.id = k.run
  ), begun as (
    insert into public.analytics_healthrun (tenant_id, id, community_id, kind, first_day, last_day, definitions, state,
      word, created_at, finished_at)
    select app.tid(), k.run, k.community, k.kind, first_day, last_day, version, 'done', k.word, statement_timestamp(),
      statement_timestamp()
    from checked k where not exists (
      select from public.analytics_healthrun r where r.tenant_id = app.tid() and r.id = k.run)
  ), figures as (
    insert into public.analytics_healthfigure (tenant_id, id, run_id, community_id, kind, indicator, value, for_members,
      for_office)
    select app.tid(), uuidv7(), k.run, k.community, k.kind, f ->> 'indicator', (f ->> 'value')::double precision,
      (f ->> 'for_members')::boolean, (f ->> 'for_office')::boolean
    from checked k, jsonb_array_elements(k.figures) f
  ), findings as (
    insert into public.analytics_healthfinding (tenant_id, id, run_id, community_id, kind, code, word, evidence, rank,
      for_members, for_office)
    select app.tid(), uuidv7(), k.run, k.community, k.kind, f ->> 'code', f ->> 'word', f -> 'evidence', n,
      (f ->> 'for_members')::boolean, (f ->> 'for_office')::boolean
    from checked k, jsonb_array_elements(k.findings) with ordinality as e(f, n)
  )
  select count(*) into stored from checked;
  return stored;
end
"""
IS_CHECKED = f"""
begin {BY_A_WORKER}
  return exists (select from public.analytics_healthrun r where r.tenant_id = app.tid() and r.first_day = first
    and r.last_day = last and r.started_by_id is null and r.state = 'done');
end
"""
# Who may run the report may also read it; the second of two is told that one is under way.
OPEN_UPLIFT = f"""
declare fresh uuid := uuidv7();
begin
  if not (app.has_role('management') or app.has_role('programme_office')
      or (app.pid() is null and current_setting('app.purpose', true) ~ '^(task:|command$)')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  {GIVE_UP.format(table="analytics_upliftrun", key="uplift")}
  insert into public.analytics_upliftrun (tenant_id, id, spec, until_month, state, progress, inputs_hash, code_version,
    result, problem, started_by_id, created_at)
  values (app.tid(), fresh, asked, until_month, 'waiting', 0, '', '', '', '', app.pid(), statement_timestamp());
  return fresh;
exception when unique_violation then raise exception 'uplift_under_way';
end
"""
ADVANCE_UPLIFT = f"""
begin {BY_A_WORKER}
  update public.analytics_upliftrun r set state = 'running', progress = percent
  where r.tenant_id = app.tid() and r.id = run and r.state in ('waiting', 'running');
  return found;
end
"""
STORE_UPLIFT = f"""
begin {BY_A_WORKER}
  update public.analytics_upliftrun r set state = case when problem = '' then 'done' else 'failed' end, progress = 100,
    result = report, inputs_hash = hash, code_version = code, problem = left(problem, 400), finished_at = statement_timestamp()
  where r.tenant_id = app.tid() and r.id = run and r.state in ('waiting', 'running');
  return found;
end
"""


def act(signature: str, returns: str, body: str) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("analytics", "0002_stored_runs")]
    operations = [
        act("open_health_run(community uuid, first_day date, last_day date, version text)", "uuid", OPEN_HEALTH),
        act("store_health_runs(first_day date, last_day date, version text, outcomes jsonb)", "integer", STORE_HEALTH),
        act("health_is_checked(first date, last date)", "boolean", IS_CHECKED),
        act("open_uplift_run(asked jsonb, until_month date)", "uuid", OPEN_UPLIFT),
        act("advance_uplift_run(run uuid, percent integer)", "boolean", ADVANCE_UPLIFT),
        act(
            "store_uplift_run(run uuid, report text, hash text, code text, problem text)", "boolean", STORE_UPLIFT
        ),
    ]
