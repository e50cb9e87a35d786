"""Programmes that accounts take part in come from other systems too: the treatment of the uplift report."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations

import tenancy.wall.constraints
import tenancy.wall.tables

about = import_module("customers.migrations.0020_storing_potentials")
SOUND, HEAD, TALLY, COUNT, judged = about.SOUND, about.HEAD, about.TALLY, about.COUNT, about.judged
ARM = "coalesce(s.arm, 'community')"
RULES = [
    *about.required("external_id", "programme"),
    *about.KNOWN,
    *about.dated("invited_on", "opened_on"),
    ("programme", "too_long", "programme is longer than 120 characters.", "length(s.programme) > 120"),
    ("programme", "control_character", "programme holds a control character.", "s.programme ~ '[[:cntrl:]]'"),
    ("arm", "not_a_choice", "arm is community or other_project.", "s.arm not in ('community', 'other_project')"),
    ("opened_on", "undated", "Neither invited_on nor opened_on is told.",
     "s.invited_on is null and s.opened_on is null"),
]
TELLING = f"from pg_temp.staged s {about.identifier()}"
# A day that a row leaves out stays as it is known.
STORE = f"""{HEAD}
  late := 0;
  {judged(RULES, about.identifier())}
  insert into pg_temp.staged_problem (line, field, code, message)
  select d.line, 'programme', 'duplicate', format('Line %s tells this programme of the account already.', d.first)
  from (select s.line, min(s.line) over (partition by i.account_id, {ARM}, s.programme) as first {TELLING} where {SOUND}) d
  where d.line > d.first;
  with done as (
    insert into public.customers_communitycase as t (tenant_id, id, account_id, arm, programme, invited_on, opened_on,
      recorded_by_id, recorded_at)
    select here, uuidv7(), i.account_id, {ARM}, s.programme, s.invited_on::date, s.opened_on::date, app.pid(),
      statement_timestamp()
    {TELLING} where {SOUND} order by 3, 4, 5
    on conflict (tenant_id, account_id, arm, programme) do update set
      invited_on = coalesce(excluded.invited_on, t.invited_on), opened_on = coalesce(excluded.opened_on, t.opened_on)
    where (coalesce(excluded.invited_on, t.invited_on), coalesce(excluded.opened_on, t.opened_on))
      is distinct from (t.invited_on, t.opened_on)
    returning old.id is null as fresh)
  {COUNT}
  {TALLY.format(object="participations")}
"""


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0055_counting_unchanged_months'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='communitycase',
            name='customers_communitycase_sec',
        ),
        migrations.AlterField(
            model_name='communitycase',
            name='recorded_by',
            field=tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person'),
        ),
        migrations.AddConstraint(
            model_name='communitycase',
            constraint=tenancy.wall.constraints.Grant(name='customers_communitycase_sec', role='app_sec', select=(), update=('invited_on', 'opened_on'), verbs=('select', 'insert')),
        ),
        about.first.stores("store_participations", STORE),
    ]
