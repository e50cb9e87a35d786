"""Figures of a part are stored as an array of numbers beside their names: no document is read and built for each.

What is stored already moves; views and bands read the arrays, and each figure keeps its place and so its id.
"""

from importlib import import_module
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tenancy.wall.migrating import ForEachTenant, Function

BEFORE = import_module("analytics.migrations.0025_health_parts")
TURN = """
update analytics_healthpart p set indicators = f.indicators, figures = f.figures
from (
  select p.id, array_agg(e.key::varchar order by e.n) as indicators, array_agg(e.value::double precision order by e.n) as figures
  from analytics_healthpart p cross join lateral jsonb_each_text(p.document) with ordinality as e(key, value, n)
  where p.tenant_id = %s group by 1
) f where p.tenant_id = %s and p.id = f.id
"""
FIGURES = f"""create view analytics_healthfigure with (security_invoker = true) as
select p.tenant_id, {BEFORE.ID.format("f.n")}, p.run_id, p.community_id, p.kind, f.indicator, f.value
from analytics_healthpart p cross join lateral unnest(p.indicators, p.figures) with ordinality as f(indicator, value, n)"""
# Checks of one kind; `figures` and `findings` have a line for each of them, by audience.
STORE = f"""
declare stored integer;
begin {BEFORE.BY_A_WORKER}
  with checked as materialized (
    select o.n, coalesce(o.run, uuidv7()) as run, r.id is not null as is_open, c.id as community, c.kind, o.word
    from unnest(runs, communities, words) with ordinality as o(run, community, word, n)
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
  ), audiences as materialized (
    select a.for_members, a.for_office, string_to_array(a.indicators, ' ')::varchar[] as indicators, a.figures, a.findings
    from unnest(for_members, for_office, indicators, figures, findings)
      as a(for_members, for_office, indicators, figures, findings)
  ), parts as (
    insert into public.analytics_healthpart (tenant_id, id, run_id, community_id, kind, for_members, for_office,
      indicators, figures, findings)
    select app.tid(), uuidv7(), k.run, k.community, k.kind, a.for_members, a.for_office, a.indicators,
      f.figures::double precision[], f.findings::jsonb
    from audiences a
    cross join lateral rows from (string_to_table(a.figures, E'\\n'), string_to_table(a.findings, E'\\n'))
      with ordinality as f(figures, findings, n)
    join checked k on k.n = f.n
  )
  select count(*) into stored from checked;
  return stored;
end
"""
BANDS = (
    BEFORE.BANDS.replace("f.key", "f.indicator")
    .replace("f.value::double precision", "f.value")
    .replace("jsonb_each_text(p.figures) f", "unnest(p.indicators, p.figures) as f(indicator, value)")
    .replace("select f.indicator,", "select f.indicator::text,")
)


def turn_figures(apps: Any, editor: Any, tenant_id: str) -> int:
    """Everything that was stored as a document."""
    with editor.connection.cursor() as cursor:
        cursor.execute(TURN, [tenant_id, tenant_id])
        return max(1, int(cursor.rowcount))  # a tenant may have none


class Migration(migrations.Migration):
    dependencies = [("analytics", "0034_measuring_in_fewer_passes")]
    operations = [
        migrations.RunSQL("drop view analytics_healthfigure", migrations.RunSQL.noop),
        migrations.RenameField("HealthPart", "figures", "document"),
        migrations.AddField("HealthPart", "indicators", ArrayField(models.CharField(max_length=40), default=list)),
        migrations.AddField("HealthPart", "figures", ArrayField(models.FloatField(null=True), default=list)),
        ForEachTenant(turn_figures, tables=["analytics_healthpart"]),
        migrations.RemoveField("HealthPart", "document"),
        BEFORE.read_by("analytics_healthfigure", FIGURES),
        migrations.RunSQL(
            ["set local role app_sec", "drop function app.store_health_runs(date, date, text, jsonb)", "set local role none"],
            migrations.RunSQL.noop,
        ),
        Function(
            "store_health_runs(first_day date, last_day date, version text, runs uuid[], communities uuid[], words text[],"
            " for_members boolean[], for_office boolean[], indicators text[], figures text[], findings text[])",
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
    ]
