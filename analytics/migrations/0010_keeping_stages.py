"""Stages of uplift runs, members of earlier runs, costs, and joins of other customer projects."""

from django.db import migrations

from tenancy.wall.migrating import Function

BY_A_WORKER = """
  if coalesce(current_setting('app.purpose', true), '') !~ '^(task:|command$)' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
MAY_READ = """
  if not (app.has_role('management') or app.has_role('programme_office')
      or (app.pid() is null and current_setting('app.purpose', true) ~ '^(task:|command$)')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
# Another worker may have kept the stage meanwhile; a stage of other inputs or older code is replaced.
KEEP = f"""
begin {BY_A_WORKER}
  delete from public.analytics_upliftstage s where s.tenant_id = app.tid() and s.run_id = run and s.name = stage;
  insert into public.analytics_upliftstage (tenant_id, id, run_id, name, inputs_hash, outcome)
  select app.tid(), uuidv7(), r.id, stage, hash, outcome from public.analytics_upliftrun r
  where r.tenant_id = app.tid() and r.id = run and r.state in ('waiting', 'running');
  return found;
end
"""
KEPT = f"""
begin {BY_A_WORKER}
  return query select s.name::text, s.outcome from public.analytics_upliftstage s
  where s.tenant_id = app.tid() and s.run_id = run and s.inputs_hash = hash;
end
"""
CLEAR = f"""
declare cleared integer;
begin {BY_A_WORKER}
  delete from public.analytics_upliftstage s where s.tenant_id = app.tid() and s.run_id = run and s.name <> 'members';
  get diagnostics cleared = row_count;
  return cleared;
end
"""
MEMBERS = f"""
begin {BY_A_WORKER}
  return query select s.outcome from public.analytics_upliftstage s
  join public.analytics_upliftrun r on r.tenant_id = s.tenant_id and r.id = s.run_id
  where s.tenant_id = app.tid() and s.name = 'members' and r.state = 'done' order by r.created_at desc;
end
"""
COSTS = f"""
begin {MAY_READ}
  return query select c.currency::text, sum(c.amount)::bigint, count(*)::integer, (
    select m.percent from public.analytics_contributionmargin m where m.tenant_id = app.tid()
    order by m.at desc, m.id desc limit 1)::integer
  from public.analytics_communitycost c where c.tenant_id = app.tid() and c.spent_on < until group by 1 order by 1;
end
"""
OTHER_PROJECTS = f"""
begin {MAY_READ}
  return query select a.source::text, a.external_id::text, min(coalesce(c.opened_on, c.invited_on))
  from public.customers_communitycase c
  join public.customers_account a on a.tenant_id = c.tenant_id and a.id = c.account_id
  where c.tenant_id = app.tid() and c.arm = 'other_project' group by 1, 2 order by 1, 2;
end
"""


def act(signature: str, returns: str, body: str, *, volatility: str = "volatile") -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility=volatility)


class Migration(migrations.Migration):
    dependencies = [("analytics", "0009_costs_and_stages")]
    operations = [
        act("keep_uplift_stage(run uuid, stage text, hash text, outcome text)", "boolean", KEEP),
        act(
            "kept_uplift_stages(run uuid, hash text)",
            "table (stage text, outcome text)",
            KEPT,
            volatility="stable",
        ),
        act("clear_uplift_stages(run uuid)", "integer", CLEAR),
        act("uplift_member_sets()", "table (members text)", MEMBERS, volatility="stable"),
        act(
            "uplift_costs(until date)",
            "table (currency text, amount bigint, entries integer, margin integer)",
            COSTS,
            volatility="stable",
        ),
        act(
            "uplift_other_projects()",
            "table (source text, external_id text, began_on date)",
            OTHER_PROJECTS,
            volatility="stable",
        ),
    ]
