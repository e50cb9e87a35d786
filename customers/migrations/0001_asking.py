"""What the policies of the sponsor's plane ask: whose account it is, who oversees, what a client may do."""

from django.db import migrations

from tenancy.wall.migrating import Function

ASKERS = ("app_rt", "app_sec")


def yes(name: str, *roles: str, also: str = "") -> Function:
    held = " or ".join(f"app.has_role('{role}')" for role in roles)
    return Function(f"{name}()", returns="boolean", roles=ASKERS, body=f"select {held}{also}")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0004_importing"), ("communities", "0003_functions")]
    operations = [
        Function(
            "my_accounts()",
            returns="setof uuid",
            roles=ASKERS,
            options="rows 200",
            body="""select a.account_id from public.customers_accountassignment a
            where a.tenant_id = app.tid() and a.person_id = app.pid()
              and a.since <= current_date and coalesce(a.until, 'infinity') >= current_date""",
        ),
        yes("oversees_accounts", "management", "sales_manager", "programme_office", "marketing"),
        yes("oversees_sales", "management", "sales_manager", "programme_office"),
        yes("assigns_accounts", "management", "sales_manager"),
        yes(
            "manages_clients",
            "tenant_admin",
            "it_support",
            also=" or (app.pid() is null and current_setting('app.purpose', true) = 'command')",
        ),
        Function(
            "has_scope(wanted text)",
            returns="boolean",
            roles=ASKERS,
            body="""select exists (select from public.customers_apiclient c
            where c.tenant_id = app.tid() and c.revoked_at is null and wanted = any(c.scopes)
              and app.pid() is null and current_setting('app.purpose', true) = 'client:' || c.id)""",
        ),
        Function(
            "feeds(wanted text)",
            returns="boolean",
            roles=ASKERS,
            body="select app.importing() or app.has_scope(wanted || ':write')",
        ),
    ]
