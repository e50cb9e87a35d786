"""Sales may come gathered to arrays; only what is unusual is judged row by row."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

from ._sales_gathered import BEGIN, MONTHS

BEFORE = import_module("customers.migrations.0045_storing_sales_in_arrays")
STORE = BEFORE.STORE.replace(BEFORE.MONTHS, MONTHS).replace(
    "into told from pg_temp.staged s limit 1;",
    f"into told from pg_temp.staged s limit 1;\n  told := coalesce(told, 'month');\n  {BEGIN}",
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0047_accounts_apart")]
    operations = [
        Function(
            "store_sales(skip_copies boolean)",
            returns="jsonb",
            language="plpgsql",
            volatility="volatile",
            options="set default_statistics_target = 1 set work_mem = '64MB'",
            body=STORE,
        ),
    ]
