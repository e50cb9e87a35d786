"""Lines that come in parts: refused ones that were mended, and feeds that tell a day little by little (F10, F18)."""

from typing import Any

import pytest

from customers.sales.sales_months import SalesMonths
from tests.customers.calling import Caller, Callers
from tests.customers.conftest import Acting, Bring
from tests.customers.imports.sending import SCOPES, ndjson, opened

pytestmark = pytest.mark.usefixtures("committed", "clinics")
HEADER = "external_id,date,product,quantity,price,currency\n"
DAY = HEADER + "A1,2026-01-05,X,1,10.00,EUR\nA1,2026-01-05,Y,2,dear,EUR\nA1,2026-01-05,Z,1,3.00,EUR\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller(*SCOPES)


def stored(acting: Acting) -> list[int | None]:
    with acting("manager"):
        return [net for row in SalesMonths.objects.order_by("first_month") for net in row.net_sales]


def test_mended_lines_join_those_of_their_day(crm: Caller, acting: Acting) -> None:
    """A6.03: the failed file, mended and sent again, leaves the lines that were taken the first time."""
    first = opened(crm).upload(DAY).complete()
    assert [(row["error_field"], row["price"]) for row in first.rows("failed")] == [("price", "dear")]
    mended = first.text("failed").replace("dear", "7.00")
    second = opened(crm).upload(mended).complete()
    assert (second.reconciliation["lines"]["new"], second.reconciliation["lines"]["removed"]) == (1, 0)
    assert "mended" in second.shown["read"]["warnings"][-1]
    assert stored(acting) == [2700]
    again = opened(crm).upload(mended).complete().reconciliation
    assert (again["lines"]["new"], again["lines"]["unchanged"]) == (0, 1)
    assert stored(acting) == [2700]


def test_mended_records_join_those_of_their_day(crm: Caller, acting: Acting) -> None:
    row = {"external_id": "A1", "date": "2026-01-05", "sales": "10.00", "currency": "EUR"}
    rows = [row, row | {"sales": "dear", "product": "Y"}]
    first = opened(crm, format="ndjson").upload(ndjson(rows)).complete()
    opened(crm, format="ndjson").upload(first.text("failed").replace("dear", "7.00")).complete()
    assert stored(acting) == [1700]


def test_a_file_of_parts_of_days_adds_and_repeats_nothing(crm: Caller, acting: Acting) -> None:
    opened(crm).upload(HEADER + "A1,2026-01-05,X,1,10.00,EUR\n").complete()
    later = HEADER + "A1,2026-01-05,X,1,10.00,EUR\nA1,2026-01-05,Y,1,5.00,EUR\n"
    for _ in range(2):
        report = opened(crm, days="partial").upload(later).complete().reconciliation
        assert report["lines"]["removed"] == 0
    assert stored(acting) == [1500]
    report = opened(crm).upload(HEADER + "A1,2026-01-05,Y,1,5.00,EUR\n").complete().reconciliation
    assert (report["lines"]["removed"], stored(acting)) == (1, [500])


def test_a_line_id_still_moves_its_line_in_a_file_of_parts(bring: Bring, crm: Caller, acting: Acting) -> None:
    header = "external_id,date,sales,currency,line_id\n"
    opened(crm).upload(header + "A1,2026-01-05,10,EUR,x1\nA1,2026-01-05,5,EUR,x2\n").complete()
    opened(crm, days="partial").upload(header + "A1,2026-01-05,11,EUR,x1\n").complete()
    assert stored(acting) == [1600]


def test_a_small_batch_tells_parts_of_a_day_too(crm: Caller, acting: Acting) -> None:
    row = {"external_id": "A1", "date": "2026-01-05", "quantity": 2, "price": "5.00", "currency": "EUR"}
    crm.send("POST", "/sales/batch", {"rows": [row]})
    other = row | {"product": "Y", "document": "C17", "quantity": -1}
    answer = crm.send("POST", "/sales/batch", {"rows": [other], "days": "partial"}).json()
    assert (answer["failed"], answer["totals"][0]["before"], answer["totals"][0]["after"]) == (
        0,
        "10.00",
        "5.00",
    )
    assert stored(acting) == [500]
    by_id = row | {"line_id": "7", "price": "6.00"}
    assert crm.send("POST", "/sales/batch", {"rows": [by_id, by_id]}).json()["lines"]["skipped"] == 1


def test_lines_told_again_in_another_currency_count_no_month_as_less_than_unchanged(
    crm: Caller, acting: Acting
) -> None:
    lines = "A1,2026-01-05,X,1,10.00,{0}\nA1,2026-01-06,X,1,1.00,{0}\n"
    opened(crm).upload(HEADER + lines.format("XXX")).complete()
    report = opened(crm).upload(HEADER + lines.format("EUR").splitlines()[0] + "\n").complete().reconciliation
    assert (report["new"], report["changed"], report["unchanged"]) == (1, 1, 0)
    with acting("manager"):
        found = SalesMonths.objects.order_by("currency").values_list("currency", "net_sales")
        assert list(found) == [("EUR", [1000]), ("XXX", [100])]
