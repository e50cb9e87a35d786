"""What clients and imports feed is taken from plain temporary tables alone."""

from django.db import migrations

from tenancy.wall.migrating import Function

FEEDS = "select app.importing() or (app.has_scope(wanted || ':write') and app.staging_is_plain())"


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_calling"), ("tenancy", "0011_trusting_plain_staging")]
    operations = [
        Function(
            "feeds(wanted text)", returns="boolean", volatility="volatile", roles=("app_rt", "app_sec"), body=FEEDS
        ),
    ]
