"""Events of a community are recorded by those who have to do with it."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

RECORD = import_module("tenancy.migrations.0006_event_and_task_functions").RECORD
INSERT = "  insert into public.tenancy_event\n"
ASKED = """  if place is not null and actor.id is not null and not app.belongs_to(place) then
    raise exception 'not_of_this_community' using errcode = '42501'; end if;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0011_trusting_plain_staging")]
    operations = [
        # Redefined where communities live: whether the acting person has to do with this one.
        Function("belongs_to(place uuid)", returns="boolean", roles=("app_sec",), body="select true"),
        Function(
            "record_event(event uuid, what text, side text, place uuid, kind text, thing uuid, details jsonb, "
            "handlers text[], lanes text[])",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            body=RECORD.replace(INSERT, ASKED + INSERT),
        ),
    ]
