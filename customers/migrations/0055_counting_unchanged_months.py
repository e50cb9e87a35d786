"""Months that lost their last line to another currency are no months of the file: nothing is less than unchanged."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

BEFORE = import_module("customers.migrations.0052_lines_in_parts_and_own_sources")
UNCHANGED = "sound - made - changed - stale"


class Migration(migrations.Migration):
    dependencies = [("customers", "0054_approving_centres")]
    operations = [
        Function(
            "store_sales(skip_copies boolean, partial_days boolean)",
            returns="jsonb",
            language="plpgsql",
            volatility="volatile",
            options=BEFORE.OPTIONS,
            body=BEFORE.STORE.replace(UNCHANGED, f"greatest({UNCHANGED}, 0)"),
        ),
    ]
