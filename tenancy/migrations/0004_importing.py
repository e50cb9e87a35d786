"""What every import asks, and the system accounts of an imported record."""

from django.db import migrations

from tenancy.wall.constraints import Grant
from tenancy.wall.migrating import Function

SYSTEM_ACCOUNTS = """
declare noted bigint;
begin
  if not app.importing() then raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.tenancy_person (tenant_id, id, party, display_name, language, time_zone, country,
    job_function, organisation, place, profession, theme, imported_id, is_system, is_active, created_at)
  select t.id, gen_random_uuid(), 'customer', left(s.external_id, 120), t.language, t.time_zone, '',
    '', '', '', '', 'system', s.external_id, true, false, statement_timestamp()
  from (select distinct external_id from pg_temp.staged
    where lower(type) = 'system' and length(external_id) <= 200) s, public.tenancy_tenant t
  where t.id = app.tid()
  on conflict (tenant_id, imported_id) do update set is_system = true where not tenancy_person.is_system;
  get diagnostics noted = row_count;
  return noted;
end
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_founding")]
    operations = [
        migrations.RemoveConstraint(model_name="person", name="tenancy_person_sec"),
        migrations.AddConstraint(
            model_name="person",
            constraint=Grant(
                name="tenancy_person_sec",
                role="app_sec",
                select=(),
                update=("verified_until", "is_active", "is_system"),
                verbs=("select", "insert"),
            ),
        ),
        Function(
            "importing()",
            returns="boolean",
            body="select current_setting('app.purpose', true) = 'import' "
            "and (app.pid() is null or app.has_role('tenant_admin'))",
            roles=("app_rt", "app_sec"),
        ),
        Function(
            "staged_problems()",
            returns="table (line bigint, field text, code text, message text, original jsonb)",
            language="plpgsql",
            body="""begin
  return query select p.line, p.field, p.code, p.message, coalesce(to_jsonb(p.original),
    to_jsonb(s) - array['line', 'refused', 'safe_html', 'search_text'])
  from pg_temp.staged_problem p left join pg_temp.staged s on s.line = p.line order by p.line, p.code;
end""",
        ),
        Function(
            "note_system_accounts()",
            returns="bigint",
            language="plpgsql",
            volatility="volatile",
            roles=("app_rt", "app_sec"),
            body=SYSTEM_ACCOUNTS,
        ),
    ]
