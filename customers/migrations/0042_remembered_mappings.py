import django.contrib.postgres.fields
import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0041_serving"), ("tenancy", "0014_sandboxes")]
    operations = [
        migrations.CreateModel(
            name="RememberedMapping",
            fields=[
                ("tenant_id", models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("object", models.CharField(max_length=24)),
                ("source", models.CharField(max_length=60)),
                (
                    "headings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
                ("headings_key", models.CharField(max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
                ("used_at", models.DateTimeField()),
                (
                    "created_by",
                    tenancy.wall.tables.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tenancy.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tenant_id", "object", "source", "-used_at"],
                        name="customers_remembered_newest",
                    )
                ],
                "constraints": [
                    tenancy.wall.constraints.PrimaryKey(name="customers_rememberedmapping_key"),
                    tenancy.wall.constraints.RowSecurity(
                        name="customers_rememberedmapping_rows", tenant_column="tenant_id"
                    ),
                    tenancy.wall.constraints.Grant(
                        name="customers_rememberedmapping_rt",
                        role="app_rt",
                        select=(),
                        update=("mapping", "options", "used_at"),
                        verbs=("select", "insert"),
                    ),
                    tenancy.wall.constraints.Reference(
                        columns=("tenant_id", "created_by_id"),
                        name="customers_rememberedmapping_created_by_id_ref",
                        on_delete="no action",
                        to="tenancy_person",
                        to_columns=("tenant_id", "id"),
                    ),
                    models.UniqueConstraint(
                        fields=("tenant_id", "object", "source", "headings_key"),
                        name="customers_rememberedmapping_once",
                    ),
                    tenancy.wall.constraints.Policy(
                        check=None,
                        command="select",
                        name="customers_rememberedmapping_read",
                        restrictive=False,
                        role="app_rt",
                        using="(select app.has_role('tenant_admin'))",
                    ),
                    tenancy.wall.constraints.Policy(
                        check="(select app.has_role('tenant_admin'))",
                        command="insert",
                        name="customers_rememberedmapping_make",
                        restrictive=False,
                        role="app_rt",
                        using=None,
                    ),
                    tenancy.wall.constraints.Policy(
                        check="(select app.has_role('tenant_admin'))",
                        command="update",
                        name="customers_rememberedmapping_change",
                        restrictive=False,
                        role="app_rt",
                        using="(select app.has_role('tenant_admin'))",
                    ),
                ],
            },
        )
    ]
