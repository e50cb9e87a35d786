"""How long a topic waited is worked out once, in seconds, and figures come as text, read at once by whoever asks.

The text is that of 0034 with two passages told again: adding days to a moment goes through the calendar each time.
Definitions and results are the same.
"""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

BEFORE = import_module("analytics.migrations.0034_measuring_in_fewer_passes")
STANDING = BEFORE.RESPONSE[BEFORE.RESPONSE.index("      select h.community_id") : BEFORE.RESPONSE.index("      offset 0")]
RESPONSE = f"""
response as (
  select f.place, count(*) filter (where f.waited is null) as without,
    percentile_cont(0.5) within group (order by f.waited) filter (where f.waited is not null) as median_seconds,
    count(*) filter (where f.is_judged) as judged,
    count(*) filter (where f.is_judged and (f.waited is null or f.waited > 604800)) as late
  from (
    select a.place, a.opened_at <= week_ago as is_judged,
      case when a.replied_at <= asked_at then date_part('epoch', a.replied_at - a.opened_at) end as waited
    from (
{STANDING}      offset 0
    ) a offset 0
  ) f group by 1
)"""
FIGURES = BEFORE.FIGURES.replace("json_build_object(", "(json_build_object(", 1).replace(
    "\n)\nfrom public.communities_community c", "\n))::text\nfrom public.communities_community c", 1
)
DECLARED = f"{BEFORE.DECLARED}  week_ago timestamptz := asked_at - interval '7 days';\n"
BODY = (
    BEFORE.BODY.replace(BEFORE.RESPONSE, RESPONSE).replace(BEFORE.FIGURES, FIGURES).replace(BEFORE.DECLARED, DECLARED)
)


class Migration(migrations.Migration):
    dependencies = [("analytics", "0036_health_figures_as_arrays")]
    operations = [
        migrations.RunSQL(
            "drop function app.measure_activity(date, date, uuid, timestamptz)", migrations.RunSQL.noop
        ),
        Function(
            "measure_activity(first_day date, last_day date, only_community uuid, asked_at timestamptz)",
            returns="table (community_id uuid, figures text)",
            body=BODY,
            roles=("app_metrics",),
            language="plpgsql",
            definer=False,
            options="set work_mem = '128MB' set plan_cache_mode = force_custom_plan",
        ),
    ]
