"""Rows that are gathered to arrays before the database sees them end as those that it judges one by one."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from customers.imports.month_arrays import MonthArrays
from customers.imports.month_cells import NOTHING, decimal_text, scaled, version_number
from customers.sales.currencies import places_of
from customers.sources.source_feed import SourceFeed
from tenancy.intake.batches import Batch
from tenancy.intake.spooling import Spool
from tenancy.slots.imports import Gathered, objects
from tests.customers.calling import Caller, Callers
from tests.customers.conftest import Acting
from tests.customers.imports.sending import SCOPES, ndjson, opened

pytestmark = pytest.mark.usefixtures("committed")
ACCOUNTS = "external_id,source,name\n" + "".join(
    f"A{n},{source},Clinic {n}\n" for n in range(20) for source in ("crm", "erp")
)
IDENTIFIERS = "source,external_id,account_external_id,account_source\nerp,B1,A1,crm\n"
# What is usual stands here often, what is not seldom.
AMOUNTS = [
    "12.50",
    "0.05",
    "-7.25",
    "100",
    "-0.00",
    "999999999.99",
    17,
    3.5,
    "1e3",
    "0.001",
    "1e15",
    "x",
    "",
    None,
]
CURRENCIES = ["EUR"] * 12 + ["CHF", "JPY", "KWD", "eur", "XXY", None]
UNITS = [1, 2, 30, "4.5", "0.125", "-3", None, None, "1.2345", "y"]
PRODUCTS = [None] * 20 + ["P1", "P2", "P\t3\\", "z" * 201]
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)] * 4 + [
    "2024-13",
    "202405",
    "",
    "1899-12",
    "2024-06-30",
]
VERSIONS = [None] * 6 + [7, "8", "-1", "x"]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.INGEST_BATCH_BYTES = tmp_path, 6_000


@pytest.fixture
def tenants(caller: Callers) -> tuple[Caller, Caller]:
    """Two tenants with the same accounts."""
    both = caller(*SCOPES), caller(*SCOPES, tenant="rivalis")
    for crm in both:
        opened(crm, "accounts").upload(ACCOUNTS).complete()
        opened(crm, "identifiers").upload(IDENTIFIERS).complete()
    return both


def odd_rows(count: int, seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    return [
        {
            "external_id": "B1" if not seed and chance.random() < 0.03 else f"A{chance.randrange(22)}",
            "source": chance.choice(["crm", "crm", "erp"]),
            "month": chance.choice(MONTHS),
            "net_sales": chance.choice(AMOUNTS[: chance.choice((5, 5, 5, 5, 8, 14))]),
            "currency": chance.choice(CURRENCIES[: chance.choice((12, 12, 12, 15, 18))]),
            "units": chance.choice(UNITS[: chance.choice((3, 3, 7, 10))]),
            "product": chance.choice(PRODUCTS[: chance.choice((20, 20, 20, 24))]),
            "source_version": chance.choice(VERSIONS[: chance.choice((6, 6, 8, 10))]),
        }
        for _ in range(count)
    ]


@contextmanager
def row_by_row() -> Iterator[None]:
    gathering = objects["sales"]
    objects["sales"] = replace(gathering, gatherer=None)
    try:
        yield
    finally:
        objects["sales"] = gathering


def sent(crm: Caller, text: str, **fields: Any) -> list[Any]:
    """What a job tells of itself and of each row, and all sales that are stored then.

    Where a row has several faults of one code, their order is not promised.
    """
    job = opened(crm, format="ndjson", **fields).upload(text).complete()
    report = job.reconciliation
    report["errors"].sort(key=str)
    failed = [
        {**row, "error_field": "", "error_message": sorted(row["error_message"])}
        for row in job.rows("failed")
    ]
    return [job.counts, report, job.text("successful"), failed, list(stored(crm))]


def stored(crm: Caller) -> Iterator[str]:
    cursor = ""
    while cursor is not None:
        page = json.loads(crm.send("GET", f"/sales?limit=200{cursor and '&cursor=' + cursor}").content)
        yield from sorted(str({**item, "id": ""}) for item in page["items"])
        cursor = page["next"]


@pytest.mark.parametrize("seed", range(3))
def test_odd_rows_end_the_same_way(tenants: tuple[Caller, Caller], seed: int) -> None:
    """A10.03, F18: the same counts, sums, errors by line and months, on an empty store and on a full one."""
    one, other = tenants
    for rows, dry_run in (((400, seed), False), ((300, seed + 100), True), ((300, seed + 100), False)):
        text = ndjson(odd_rows(*rows))
        gathered = sent(one, text, dry_run=dry_run)
        with row_by_row():
            judged = sent(other, text, dry_run=dry_run)
        for found, expected in zip(gathered, judged, strict=True):
            assert found == expected


def told_again(chance: random.Random) -> list[dict[str, Any]]:
    """What a system sends every night: months of many accounts, by product or altogether, one with a gap."""
    rows = []
    for account in range(20):
        told: dict[str, Any] = {"external_id": f"A{account}", "source": chance.choice(["crm", "erp"])}
        product = chance.choice(["P1", "P 3\\", None])
        told |= {"currency": chance.choice(CURRENCIES[:15]), "product": product}
        versions: list[Any] = chance.choice([[None], [1, 2], [None, 3]])
        pieces: list[Any] = chance.choice([[None], [1, 20, "-0.125"], [None, 4]])
        rows += [
            {
                **told,
                "month": f"2024-{month:02d}",
                "net_sales": chance.choice([17, "-100", 0]),
                "units": chance.choice(pieces),
                "source_version": chance.choice(versions),
            }
            for month in range(1, 13)
            if account or month != 5
        ]
    return rows


@pytest.mark.parametrize("seed", range(3))
def test_what_is_stored_already_is_passed_over(
    tenants: tuple[Caller, Caller], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """A10.03, F10: the same figures as by judging each row, and no array is sent but those that differ."""
    one, other = tenants
    sizes: list[int] = []
    gathered = MonthArrays.gathered

    def counted(arrays: MonthArrays, at: int) -> Gathered:
        found = gathered(arrays, at)
        sizes.append(found.text.read().count(b"\n") if found.text else 0)
        if found.text:
            found.text.seek(0)
        return found

    monkeypatch.setattr(MonthArrays, "gathered", counted)
    rows = told_again(random.Random(seed))
    twice = {**rows[0], "source": "erp", "external_id": "B1", "month": "2024-01", "product": None}
    changed = [{**rows[40], "net_sales": "18"}]
    for more, sent_arrays in (
        ([], 20),
        ([], 1),
        (changed, 2),
        ([twice], None),
        ([{**twice, "units": "y"}], None),
    ):
        text, sizes[:] = ndjson([row for row in rows if row["month"] != "2024-12"] + more), []
        found = sent(one, text)
        with row_by_row():
            assert found == sent(other, text)
        assert sent_arrays is None or sum(sizes) <= sent_arrays + 1


def test_clean_rows_reach_no_judge(tenants: tuple[Caller, Caller], monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would compare the judge with itself."""
    staged: list[int] = []
    text_of = Spool.text_of

    def counted(spool: Spool, batch: Batch, *rest: Any) -> str:
        staged.append(len(batch))
        return text_of(spool, batch, *rest)

    monkeypatch.setattr(Spool, "text_of", counted)
    rows = [
        {"external_id": f"A{n}", "month": "2024-01", "net_sales": "1.00", "currency": "EUR"}
        for n in range(20)
    ]
    assert sent(tenants[0], ndjson(rows))[0] == (20, 20, 0, 0)
    assert sum(staged) == 0


def test_two_ids_of_one_account_are_judged_as_rows(tenants: tuple[Caller, Caller]) -> None:
    """Gathered by id they would look like two accounts, the second time like two that have not changed."""
    ids = (("crm", "A1"), ("erp", "B1"), ("crm", "A2"))
    usual = {"month": "2024-01", "net_sales": "1.00", "currency": "EUR"}
    text = ndjson([{"source": source, "external_id": one, **usual} for source, one in ids])
    for _ in range(2):
        job = opened(tenants[0], format="ndjson").upload(text).complete()
        assert job.counts == (3, 2, 1, 0)
        assert job.rows("failed")[0]["error_code"] == "duplicate"


@pytest.mark.parametrize(
    ("cells", "places", "numbers"),
    [
        (["1.00", "-0.05", "12345678901.23"], 2, [100, -5, 1_234_567_890_123]),
        (["1", "-0", "7"], 2, [100, 0, 700]),
        (["1.5", None, "2.500"], 2, [150, NOTHING, 250]),
        (["0.125", "-3"], 3, [125, -3000]),
        (["1.005", "!x", "1234567890123"], 2, [None, None, None]),
    ],
)
def test_numbers_are_exact_or_left_alone(
    cells: list[str | None], places: int, numbers: list[int | None]
) -> None:
    found, exact = scaled(cells, places=places)
    told = zip(found.tolist(), exact.tolist(), strict=True)
    assert [number if sure else None for number, sure in told] == numbers


def test_a_number_is_written_as_it_was_read() -> None:
    assert [decimal_text(n, 2) for n in (0, -5, 100, -12345)] == ["0.00", "-0.05", "1.00", "-123.45"]
    assert decimal_text(-7, 0) == "-7"


def test_an_instant_stands_for_a_version_and_something_else_for_none() -> None:
    assert version_number("17", "2024-01-01T00:00:00+00:00") == 17
    assert version_number(None, "1970-01-01T00:00:01.000005+00:00") == 1_000_005
    assert version_number(None, None) == NOTHING
    assert version_number("-1", None) is version_number(None, "!gestern") is version_number("7", "!x") is None


def test_currencies_have_the_places_that_the_database_gives_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select code, places from app.currencies()")
        assert all(places_of(code) == places for code, places in cursor.fetchall())


@pytest.mark.parametrize("gathers", [True, False])
def test_an_account_may_tell_one_month_by_product_and_another_altogether(
    tenants: tuple[Caller, Caller], gathers: bool
) -> None:
    usual = {"external_id": "A1", "source": "crm", "currency": "EUR", "net_sales": "2.00"}
    before = [{**usual, "month": "2024-02"}]
    rows = [{**usual, "month": "2024-01"}, {**usual, "month": "2024-02", "product": "P1"}]
    with nullcontext() if gathers else row_by_row():
        sent(tenants[0], ndjson(before))
        counts, *_, stored_rows = sent(tenants[0], ndjson(rows))
    assert counts == (2, 2, 0, 0)
    assert [("2024-02" in row, "'P1'" in row) for row in stored_rows] == [(False, False), (True, True)]


def test_a_source_tells_the_rows_of_its_whole_file(tenants: tuple[Caller, Caller], acting: Acting) -> None:
    """A9.12: gathered or not, of known accounts or not, in however many batches."""
    usual = {"month": "2024-01", "net_sales": "1.00", "currency": "EUR"}
    rows = [{"external_id": f"A{n}", "source": "crm" if n % 3 else "erp", **usual} for n in range(300)]
    for _ in range(2):
        assert sent(tenants[0], ndjson([*rows, {**rows[0], "month": "soon"}]))[0][:2] == (301, 20)
        with acting("manager"):
            feeds = SourceFeed.objects.filter(object="sales").values_list("source__code", "last_rows")
            assert dict(feeds) == {"crm": 200, "erp": 101}
