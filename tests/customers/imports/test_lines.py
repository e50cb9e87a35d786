"""Single lines: kept as they are, added up exactly, and told twice without counting twice (F10, F18)."""

from decimal import Decimal
from typing import Any

import pytest

from customers.sales.sales_line import SalesLine
from customers.sales.sales_months import SalesMonths
from tests.customers.conftest import Acting, Bring

pytestmark = pytest.mark.usefixtures("clinics")
HEADER = "external_id,date,product,quantity,sales\n"
FIRST = HEADER + "A1,2026-01-03,P,2,10.10\nA1,2026-01-20,P,1,5\nA1,2026-01-20,Q,1,-2.005\n"


def months(acting: Acting) -> list[int | None]:
    with acting("manager"):
        return [net for row in SalesMonths.objects.order_by("first_month") for net in row.net_sales]


def test_an_overlap_in_the_middle_of_a_month_adds_nothing_and_loses_nothing(
    bring: Bring, acting: Acting
) -> None:
    bring("sales", FIRST)
    second = bring("sales", HEADER + "A1,2026-01-20,Q,1,-2.005\nA1,2026-01-20,P,1,5\nA1,2026-02-01,P,1,7\n")
    assert second["lines"] == {"new": 1, "unchanged": 2, "removed": 0, "skipped": 0, "older": 0}
    assert (second["new"], second["changed"], second["unchanged"]) == (1, 0, 1)
    assert months(acting) == [1310, 700]


def test_a_day_told_again_replaces_that_day_alone(bring: Bring, acting: Acting) -> None:
    bring("sales", FIRST)
    report = bring("sales", HEADER + "A1,2026-01-20,P,1,6\n")
    assert report["lines"] == {"new": 1, "unchanged": 0, "removed": 2, "skipped": 0, "older": 0}
    total = report["totals"][0]
    assert (total["before"], total["file"], total["after"], total["rounding"]) == (
        "13.10",
        "6.00",
        "16.10",
        "-0.005",
    )
    assert months(acting) == [1610]


def test_equal_lines_are_compared_as_often_as_they_stand(bring: Bring, acting: Acting) -> None:
    twice = HEADER + "A1,2026-01-03,P,1,1.50\n" * 2
    report = bring("sales", twice)
    assert report["exact_duplicates"] == [{"currency": "XXX", "count": 1, "sales": "1.50"}]
    assert bring("sales", twice)["lines"]["unchanged"] == 2
    bring("sales", HEADER + "A1,2026-01-03,P,1,1.50\n" * 3)
    assert months(acting) == [450]


def test_a_line_id_finds_its_line_wherever_it_stood(bring: Bring, acting: Acting) -> None:
    header = "external_id,date,sales,line_id\n"
    bring("sales", header + "A1,2026-01-03,10,x1\nA1,2026-01-04,5,x2\n")
    report = bring("sales", header + "A2,2026-02-03,11,x1\n")
    assert report["lines"] == {"new": 1, "unchanged": 0, "removed": 1, "skipped": 0, "older": 0}
    with acting("manager"):
        assert {(line.line_id, line.amount) for line in SalesLine.objects.all()} == {
            ("x1", Decimal(11)),
            ("x2", Decimal(5)),
        }
    assert sorted(filter(None, months(acting))) == [500, 1100]


def test_one_line_id_twice_in_a_file(bring: Bring) -> None:
    header = "external_id,date,sales,line_id\n"
    same = bring("sales", header + "A1,2026-01-03,10,x1\n" * 2)
    assert (same["failed"], same["lines"]["skipped"], same["totals"][0]["after"]) == (0, 1, "10.00")
    other = bring("sales", header + "A1,2026-01-03,10,x1\nA1,2026-01-03,12,x1\n")
    assert [(error["line"], error["field"], error["code"]) for error in other["errors"]] == [
        (3, "line_id", "duplicate")
    ]


def test_an_older_version_of_a_line_is_taken_and_changes_nothing(bring: Bring, acting: Acting) -> None:
    header = "external_id,date,sales,line_id,source_version\n"
    bring("sales", header + "A1,2026-01-03,10,x1,7\n")
    report = bring("sales", header + "A1,2026-01-03,9,x1,6\n")
    assert (report["successful"], report["lines"]["older"], report["totals"][0]["older"]) == (1, 1, "9.00")
    assert months(acting) == [1000]


def test_an_older_month_is_taken_and_changes_nothing(bring: Bring, acting: Acting) -> None:
    header = "external_id,month,net_sales,currency,modified_at\n"
    bring("sales", header + "A1,2026-01,10.00,EUR,2026-02-02T10:00:00Z\n")
    report = bring(
        "sales", header + "A1,2026-01,9.00,EUR,2026-02-01T10:00:00Z\nA1,2026-02,3,EUR,2026-02-01\n"
    )
    assert (report["successful"], report["older"], report["new"], report["totals"][0]["older"]) == (
        2,
        1,
        1,
        "9.00",
    )
    assert months(acting) == [1000, 300]


def test_lines_take_the_place_of_a_total_and_the_other_way_round(bring: Bring, acting: Acting) -> None:
    total = "external_id,month,net_sales\nA1,2026-01,99.00\n"
    bring("sales", total)
    report = bring("sales", FIRST)
    assert (report["changed"], report["totals"][0]["replaced"], months(acting)) == (1, "99.00", [1310])
    report = bring("sales", total)
    assert (report["changed"], report["lines_gone"], months(acting)) == (1, 3, [9900])
    with acting("manager"):
        assert not SalesLine.objects.exists()


def test_a_total_that_equals_the_lines_leaves_them(bring: Bring, acting: Acting) -> None:
    bring("sales", FIRST)
    report = bring("sales", "external_id,month,net_sales,units\nA1,2026-01,13.10,4\n")
    assert (report["unchanged"], report["lines_gone"]) == (1, 0)


def test_lines_that_tell_the_month_alone_replace_the_month(bring: Bring, acting: Acting) -> None:
    bring("sales", FIRST)
    bring("sales", "external_id,month,product,sales\nA1,2026-01,P,4\nA1,2026-01,P,4\n")
    assert months(acting) == [800]


@pytest.mark.parametrize(
    "day", ["2010-12-01 08:26:00", "01/12/2010 08:26", "2010-12-01T08:26:00Z", "01.12.2010"]
)
def test_a_day_may_have_a_time(bring: Bring, acting: Acting, day: str) -> None:
    bring("sales", f"external_id,date,quantity,price\nA1,{day},6,2.55\n")
    with acting("manager"):
        line = SalesLine.objects.get()
        assert (str(line.day), line.amount) == ("2010-12-01", Decimal("15.30"))


def test_quantity_times_price_is_exact_and_a_wrong_price_is_named(bring: Bring) -> None:
    text = (
        "external_id,date,quantity,price\nA1,2026-01-01,3,0.333\nA1,2026-01-02,-1,2\nA1,2026-01-03,1,cheap\n"
    )
    report: dict[str, Any] = bring("sales", text)
    assert (report["failed"], report["totals"][0]["file"], report["totals"][0]["after"]) == (
        1,
        "-1.001",
        "-1.00",
    )
