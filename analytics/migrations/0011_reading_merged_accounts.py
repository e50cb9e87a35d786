"""The uplift engine reads accounts that stand for themselves: what was merged adds to the one that remained."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

reading = import_module("analytics.migrations.0004_reading_sales")
INPUTS = (
    reading.INPUTS.replace("select c.account_id, min(", "select coalesce(r.merged_into_id, r.id) as account_id, min(")
    .replace(
        "from public.customers_communitycase c where c.tenant_id = app.tid() group by 1",
        "from public.customers_communitycase c join public.customers_account r on r.tenant_id = c.tenant_id\n"
        "      and r.id = c.account_id\n    where c.tenant_id = app.tid() group by 1",
    )
    .replace("where a.tenant_id = app.tid() order by", "where a.tenant_id = app.tid() and a.merged_into_id is null order by")
)


class Migration(migrations.Migration):
    dependencies = [("analytics", "0010_keeping_stages"), ("customers", "0014_merging")]
    operations = [
        Function(
            "uplift_inputs()",
            returns="table (about jsonb, currency text, first_month date, net_sales bigint[], began_on date, "
            "other_project boolean)",
            body=INPUTS,
            language="plpgsql",
        )
    ]
