"""What a sales file may say, what is refused, and that the good rows stay (A10, F18)."""

from decimal import Decimal
from typing import Any

import pytest

from customers.sales.sales_months import SalesMonths
from customers.sales.sales_series import SalesSeries
from tests.customers.conftest import Acting, Bring

pytestmark = pytest.mark.usefixtures("clinics")
HEADER = "external_id,month,net_sales,currency,units\n"


def codes(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(error["line"], error["field"], error["code"]) for error in report["errors"]]


def test_bad_rows_are_named_and_the_good_ones_kept(bring: Bring, acting: Acting) -> None:
    rows = (
        "A1,2026-01,10.00,EUR,1\nA1,2026-13,10.00,EUR,1\nNOBODY,2026-01,5.00,EUR,1\nA2,2026-01,ten,EUR,1\n"
        "A2,2026-02,1.005,EUR,1\nA2,2026-03,1.00,,1\nA2,2026-04,1.00,QQQ,1\nA2,2026-05,-7.500,EUR,\n,2026-05,1,EUR,\n"
    )
    report = bring("sales", HEADER + rows)
    assert (report["received"], report["successful"], report["failed"], report["unprocessed"]) == (9, 2, 7, 0)
    assert codes(report) == [
        (3, "month", "not_a_month"),
        (4, "external_id", "unknown_account"),
        (5, "net_sales", "not_a_number"),
        (6, "net_sales", "too_precise"),
        (7, "currency", "required"),
        (8, "currency", "unknown_currency"),
        (10, "external_id", "required"),
    ]
    assert report["errors"][1]["original"]["external_id"] == "NOBODY"
    with acting("manager"):
        assert {tuple(row.net_sales) for row in SalesMonths.objects.all()} == {(1000,), (-750,)}


def test_the_reconciliation_adds_up_by_currency_and_month(bring: Bring) -> None:
    bring("sales", HEADER + "A1,2026-01,10.00,EUR,1\nA1,2026-01,1000,JPY,1\n")
    report = bring("sales", HEADER + "A1,2026-01,12.50,EUR,1\nA2,2026-02,1.25,EUR,1\nX,2026-02,3.00,EUR,1\n")
    nothing = dict.fromkeys(("duplicates", "older", "rounding", "elsewhere"), "0.00")
    euro = {"before": "10.00", "file": "16.75", "rejected": "3.00", "replaced": "10.00", "after": "13.75"}
    assert report["totals"][0] == {"currency": "EUR", **nothing, **euro}
    yen = report["totals"][1]
    assert (yen["currency"], yen["before"], yen["file"], yen["after"]) == ("JPY", "1000", "0", "1000")
    assert (report["new"], report["changed"], report["unchanged"]) == (1, 1, 0)
    february = report["months"][1]
    assert (february["month"], february["file"], february["rejected"]) == ("2026-02", "4.25", "3.00")


def test_a_dry_run_judges_everything_and_stores_nothing(bring: Bring, acting: Acting) -> None:
    report = bring("sales", HEADER + "A1,2026-01,10.00,EUR,1\n", dry_run=True)
    assert (report["new"], report["totals"][0]["after"]) == (1, "10.00")
    with acting("manager"):
        assert not SalesMonths.objects.exists()


def test_the_second_row_of_a_month_is_refused_and_names_the_first(bring: Bring) -> None:
    report = bring(
        "sales", HEADER + "A1,2026-01,10.00,EUR,1\nA1,2026-01,11.00,EUR,1\nA1,2026-01,10.00,CHF,1\n"
    )
    assert codes(report) == [(3, "month", "duplicate")]
    assert "Line 2" in report["errors"][0]["message"]


def test_equal_lines_are_real_lines_and_add_up(bring: Bring, acting: Acting) -> None:
    lines = (
        "external_id,date,product,quantity,sales\n"
        + "A1,2026-01-03,P,2,10.10\n" * 2
        + "A1,2026-01-20,Q,1,-0.055\n"
    )
    first = bring("sales", lines)
    again = bring("sales", lines)
    assert (first["new"], first["account_months"], again["unchanged"]) == (1, 1, 1)
    total = first["totals"][0]
    assert (total["file"], total["rounding"], total["after"]) == ("20.145", "0.005", "20.15")
    with acting("manager"):
        months = SalesMonths.objects.get()
        assert (months.net_sales, months.units, months.product_id) == ([2015], [Decimal(5)], None)


def test_a_total_takes_the_place_of_its_products_and_back(bring: Bring, acting: Acting) -> None:
    by_product = (
        "external_id,month,net_sales,currency,product\nA1,2026-01,6.00,EUR,P\nA1,2026-01,4.00,EUR,Q\n"
    )
    bring("sales", by_product)
    total = bring("sales", HEADER + "A1,2026-01,11.00,EUR,3\n")
    assert (total["replaced"], total["totals"][0]["after"]) == (2, "11.00")
    assert bring("sales", by_product)["totals"][0]["after"] == "10.00"
    with acting("manager"):
        assert SalesSeries.objects.get().net_sales == [1000]


def test_a_total_beside_products_in_one_file_is_refused(bring: Bring) -> None:
    text = "external_id,month,net_sales,product\nA1,2026-01,6.00,P\nA1,2026-01,10.00,\nA2,2026-01,3.00,\n"
    assert codes(bring("sales", text)) == [(3, "product", "total_beside_products")]


def test_the_series_has_a_gap_where_a_month_is_missing(bring: Bring, acting: Acting) -> None:
    bring(
        "sales",
        HEADER + "A1,2026-01,1.00,EUR,\nA1,2026-04,-4.00,EUR,\nA1,2026-02,0,EUR,\nA2,2025-12,5,EUR,\n",
    )
    with acting("manager"):
        series = SalesSeries.objects.get(account__external_id="A1")
        assert (str(series.first_month), series.net_sales) == ("2026-01-01", [100, 0, None, -400])


@pytest.mark.parametrize("amount", ["9" * 30, "1e9999", "0x1F", "NaN", "1" + "0" * 5000])
def test_absurd_numbers_are_refused_row_by_row(bring: Bring, amount: str) -> None:
    report = bring("sales", HEADER + f"A1,2026-01,{amount},EUR,1\nA2,2026-01,1,EUR,1\n")
    assert (report["failed"], report["successful"]) == (1, 1)
