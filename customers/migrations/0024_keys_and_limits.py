"""Keys, limits and refused calls of the clients of the interface."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

import tenancy.wall.constraints
import tenancy.wall.tables
from tenancy.wall.tables import for_definers, refers, walled

MANAGES = "(select app.manages_clients())"
SCOPES = [
    (scope, scope)
    for scope in (
        "accounts:read", "accounts:write", "sales:read", "sales:write", "jobs:read", "jobs:write", "reports:read",
        "webhooks:manage", "events:read",
    )
]  # fmt: skip


def keyed() -> list[tuple[str, models.Field]]:
    return [
        ("tenant_id", models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
        ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
    ]


def relation(to: str, **options: object) -> models.Field:
    return tenancy.wall.tables.TenantForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        to=to,
        **({"related_name": "+"} | options),
    )


def policy(name: str, command: str, **conditions: str) -> tenancy.wall.constraints.Policy:
    return tenancy.wall.constraints.Policy(name=name, command=command, **conditions)


class Migration(migrations.Migration):
    dependencies = [("customers", "0023_segmenting"), ("tenancy", "0014_sandboxes")]
    operations = [
        migrations.RemoveConstraint(model_name="apiclient", name="customers_apiclient_sec"),
        migrations.AddField("apiclient", "calls_per_minute", models.IntegerField(null=True)),
        migrations.AddField("apiclient", "last_used_on", models.DateField(null=True)),
        migrations.AddField(
            "apiclient",
            "networks",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=50), default=list, size=None
            ),
        ),
        migrations.AddField(
            "apiclient",
            "sources",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), default=list, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="apiclient",
            constraint=tenancy.wall.constraints.Grant(
                name="customers_apiclient_sec",
                role="app_sec",
                verbs=("select", "insert"),
                update=("revoked_at", "last_used_on"),
            ),
        ),
        migrations.AddIndex("apiclient", models.Index(fields=["client_id"], name="customers_apiclient_by_id")),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                *keyed(),
                ("start", models.CharField(max_length=16)),
                ("hash", models.CharField(max_length=64)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(choices=SCOPES, max_length=24), size=None
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_on", models.DateField(null=True)),
                ("client", relation("customers.apiclient", related_name="keys")),
                ("created_by", relation("tenancy.person", null=True)),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [
                    models.Index(fields=["hash"], name="customers_apikey_by_hash"),
                    models.Index(fields=["tenant_id", "client"], name="customers_apikey_by_client"),
                ],
                "constraints": [
                    *walled(
                        "customers_apikey", verbs=("select", "insert"), changeable=("valid_until", "revoked_at")
                    ),
                    refers("customers_apikey", "client_id", "customers_apiclient"),
                    refers("customers_apikey", "created_by_id", "tenancy_person"),
                    models.UniqueConstraint(fields=("tenant_id", "hash"), name="customers_apikey_once"),
                    policy("customers_apikey_read", "select", using=MANAGES),
                    policy("customers_apikey_make", "insert", check=MANAGES),
                    policy("customers_apikey_change", "update", using=MANAGES, check=MANAGES),
                    *for_definers(
                        "customers_apikey", verbs=("select", "insert"), update=("revoked_at", "last_used_on")
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallCount",
            fields=[
                *keyed(),
                ("minute", models.BigIntegerField()),
                ("calls", models.BigIntegerField()),
                ("client", relation("customers.apiclient")),
            ],
            options={
                "constraints": [
                    *walled("customers_callcount", verbs=()),
                    refers("customers_callcount", "client_id", "customers_apiclient"),
                    models.UniqueConstraint(fields=("tenant_id", "client"), name="customers_callcount_once"),
                    *for_definers("customers_callcount", verbs=("select", "insert"), update=("minute", "calls")),
                ],
            },
        ),
        # A count of the current minute is worth no write-ahead log.
        migrations.RunSQL(
            sql="alter table customers_callcount set unlogged", reverse_sql=migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name="RefusedCall",
            fields=[
                *keyed(),
                ("at", models.DateTimeField()),
                ("method", models.CharField(max_length=8)),
                ("path", models.CharField(max_length=300)),
                ("status", models.SmallIntegerField()),
                ("problem", models.CharField(max_length=60)),
                ("trace_id", models.CharField(max_length=32)),
                ("client", relation("customers.apiclient")),
            ],
            options={
                "ordering": ("-at", "-id"),
                "indexes": [
                    models.Index(fields=["tenant_id", "client", "-at", "-id"], name="customers_refusedcall_newest")
                ],
                "constraints": [
                    *walled("customers_refusedcall", verbs=("select",)),
                    refers("customers_refusedcall", "client_id", "customers_apiclient"),
                    policy("customers_refusedcall_read", "select", using=MANAGES),
                    *for_definers("customers_refusedcall", verbs=("select", "insert", "delete")),
                ],
            },
        ),
    ]
