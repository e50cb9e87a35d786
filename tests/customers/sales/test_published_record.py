"""The Foresight record goes in whole: accounts, single lines, and the same sales by month."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count, Sum

from customers.accounts.account import Account
from customers.imports.importable import ACCOUNTS, SALES
from customers.sales.sales_fact import SalesFact
from tenancy.intake.staging import Importer, import_file
from tests.cast import Cast

TOTAL = "11798987642.20"
Acting = Callable[[str], AbstractContextManager[Any]]


@pytest.fixture
def record(shared: Path) -> Path:
    return shared / "data" / "foresight_pharma"


def test_lines_are_added_up_to_the_published_months(cast: Cast, acting: Acting, record: Path) -> None:
    by = Importer(cast.ardenne)
    accounts = import_file(ACCOUNTS, record / "customers.csv.gz", by=by)
    assert (accounts["received"], accounts["successful"], accounts["new"]) == (751, 751, 751)

    lines = import_file(SALES, record / "lines.csv.gz", by=by)
    assert (lines["received"], lines["failed"], lines["account_months"]) == (254_082, 0, 28_835)
    total = lines["totals"][0]
    assert (total["file"], total["rounding"], total["after"]) == ("11798987642.195417", "0.004583", TOTAL)

    months = import_file(SALES, record / "sales.csv.gz", by=by)
    assert (months["received"], months["unchanged"]) == (28_835, 28_835)
    assert months["totals"][0]["after"] == TOTAL
    again = import_file(SALES, record / "lines.csv.gz", by=by)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 28_835)

    with acting("manager"):
        stored = SalesFact.objects.aggregate(sum=Sum("net_sales"), rows=Count("id"))
        assert stored == {"sum": 1_179_898_764_220, "rows": 28_835}
        assert Account.objects.get(external_id="FS-0002").region == "Świecie"
