"""Lines may come in parts of days; clients of some sources read nothing of others; a call sums the store once."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.constraints import Policy
from tenancy.wall.migrating import Function

from . import _sales_months as months

STORE = import_module("customers.migrations.0048_storing_gathered_months").STORE
OPTIONS = "set default_statistics_target = 1 set work_mem = '64MB'"
ANY = "(select app.my_sources()) is null"
OF_SOURCE = f"{ANY} or {{}} = any((select app.my_sources())::text[])"
OF_ACCOUNT = f"{ANY} or {{}} in (select app.source_accounts())"
USING = {
    "product": OF_SOURCE.format("source"),
    "territory": OF_SOURCE.format("source"),
    "sourcesystem": OF_SOURCE.format("code"),
    "potential": OF_SOURCE.format("source"),
    "accountattribute": OF_SOURCE.format("source"),
    **dict.fromkeys(
        ("accountparent", "affiliation", "accountassignment", "accountterritory", "salesseries"),
        OF_ACCOUNT.format("account_id"),
    ),
    "accountmerge": f"{OF_ACCOUNT.format('account_id')} or survivor_id in (select app.source_accounts())",
    "territoryassignment": f"{ANY} or territory_id in (select t.id from customers_territory t)",
    "sourcefeed": f"{ANY} or source_id in (select t.id from customers_sourcesystem t)",
    "webhookmessage": f"{ANY} or coalesce(payload::jsonb -> 'data' ->> 'source' = any((select app.my_sources())::text[]), true)",
}
# Whoever may send sales learns what a source counts in; nothing else of it.
CURRENCIES = """select y.code::text, y.default_currency::text from public.customers_sourcesystem y
where y.tenant_id = app.tid() and y.default_currency <> ''
  and (app.has_scope('sales:write') or app.has_role('tenant_admin') or app.importing())
  and (app.my_sources() is null or y.code = any(app.my_sources()))"""
MINE = "(app.my_sources() is null or f.account_id in (select app.source_accounts()))"
ALL_MINE = "where f.tenant_id = app.tid() and "
BOOKED = months.BOOKED.replace(ALL_MINE, f"{ALL_MINE}{MINE} and ")
# The same of those accounts alone that a call tells something of.
BOOKED_OF = BOOKED.replace(
    ALL_MINE,
    """where f.account_id in (
      select i.account_id from unnest(of_sources, of_ids) as u(source, external_id)
      join public.customers_accountidentifier i on i.tenant_id = app.tid() and i.source = u.source
        and i.external_id = u.external_id)
    and f.tenant_id = app.tid() and """,
)
RETURNS = "table (month date, currency text, net numeric)"


class Migration(migrations.Migration):
    dependencies = [("customers", "0051_noting_feeds")]
    operations = [
        Function(
            "store_sales(skip_copies boolean, partial_days boolean)",
            returns="jsonb",
            language="plpgsql",
            volatility="volatile",
            options=OPTIONS,
            body=STORE,
        ),
        # For workers of the version before, as long as they run.
        Function(
            "store_sales(skip_copies boolean)",
            returns="jsonb",
            volatility="volatile",
            body="select app.store_sales(skip_copies, false) where app.tid() is not null",
        ),
        Function("usual_currencies()", returns="table (code text, currency text)", body=CURRENCIES),
        Function("sales_booked()", returns=RETURNS, language="plpgsql", body=BOOKED, volatility="volatile"),
        Function(
            "sales_booked_of(of_sources text[], of_ids text[])",
            returns=RETURNS,
            language="plpgsql",
            body=BOOKED_OF,
            volatility="volatile",
        ),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=Policy(
                    name=f"customers_{model}_own_sources", command="select", using=using, restrictive=True
                ),
            )
            for model, using in USING.items()
        ),
    ]
