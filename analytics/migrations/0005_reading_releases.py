"""Who at the sponsor reads the released figures of customer communities."""

from django.db import migrations

from tenancy.wall.migrating import Function


class Migration(migrations.Migration):
    dependencies = [("analytics", "0004_reading_sales"), ("customers", "0001_asking")]
    operations = [
        Function(
            "reads_releases()",
            returns="boolean",
            roles=("app_rt", "app_sec"),
            body="select app.has_role('management') or app.has_role('sales_manager') or app.has_role('programme_office')",
        ),
    ]
