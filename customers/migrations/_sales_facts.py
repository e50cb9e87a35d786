"""The arrays of months as rows, one per account, product, currency and month that was told."""

FACTS = """(select m.tenant_id, m.account_id, m.product_id, m.currency, u.net as net_sales, u.units,
      (m.first_month + make_interval(months => u.n::int - 1))::date as month
    from public.customers_salesmonths m cross join lateral unnest(m.net_sales, m.units) with ordinality as u(net, units, n)
    where m.tenant_id = app.tid() and u.net is not null)"""
