"""Who edits segments: asked by policies and functions."""

from django.db import migrations

from tenancy.wall.migrating import Function


class Migration(migrations.Migration):
    dependencies = [("customers", "0020_storing_potentials")]
    operations = [
        Function(
            "edits_segments()",
            returns="boolean",
            roles=("app_rt", "app_sec"),
            body="select app.has_role('marketing') or app.has_role('management')",
        ),
    ]
