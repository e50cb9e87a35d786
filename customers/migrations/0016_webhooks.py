import django.contrib.postgres.fields
import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0015_storing_by_identifier"), ("tenancy", "0013_queueing_webhooks")]
    operations = [
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                ("tenant_id", models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ("url", models.CharField(max_length=500)),
                ("description", models.CharField(blank=True, max_length=200)),
                ("types", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ("sealed_secret", models.TextField()),
                ("earlier_secret", models.TextField(blank=True)),
                ("earlier_until", models.DateTimeField(null=True)),
                ("disabled_at", models.DateTimeField(null=True)),
                (
                    "disabled_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("by_hand", "switched off by hand"),
                            ("failing", "it did not answer for three days"),
                            ("gone", "it answered that it is gone for good (410)"),
                        ],
                        max_length=8,
                    ),
                ),
                ("failures", models.IntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                ("paused_until", models.DateTimeField(null=True)),
                ("wake_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_task", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    tenancy.wall.tables.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tenancy.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "created_at"], name="customers_webhook_by_age")],
                "constraints": [
                    tenancy.wall.constraints.PrimaryKey(name="customers_webhookendpoint_key"),
                    tenancy.wall.constraints.RowSecurity(name="customers_webhookendpoint_rows", tenant_column="tenant_id"),
                    tenancy.wall.constraints.Grant(
                        name="customers_webhookendpoint_rt",
                        role="app_rt",
                        select=(),
                        update=(
                            "url",
                            "description",
                            "types",
                            "sealed_secret",
                            "earlier_secret",
                            "earlier_until",
                            "disabled_at",
                            "disabled_because",
                            "failures",
                            "failing_since",
                            "paused_until",
                            "ended_at",
                            "updated_at",
                        ),
                        verbs=("select", "insert"),
                    ),
                    tenancy.wall.constraints.Reference(
                        columns=("tenant_id", "created_by_id"),
                        name="customers_webhookendpoint_created_by_id_ref",
                        on_delete="no action",
                        to="tenancy_person",
                        to_columns=("tenant_id", "id"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("disabled_because__in", ["", "by_hand", "failing", "gone"])),
                        name="customers_webhookendpoint_because",
                    ),
                    tenancy.wall.constraints.Policy(
                        check=None,
                        command="select",
                        name="customers_webhookendpoint_read",
                        role="app_rt",
                        using="(select app.manages_clients()) or (select app.has_scope('webhooks:manage'))",
                    ),
                    tenancy.wall.constraints.Policy(
                        check="(select app.manages_clients()) or (select app.has_scope('webhooks:manage'))",
                        command="insert",
                        name="customers_webhookendpoint_make",
                        role="app_rt",
                        using=None,
                    ),
                    tenancy.wall.constraints.Policy(
                        check="(select app.manages_clients()) or (select app.has_scope('webhooks:manage'))",
                        command="update",
                        name="customers_webhookendpoint_change",
                        role="app_rt",
                        using="(select app.manages_clients()) or (select app.has_scope('webhooks:manage'))",
                    ),
                    tenancy.wall.constraints.Grant(
                        name="customers_webhookendpoint_sec",
                        role="app_sec",
                        select=(),
                        update=(
                            "disabled_at",
                            "disabled_because",
                            "failures",
                            "failing_since",
                            "paused_until",
                            "wake_at",
                            "lease_until",
                            "lease_task",
                            "updated_at",
                        ),
                        verbs=("select",),
                    ),
                    tenancy.wall.constraints.Policy(
                        check="true", command="all", name="customers_webhookendpoint_sec_rows", role="app_sec", using="true"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookMessage",
            fields=[
                ("tenant_id", models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ("event_id", models.UUIDField(null=True)),
                ("type", models.CharField(max_length=60)),
                ("payload", models.TextField()),
                ("at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "created_at"], name="customers_webhookmessage_age")],
                "constraints": [
                    tenancy.wall.constraints.PrimaryKey(name="customers_webhookmessage_key"),
                    tenancy.wall.constraints.RowSecurity(name="customers_webhookmessage_rows", tenant_column="tenant_id"),
                    tenancy.wall.constraints.Grant(
                        name="customers_webhookmessage_rt", role="app_rt", select=(), update=(), verbs=("select",)
                    ),
                    models.UniqueConstraint(fields=("tenant_id", "event_id"), name="customers_webhookmessage_once"),
                    tenancy.wall.constraints.Policy(
                        check=None,
                        command="select",
                        name="customers_webhookmessage_read",
                        role="app_rt",
                        using="(select app.manages_clients()) or (select app.has_scope('webhooks:manage')) or (select app.has_scope('events:read'))",
                    ),
                    tenancy.wall.constraints.Grant(
                        name="customers_webhookmessage_sec", role="app_sec", select=(), update=(), verbs=("select", "insert", "delete")
                    ),
                    tenancy.wall.constraints.Policy(
                        check="true", command="all", name="customers_webhookmessage_sec_rows", role="app_sec", using="true"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("tenant_id", models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ("type", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(choices=[("waiting", "waiting"), ("delivered", "delivered"), ("failed", "failed")], max_length=9),
                ),
                ("attempts", models.IntegerField(default=0)),
                ("retry_since", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("last_attempt_at", models.DateTimeField(null=True)),
                ("status", models.IntegerField(null=True)),
                ("response", models.TextField(blank=True)),
                ("error", models.CharField(blank=True, max_length=24)),
                ("took_ms", models.IntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "endpoint",
                    tenancy.wall.tables.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="deliveries",
                        to="customers.webhookendpoint",
                    ),
                ),
                (
                    "message",
                    tenancy.wall.tables.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.webhookmessage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant_id", "endpoint", "-at", "-id"], name="customers_webhookdelivery_log"),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["tenant_id", "endpoint", "next_attempt_at"],
                        name="customers_webhookdelivery_due",
                    ),
                ],
                "constraints": [
                    tenancy.wall.constraints.PrimaryKey(name="customers_webhookdelivery_key"),
                    tenancy.wall.constraints.RowSecurity(name="customers_webhookdelivery_rows", tenant_column="tenant_id"),
                    tenancy.wall.constraints.Grant(
                        name="customers_webhookdelivery_rt", role="app_rt", select=(), update=(), verbs=("select",)
                    ),
                    tenancy.wall.constraints.Reference(
                        columns=("tenant_id", "endpoint_id"),
                        name="customers_webhookdelivery_endpoint_id_ref",
                        on_delete="no action",
                        to="customers_webhookendpoint",
                        to_columns=("tenant_id", "id"),
                    ),
                    tenancy.wall.constraints.Reference(
                        columns=("tenant_id", "message_id"),
                        name="customers_webhookdelivery_message_id_ref",
                        on_delete="no action",
                        to="customers_webhookmessage",
                        to_columns=("tenant_id", "id"),
                    ),
                    models.UniqueConstraint(fields=("tenant_id", "endpoint", "message"), name="customers_webhookdelivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "delivered", "failed"])), name="customers_webhookdelivery_state"
                    ),
                    tenancy.wall.constraints.Policy(
                        check=None,
                        command="select",
                        name="customers_webhookdelivery_read",
                        role="app_rt",
                        using="(select app.manages_clients()) or (select app.has_scope('webhooks:manage'))",
                    ),
                    tenancy.wall.constraints.Grant(
                        name="customers_webhookdelivery_sec",
                        role="app_sec",
                        select=(),
                        update=(
                            "state",
                            "attempts",
                            "retry_since",
                            "next_attempt_at",
                            "last_attempt_at",
                            "status",
                            "response",
                            "error",
                            "took_ms",
                            "ended_at",
                        ),
                        verbs=("select", "insert", "delete"),
                    ),
                    tenancy.wall.constraints.Policy(
                        check="true", command="all", name="customers_webhookdelivery_sec_rows", role="app_sec", using="true"
                    ),
                ],
            },
        ),
    ]
