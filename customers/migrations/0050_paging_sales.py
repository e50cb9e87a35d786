"""Pages of sales follow the key of the arrays that hold them, so that a page reads its own rows alone."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("customers.migrations.0045_storing_sales_in_arrays").VIEW
VIEW = BEFORE.replace("create view", "create or replace view").replace(
    "u.net as net_sales, u.units\n", "u.net as net_sales, u.units, m.id as months_id, u.n as place\n"
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0049_country_rules")]
    operations = [migrations.RunSQL(sql=VIEW, reverse_sql=migrations.RunSQL.noop)]
