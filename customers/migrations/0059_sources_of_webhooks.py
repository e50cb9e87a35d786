"""Webhooks of a client that is limited to sources are told of those alone."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

import tenancy.wall.constraints
from tenancy.wall.migrating import Function

SEND = import_module("customers.migrations.0017_sending_webhooks").SEND
ALL = "and e.created_at <= happened"
# What names no source (the end of a job, a stage) is told to all, as it is where events are asked for.
OWN = """and (cardinality(e.sources) = 0 or coalesce((select m.payload::jsonb -> 'data' ->> 'source' = any(e.sources)
        from public.customers_webhookmessage m where m.tenant_id = e.tenant_id and m.id = message), true))"""


class Migration(migrations.Migration):
    dependencies = [
        ('customers', '0058_proving_credentials'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.AddField(
            model_name='webhookendpoint',
            name='sources',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None),
        ),
        migrations.AddConstraint(
            model_name='webhookendpoint',
            constraint=tenancy.wall.constraints.Policy(check=None, command='select', name='customers_webhookendpoint_own_sources', restrictive=True, role='app_rt', using='(select app.my_sources()) is null or cardinality(sources) > 0 and sources <@ (select app.my_sources())::varchar[]'),
        ),
        migrations.AddConstraint(
            model_name='webhookendpoint',
            constraint=tenancy.wall.constraints.Policy(check='(select app.my_sources()) is null or cardinality(sources) > 0 and sources <@ (select app.my_sources())::varchar[]', command='insert', name='customers_webhookendpoint_own_when_made', restrictive=True, role='app_rt', using=None),
        ),
        Function(
            "send_message(message uuid, what text, happened timestamptz)",
            returns="integer",
            language="plpgsql",
            volatility="volatile",
            roles=("app_sec",),
            body=SEND.replace(ALL, f"{ALL}\n      {OWN}"),
        ),
    ]
