"""The Foresight record goes in whole: accounts, single lines, and the same sales by month."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from customers.accounts.account import Account
from customers.imports.importable import ACCOUNTS, SALES
from customers.sales.sales_line import SalesLine
from customers.sales.sales_months import SalesMonths
from tenancy.intake.staging import Importer, import_file
from tests.cast import Cast

TOTAL = "11798987642.20"
Acting = Callable[[str], AbstractContextManager[Any]]


@pytest.fixture
def record(shared: Path) -> Path:
    return shared / "data" / "foresight_pharma"


@pytest.mark.usefixtures("committed")
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
    assert again["lines"] == {"new": 0, "unchanged": 254_082, "removed": 0, "skipped": 0, "older": 0}
    assert again["exact_duplicates"] == [{"currency": "XXX", "count": 4, "sales": "9900.00"}]

    with acting("manager"):
        told = [net for row in SalesMonths.objects.all() for net in row.net_sales if net is not None]
        assert (sum(told), len(told)) == (1_179_898_764_220, 28_835)
        assert SalesLine.objects.count() == 254_082
        assert Account.objects.get(external_id="FS-0002").region == "Świecie"
