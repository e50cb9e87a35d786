"""Two accounts become one, and two again: nothing is moved, only who is shown, and the series that add up."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import ForEachTenant, Function

sales = import_module("customers.migrations.0004_storing_sales")
BY_IDENTIFIER = """left join (select i.tenant_id, i.source, i.external_id, i.account_id as id from public.customers_accountidentifier i) a
    on a.tenant_id = here and a.source = s.source and a.external_id = s.external_id"""

# Every merged account leads to the last survivor of its chain; an order of merges and undoings does not matter.
SETTLE = """
begin
  with recursive up(id, top) as (
    select m.account_id, m.survivor_id from public.customers_accountmerge m
    where m.tenant_id = app.tid() and m.undone_at is null
    union
    select u.id, m.survivor_id from up u join public.customers_accountmerge m
      on m.tenant_id = app.tid() and m.account_id = u.top and m.undone_at is null),
  tops as (select u.id, u.top from up u where not exists (
    select from public.customers_accountmerge m
    where m.tenant_id = app.tid() and m.account_id = u.top and m.undone_at is null)),
  due as (
    select a.id, t.top from public.customers_account a left join tops t on t.id = a.id
    where a.tenant_id = app.tid() and (a.merged_into_id is not null or t.top is not null)
      and a.merged_into_id is distinct from t.top)
  update public.customers_account a set merged_into_id = d.top from due d
  where a.tenant_id = app.tid() and a.id = d.id;
  delete from public.customers_salesseries s where s.tenant_id = app.tid() and s.account_id = any(touched);
  perform app.rebuild_series(touched);
end
"""

MAY_MERGE = """
select app.has_role('management') or app.has_scope('accounts:write')
  or app.has_role('sales_manager') and one in (select app.my_accounts()) and other in (select app.my_accounts())
"""

MERGE = """
declare here uuid := app.tid(); top uuid; made uuid := uuidv7(); gone uuid;
begin
  select coalesce(a.merged_into_id, a.id) into top from public.customers_account a
  where a.tenant_id = here and a.id = survivor;
  if top is null or not exists (select from public.customers_account a where a.tenant_id = here and a.id = account)
  then raise exception 'not_found'; end if;
  if not app.may_merge(account, top) then raise exception 'not_allowed' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended('merges of ' || here, 0));
  select a.merged_into_id into gone from public.customers_account a where a.tenant_id = here and a.id = account;
  if gone is not null then raise exception 'already_merged'; end if;
  if top = account then raise exception 'same_account'; end if;
  insert into public.customers_accountmerge (tenant_id, id, account_id, survivor_id, why, merged_by_id, merged_at)
  values (here, made, account, top, left(why, 500), app.pid(), statement_timestamp());
  perform app.settle_merges(array[account, top]);
  return made;
end
"""

UNDO = """
declare here uuid := app.tid(); told record;
begin
  select m.account_id, m.survivor_id, m.undone_at, coalesce(s.merged_into_id, s.id) as top into told
  from public.customers_accountmerge m
  join public.customers_account s on s.tenant_id = m.tenant_id and s.id = m.survivor_id
  where m.tenant_id = here and m.id = merge;
  if told.account_id is null then raise exception 'not_found'; end if;
  if not app.may_merge(told.account_id, told.survivor_id) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended('merges of ' || here, 0));
  update public.customers_accountmerge m set undone_at = statement_timestamp(), undone_by_id = app.pid()
  where m.tenant_id = here and m.id = merge and m.undone_at is null;
  if not found then raise exception 'already_undone'; end if;
  perform app.settle_merges(array[told.account_id, told.survivor_id, told.top]);
end
"""

# The facts of all records that are shown as one account, month by month.
MONTHLY = """with tops as (
    select distinct coalesce(a.merged_into_id, a.id) as top from unnest(touched) as u(id)
    join public.customers_account a on a.tenant_id = app.tid() and a.id = u.id),
  records as (
    select t.top, t.top as id from tops t
    union all
    select t.top, a.id from tops t join public.customers_account a
      on a.tenant_id = app.tid() and a.merged_into_id = t.top and a.merged_into_id is not null),
  monthly as (
    select k.top as account_id, f.currency, f.month, sum(f.net_sales)::bigint as net
    from records k join public.customers_salesfact f on f.tenant_id = app.tid() and f.account_id = k.id
    group by 1, 2, 3),"""
RETURN = "return jsonb_build_object('new', made,"
WAS_MONTHLY = sales.REBUILD[sales.REBUILD.index("with monthly as (") : sales.REBUILD.index("  spans as (")]


def identify(apps: object, editor: object, tenant_id: str) -> int:
    """Every account that is there is known by the id that made it."""
    with editor.connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "insert into customers_accountidentifier (tenant_id, id, source, external_id, account_id, first_seen_at) "
            "select tenant_id, uuidv7(), source, external_id, id, created_at from customers_account "
            "where tenant_id = %s",
            [tenant_id],
        )
        return max(1, int(cursor.rowcount))  # a tenant may have none yet


class Migration(migrations.Migration):
    dependencies = [("customers", "0013_covering")]
    operations = [
        ForEachTenant(identify, tables=["customers_account", "customers_accountidentifier"]),
        Function(
            "rebuild_series(touched uuid[])",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            roles=("app_sec",),
            body=sales.REBUILD.replace(WAS_MONTHLY, f"{MONTHLY}\n"),
        ),
        Function(
            "store_sales()",
            returns="jsonb",
            language="plpgsql",
            volatility="volatile",
            body=sales.STORE.replace(sales.ACCOUNT, BY_IDENTIFIER).replace(RETURN, f"perform app.note_feed('sales', made + changed + replaced > 0);\n  {RETURN}"),
        ),
        Function(
            "settle_merges(touched uuid[])",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            roles=("app_sec",),
            body=SETTLE,
        ),
        Function("may_merge(one uuid, other uuid)", returns="boolean", roles=("app_rt", "app_sec"), body=MAY_MERGE),
        Function(
            "merge_accounts(account uuid, survivor uuid, why text)",
            returns="uuid",
            language="plpgsql",
            volatility="volatile",
            body=MERGE,
        ),
        Function(
            "undo_merge(merge uuid)", returns="void", language="plpgsql", volatility="volatile", body=UNDO
        ),
    ]
