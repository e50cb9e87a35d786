"""A message belongs to its event; taking up what waits is for the endpoints of the acting tenant."""

import django.db.models.deletion
from django.db import migrations, models

import tenancy.wall.constraints
import tenancy.wall.tables
from tenancy.wall.migrating import Function

RESUME = """
begin
  if not (app.manages_clients() or app.has_scope('webhooks:manage')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  perform app.wake_endpoint(e.id, statement_timestamp()) from public.customers_webhookendpoint e
  where e.tenant_id = app.tid() and e.id = endpoint;
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0028_deep_dives_and_needs"), ("tenancy", "0013_queueing_webhooks")]
    operations = [
        migrations.RemoveConstraint(model_name="webhookmessage", name="customers_webhookmessage_once"),
        migrations.RemoveField(model_name="webhookmessage", name="event_id"),
        migrations.AddField(
            model_name="webhookmessage",
            name="event",
            field=tenancy.wall.tables.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tenancy.event",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookmessage",
            constraint=tenancy.wall.constraints.Reference(
                columns=("tenant_id", "event_id"),
                name="customers_webhookmessage_event_id_ref",
                on_delete="no action",
                to="tenancy_event",
                to_columns=("tenant_id", "id"),
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookmessage",
            constraint=models.UniqueConstraint(fields=("tenant_id", "event"), name="customers_webhookmessage_once"),
        ),
        Function(
            "resume_endpoint(endpoint uuid)", returns="void", language="plpgsql", volatility="volatile", body=RESUME
        ),
    ]
