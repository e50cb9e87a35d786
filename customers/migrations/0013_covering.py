"""Who covers what: directly or through a territory, on a day; a district manager sees her district and no more."""

from django.db import migrations

from tenancy.wall.migrating import Function

ASKERS = ("app_rt", "app_sec")
IN_FORCE = "{0}.since <= current_date and coalesce({0}.until, 'infinity') >= current_date"

MY_ACCOUNTS = f"""
with mine as (
  select c.account_id from public.customers_accountassignment c
  where c.tenant_id = app.tid() and c.person_id = app.pid() and {IN_FORCE.format("c")}
  union
  select l.account_id from public.customers_accountterritory l
  where l.tenant_id = app.tid() and l.territory_id in (select app.my_territories()) and {IN_FORCE.format("l")}),
shown as (
  select coalesce(a.merged_into_id, a.id) as id from public.customers_account a
  where a.tenant_id = app.tid() and a.id in (select m.account_id from mine m))
select s.id from shown s
union
select a.id from public.customers_account a
where a.tenant_id = app.tid() and a.merged_into_id is not null and a.merged_into_id in (select s.id from shown s)
"""

COVERERS = """
with recursive parts as (
  select l.territory_id as id from public.customers_accountterritory l
  join public.customers_account a on a.tenant_id = l.tenant_id and a.id = l.account_id
  where l.tenant_id = app.tid() and (a.id = account or a.merged_into_id = account)
    and l.since <= day and coalesce(l.until, 'infinity') >= day
  union
  select t.parent_id from public.customers_territory t join parts p on t.id = p.id
  where t.tenant_id = app.tid() and t.parent_id is not null)
select x.person_id, x.role, x.is_primary, x.since, x.until, x.territory_id from (
  select c.person_id, c.role::text, c.is_primary, c.since, c.until, null::uuid as territory_id
  from public.customers_accountassignment c
  join public.customers_account a on a.tenant_id = c.tenant_id and a.id = c.account_id
  where c.tenant_id = app.tid() and (a.id = account or a.merged_into_id = account)
    and c.since <= day and coalesce(c.until, 'infinity') >= day
  union all
  select y.person_id, y.role::text, y.is_primary, y.since, y.until, y.territory_id
  from public.customers_territoryassignment y join parts p on p.id = y.territory_id
  where y.tenant_id = app.tid() and y.since <= day and coalesce(y.until, 'infinity') >= day) x
where app.oversees_accounts() or app.has_scope('accounts:read') or account in (select app.my_accounts())
order by x.territory_id is not null, not x.is_primary, x.role, x.since
"""

# Through a representative or key-account manager of the territory itself or of a larger part.
COVERED = """
with recursive covered as (
  select y.territory_id as id from public.customers_territoryassignment y
  where y.tenant_id = app.tid() and y.role in ('sales_rep', 'key_account_manager')
    and y.since <= day and coalesce(y.until, 'infinity') >= day
  union
  select t.id from public.customers_territory t join covered c on t.parent_id = c.id where t.tenant_id = app.tid())
select c.id from covered c where app.my_party() = 'staff'
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0012_masters")]
    operations = [
        Function("my_accounts()", returns="setof uuid", roles=ASKERS, options="rows 200", body=MY_ACCOUNTS),
        Function(
            "oversees_accounts()",
            returns="boolean",
            roles=ASKERS,
            body="select app.has_role('management') or app.has_role('programme_office') or app.has_role('marketing')",
        ),
        Function(
            "oversees_sales()",
            returns="boolean",
            roles=ASKERS,
            body="select app.has_role('management') or app.has_role('programme_office')",
        ),
        Function(
            "who_covers(account uuid, day date)",
            returns="table (person uuid, as_role text, is_primary boolean, since date, until date, territory uuid)",
            body=COVERERS,
        ),
        Function("covered_territories(day date)", returns="setof uuid", body=COVERED),
    ]
