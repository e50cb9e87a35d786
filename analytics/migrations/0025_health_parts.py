"""Figures and findings of a check are stored by audience: one row for each, not one for each figure.

What is stored already moves into these rows; views of the old names give it back figure by figure.
"""

from typing import Any

import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models

from tenancy.wall.migrating import ForEachTenant, Function
from tenancy.wall.tables import TenantForeignKey

MOVE = """
insert into analytics_healthpart (tenant_id, id, run_id, community_id, kind, for_members, for_office, figures, findings)
select tenant_id, uuidv7(), run_id, community_id, kind, for_members, for_office, coalesce(v.figures, '{}'),
  coalesce(w.findings, '[]')
from (
  select f.tenant_id, f.run_id, f.community_id, f.kind, f.for_members, f.for_office,
    jsonb_object_agg(f.indicator, f.value) as figures
  from analytics_healthfigure f where f.tenant_id = %s group by 1, 2, 3, 4, 5, 6
) v full join (
  select g.tenant_id, g.run_id, g.community_id, g.kind, g.for_members, g.for_office, jsonb_agg(jsonb_build_object(
    'code', g.code, 'word', g.word, 'evidence', g.evidence, 'rank', g.rank) order by g.rank) as findings
  from analytics_healthfinding g where g.tenant_id = %s group by 1, 2, 3, 4, 5, 6
) w using (tenant_id, run_id, community_id, kind, for_members, for_office)
"""
# The id of a row of a view is the part's with the place in its last digits.
ID = "overlay(p.id::text placing lpad(to_hex({0}), 4, '0') from 33)::uuid as id"
FIGURES = f"""create view analytics_healthfigure with (security_invoker = true) as
select p.tenant_id, {ID.format("f.n")}, p.run_id, p.community_id, p.kind, f.key as indicator,
  f.value::double precision as value
from analytics_healthpart p cross join lateral jsonb_each_text(p.figures) with ordinality as f(key, value, n)"""
FINDINGS = f"""create view analytics_healthfinding with (security_invoker = true) as
select p.tenant_id, {ID.format("f.rank::integer")}, p.run_id, p.community_id, p.kind, f.code, f.word, f.evidence, f.rank
from analytics_healthpart p
cross join lateral jsonb_to_recordset(p.findings) as f(code text, word text, evidence jsonb, rank smallint)"""
BY_A_WORKER = """
  if coalesce(current_setting('app.purpose', true), '') !~ '^(task:|command$)' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
STORE = f"""
declare stored integer;
begin {BY_A_WORKER}
  with checked as materialized (
    select coalesce(o.run, uuidv7()) as run, r.id is not null as is_open, c.id as community, c.kind, o.word, o.parts
    from jsonb_to_recordset(outcomes -> 'communities') as o(run uuid, community uuid, word text, parts jsonb)
    join public.communities_community c on c.tenant_id = app.tid() and c.id = o.community
    left join public.analytics_healthrun r on r.tenant_id = c.tenant_id and r.id = o.run
    where r.id is null or (r.state in ('waiting', 'running') and r.community_id = c.id)
  ), finished as (
    update public.analytics_healthrun r set state = 'done', word = k.word, finished_at = statement_timestamp()
    from checked k where k.is_open and r.tenant_id = app.tid() and r.id = k.run
  ), begun as (
    insert into public.analytics_healthrun (tenant_id, id, community_id, kind, first_day, last_day, definitions, state,
      word, created_at, finished_at)
    select app.tid(), k.run, k.community, k.kind, first_day, last_day, version, 'done', k.word, statement_timestamp(),
      statement_timestamp()
    from checked k where not k.is_open
  ), parts as (
    insert into public.analytics_healthpart (tenant_id, id, run_id, community_id, kind, for_members, for_office,
      figures, findings)
    select app.tid(), uuidv7(), k.run, k.community, k.kind, p.for_members, p.for_office, p.figures, p.findings
    from checked k, jsonb_to_recordset(k.parts)
      as p(for_members boolean, for_office boolean, figures jsonb, findings jsonb)
  )
  select count(*) into stored from checked;
  return stored;
end
"""
# At least ten others, whatever the caller asks for; the quarter points lie between two of them.
BANDS = """
begin
  if app.pid() is null or not (app.my_party() = 'operator' or community in (select app.my_led())) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  return query
  with others as (
    select distinct on (r.community_id) r.id from public.analytics_healthrun r
    join public.communities_community c on c.tenant_id = r.tenant_id and c.id = community and c.kind = r.kind
    where r.tenant_id = app.tid() and r.community_id <> community and r.state = 'done'
      and r.first_day = first and r.last_day = last
    order by r.community_id, r.created_at desc
  )
  select f.key, percentile_cont(0.25) within group (order by f.value::double precision),
    percentile_cont(0.75) within group (order by f.value::double precision), count(*)::integer
  from others o join public.analytics_healthpart p on p.tenant_id = app.tid() and p.run_id = o.id
  cross join lateral jsonb_each_text(p.figures) f
  where f.value is not null group by 1 having count(*) >= greatest(fewest, 10);
end
"""


def move_figures(apps: Any, editor: Any, tenant_id: str) -> int:
    """Everything that was stored one by one."""
    with editor.connection.cursor() as cursor:
        cursor.execute(MOVE, [tenant_id, tenant_id])
        return max(1, int(cursor.rowcount))  # a tenant may have none


def read_by(view: str, statement: str) -> migrations.RunSQL:
    allowed = f"grant select on {view} to app_rt, app_backup"
    return migrations.RunSQL([statement, allowed], f"drop view {view}")


class Migration(migrations.Migration):
    dependencies = [("analytics", "0024_measuring_practice"), ("communities", "0028_telling_of_meetings")]
    operations = [
        migrations.CreateModel(
            name='HealthPart',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('for_members', models.BooleanField(default=False)),
                ('for_office', models.BooleanField(default=False)),
                ('figures', models.JSONField(default=dict)),
                ('findings', models.JSONField(default=list)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('run', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='parts', to='analytics.healthrun')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_healthpart_key'), tenancy.wall.constraints.RowSecurity(name='analytics_healthpart_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_healthpart_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'run_id', 'community_id', 'kind'), name='analytics_healthpart_run_id_ref', on_delete='no action', to='analytics_healthrun', to_columns=('tenant_id', 'id', 'community_id', 'kind')), models.UniqueConstraint(fields=('tenant_id', 'run', 'for_members', 'for_office'), name='analytics_healthpart_once'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_healthpart_read', restrictive=False, role='app_rt', using="(for_members and community_id in (select app.my_communities())) or community_id in (select app.my_led()) or (select app.my_party()) = 'operator' or (for_office and kind = 'induced_cop' and (select app.has_role('programme_office'))) or (kind = 'archive' and (select app.has_role('tenant_admin')))"), tenancy.wall.constraints.Grant(name='analytics_healthpart_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='analytics_healthpart_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
        ForEachTenant(
            move_figures,
            tables=["analytics_healthfigure", "analytics_healthfinding", "analytics_healthpart"],
        ),
        Function(
            "store_health_runs(first_day date, last_day date, version text, outcomes jsonb)",
            returns="integer",
            body=STORE,
            language="plpgsql",
            volatility="volatile",
        ),
        Function(
            "health_bands(community uuid, first date, last date, fewest integer)",
            returns="table (indicator text, low double precision, high double precision, others integer)",
            body=BANDS,
            language="plpgsql",
        ),
        migrations.DeleteModel(name="HealthFigure"),
        migrations.DeleteModel(name="HealthFinding"),
        read_by("analytics_healthfigure", FIGURES),
        read_by("analytics_healthfinding", FINDINGS),
        migrations.CreateModel(
            name="HealthFigure",
            fields=[
                ("tenant_id", models.UUIDField()),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("indicator", models.CharField(max_length=40)),
                ("value", models.FloatField(null=True)),
                ("community", TenantForeignKey("communities.Community", related_name="+")),
                ("run", TenantForeignKey("analytics.HealthRun", related_name="figures")),
            ],
            options={"db_table": "analytics_healthfigure", "managed": False},
        ),
        migrations.CreateModel(
            name="HealthFinding",
            fields=[
                ("tenant_id", models.UUIDField()),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("code", models.CharField(max_length=40)),
                ("word", models.CharField(max_length=8)),
                ("evidence", models.JSONField(default=dict)),
                ("rank", models.SmallIntegerField()),
                ("community", TenantForeignKey("communities.Community", related_name="+")),
                ("run", TenantForeignKey("analytics.HealthRun", related_name="findings")),
            ],
            options={"db_table": "analytics_healthfinding", "ordering": ("rank",), "managed": False},
        ),
    ]
