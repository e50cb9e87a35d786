"""Pages of sales in the interface: complete, in order, and no dearer behind a thousand others."""

import re

import pytest
from django.db import connection

from customers.sales.sales_fact import IN_ORDER, SalesFact, from_id_on
from tests.cast import Cast
from tests.customers.calling import Caller, Callers
from tests.customers.conftest import Acting, Bring

ACCOUNTS, MONTHS = 400, 12


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller("sales:read", "accounts:read")


@pytest.fixture
def months(bring: Bring, committed: None) -> None:
    """A year of sales of many accounts."""
    names = [f"A{at:03d}" for at in range(ACCOUNTS)]
    bring("accounts", "external_id,name\n" + "".join(f"{name},{name}\n" for name in names))
    rows = [f"{name},2024-{month:02d},{month}.00,EUR\n" for name in names for month in range(1, MONTHS + 1)]
    bring("sales", "external_id,month,net_sales,currency\n" + "".join(rows))


@pytest.mark.usefixtures("months")
def test_pages_together_hold_every_month_once(crm: Caller) -> None:
    """A10.03: pages end and begin in the middle of accounts."""
    found, cursor = [], ""
    while cursor is not None:
        page = crm.send("GET", f"/sales?limit=199{cursor and '&cursor=' + cursor}").json()
        found += page["items"]
        cursor = page["next"]
    ids = [item["id"] for item in found]
    assert ids == sorted(set(ids))
    assert len({(item["external_id"], item["month"]) for item in found}) == len(found) == ACCOUNTS * MONTHS


@pytest.mark.usefixtures("months")
def test_a_page_reads_its_own_arrays_alone(acting: Acting, cast: Cast) -> None:
    with acting("manager"), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        middle = SalesFact.objects.order_by("id").values_list("id", flat=True)[ACCOUNTS * MONTHS // 2]
        rows = SalesFact.objects.filter(tenant_id=cast.ardenne, id__gt=middle, **from_id_on(middle))
        plan = rows.order_by(*IN_ORDER)[:100].explain(analyze=True, buffers=False)
    read = re.search(r"Index Scan using \S+ on customers_salesmonths m .* rows=(\d+)", plan)
    assert read, plan
    assert int(read[1]) <= 100 // MONTHS + 2


def test_sales_name_accounts_so_both_scopes_are_asked_for(caller: Callers) -> None:
    """An empty page for want of a scope would look like a year without sales."""
    answer = caller("sales:read").send("GET", "/sales")
    assert answer.status_code == 403
    assert "accounts:read" in answer.json()["detail"]
