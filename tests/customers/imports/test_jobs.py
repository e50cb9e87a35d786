"""Bulk jobs from the first call to the last row (A6.01-A6.04, F17, F18)."""

import errno
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from customers.accounts.account import Account
from customers.imports import files
from customers.imports.import_job import ImportJob
from customers.sales.sales_months import SalesMonths
from tests.customers.calling import Caller, Callers
from tests.customers.conftest import Acting
from tests.customers.imports.sending import SCOPES, Sent, ndjson, opened
from tests.draining import drain

pytestmark = pytest.mark.usefixtures("committed", "clinics")
HEADER = "external_id,month,net_sales,currency\n"
ROWS = HEADER + "A1,2026-01,10.00,EUR\nA9,2026-01,5.00,EUR\nA2,2026-02,-3.50,EUR\nA1,2026-13,1,EUR\n"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller(*SCOPES)


def test_a_file_goes_in_and_every_row_is_accounted_for(crm: Caller, acting: Acting) -> None:
    job = opened(crm, file_name="january.csv").upload(ROWS).complete()
    assert (job.shown["state"], job.counts) == ("JobComplete", (4, 2, 2, 0))
    assert [row["external_id"] for row in job.rows("successful")] == ["A1", "A2"]
    assert job.rows("unprocessed") == []
    refused = job.rows("failed")
    assert [(row["error_line"], row["error_field"], row["error_code"]) for row in refused] == [
        ("3", "external_id", "unknown_account"),
        ("5", "month", "not_a_month"),
    ]
    assert refused[1]["month"] == "2026-13"
    total = job.reconciliation["totals"][0]
    assert (total["before"], total["file"], total["rejected"], total["after"]) == (
        "0.00",
        "12.50",
        "6.00",
        "6.50",
    )
    with acting("manager"):
        assert SalesMonths.objects.count() == 2


def test_the_mended_file_of_failed_rows_goes_in_as_it_is(crm: Caller) -> None:
    job = opened(crm).upload(ROWS).complete()
    mended = job.text("failed").replace("A9", "A1").replace("2026-13", "2026-03")
    again = opened(crm).upload(mended).complete()
    assert again.counts == (2, 2, 0, 0)
    assert again.shown["read"]["ignored"] == ["error_line", "error_field", "error_code", "error_message"]


def test_cells_like_formulas_come_back_as_they_were(crm: Caller, acting: Acting) -> None:
    """A spreadsheet that opens the file of failed rows computes nothing; sent again, the values are the same."""
    names = ["=1+1", "'=1", "-12,5", "@SUM(A1)", "+49 30", "'+x"]
    rows = "".join(f'F{at},"{name}",{"x" * 70}\n' for at, name in enumerate(names))
    job = opened(crm, "accounts").upload("external_id,name,country\n" + rows).complete()
    assert job.counts == (6, 0, 6, 0)
    guarded = [row["name"] for row in job.rows("failed")]
    assert guarded == ["'=1+1", "''=1", "-12,5", "'@SUM(A1)", "+49 30", "''+x"]
    again = opened(crm, "accounts").upload(job.text("failed").replace("x" * 70, "CH")).complete()
    assert again.counts == (6, 6, 0, 0)
    with acting("manager"):
        assert list(Account.objects.order_by("external_id").values_list("name", flat=True))[2:] == names


def test_json_lines_come_back_with_their_errors_before_them(crm: Caller) -> None:
    rows: list[dict[str, Any]] = [
        {"external_id": "A1", "month": "2026-01", "net_sales": "1.10", "currency": "EUR"},
        {"external_id": "A1", "month": "2026-02", "net_sales": 2.5, "currency": "EUR", "colour": "red"},
        {"external_id": "A7", "month": "2026-02", "net_sales": 12.30, "currency": "EUR"},
    ]
    job = opened(crm, format="ndjson").upload(ndjson(rows) + "{broken\n", packed=True).complete()
    assert job.counts == (4, 1, 3, 0)
    refused = job.rows("failed")
    assert [row["error_line"] for row in refused] == [2, 3, 4]
    assert (refused[1]["net_sales"], refused[1]["error_code"]) == (12.3, "unknown_account")
    assert refused[2]["original"] == "{broken"
    mended = "\n".join(job.text("failed").replace('"A7"', '"A2"').splitlines()[1:2]) + "\n"
    again = opened(crm, format="ndjson").upload(mended.replace("A2", "A8")).complete()
    assert again.rows("failed")[0]["error_line"] == 1
    assert opened(crm, format="ndjson").upload(
        again.text("failed").replace("A8", "A2")
    ).complete().counts == (1, 1, 0, 0)


def test_the_same_file_again_changes_nothing(crm: Caller) -> None:
    opened(crm).upload(ROWS).complete()
    again = opened(crm).upload(ROWS).complete().reconciliation
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert again["totals"][0]["before"] == again["totals"][0]["after"]


def test_a_dry_run_tells_what_would_be_and_stores_nothing(
    crm: Caller, settings: Settings, acting: Acting
) -> None:
    settings.INGEST_BATCH_BYTES = 20
    job = opened(crm, dry_run=True).upload(ROWS).complete()
    assert job.counts == (4, 2, 2, 0)
    assert (job.reconciliation["new"], job.reconciliation["totals"][0]["after"]) == (2, "6.50")
    with acting("manager"):
        assert not SalesMonths.objects.exists()


@pytest.mark.parametrize("batch_bytes", [1, 40, 1_000_000])
def test_many_batches_give_what_one_gives(crm: Caller, settings: Settings, batch_bytes: int) -> None:
    settings.INGEST_BATCH_BYTES = batch_bytes
    report = opened(crm).upload(ROWS).complete().reconciliation
    assert (report["new"], report["account_months"], report["totals"][0]["after"]) == (2, 2, "6.50")


def test_a_file_that_cannot_be_read_says_why(crm: Caller) -> None:
    job = opened(crm).upload("Kunde;Betrag\n1;2\n").complete()
    assert (job.shown["state"], job.counts) == ("Failed", (0, 0, 0, 0))
    assert "external_id" in job.shown["reason"]
    assert job.call("POST", "/upload-complete").status_code == 409


def test_an_aborted_job_has_everything_unprocessed_and_can_be_resumed(crm: Caller) -> None:
    job = opened(crm).upload(ROWS)
    job.call("POST", "/upload-complete")
    assert job.call("DELETE").status_code == 200
    drain()
    assert (job.shown["state"], job.counts) == ("Aborted", (0, 0, 0, 0))
    assert job.call("DELETE").status_code == 409
    assert job.call("POST", "/resumption").status_code == 200
    drain()
    assert (job.shown["state"], job.counts) == ("JobComplete", (4, 2, 2, 0))


def test_a_full_disk_is_507_and_the_job_stays_open(
    crm: Caller, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """F09: nothing of the upload stays, an earlier upload is whole, and later it works."""
    job = opened(crm).upload(ROWS)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("customers.imports.files.os.fsync", full)
        answer = job.call("PUT", "/upload", b"other", form="text/csv")
    assert answer.status_code == 507
    assert [path.read_text() for path in folder.iterdir()] == [ROWS]
    assert job.complete().counts == (4, 2, 2, 0)


def test_more_than_a_job_takes_is_413(crm: Caller, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    job = opened(crm)
    assert job.call("PUT", "/upload", ROWS.encode(), form="text/csv").status_code == 413
    assert list(folder.iterdir()) == []


def test_without_its_file_a_job_cannot_be_completed(crm: Caller) -> None:
    assert opened(crm).call("POST", "/upload-complete").status_code == 409


@pytest.mark.parametrize(
    "fields",
    [
        {"object": "memberships"},
        {"object": "planets"},
        {"operation": "delete"},
        {"format": "xlsx"},
        {"colour": "red"},
        {"decimal": ";"},
    ],
)
def test_what_a_job_cannot_be_is_400(crm: Caller, fields: dict[str, Any]) -> None:
    assert crm.send("POST", "/jobs", {"object": "sales", "format": "csv"} | fields).status_code == 400


def test_a_job_needs_the_scope_of_its_object(caller: Callers) -> None:
    limited = caller("jobs:read", "jobs:write", "accounts:write")
    assert limited.send("POST", "/jobs", {"object": "sales", "format": "csv"}).status_code == 403
    assert caller("jobs:read").send("POST", "/jobs", {"object": "sales", "format": "csv"}).status_code == 403


def test_another_clients_job_is_not_there(crm: Caller, caller: Callers) -> None:
    job = opened(crm).upload(ROWS).complete()
    for stranger in (caller(*SCOPES), caller(*SCOPES, tenant="rivalis")):
        assert stranger.send("GET", f"/jobs/{job.job}").status_code == 404
        assert stranger.send("GET", f"/jobs/{job.job}/successful").status_code == 404
        assert stranger.send("DELETE", f"/jobs/{job.job}").status_code == 404


def test_jobs_are_listed_newest_first(crm: Caller) -> None:
    made = [opened(crm).job for _ in range(3)]
    first = crm.send("GET", "/jobs?limit=2").json()
    rest = crm.send("GET", f"/jobs?limit=2&cursor={first['next']}").json()
    assert [row["id"] for row in [*first["items"], *rest["items"]]] == made[::-1]


def test_a_client_that_was_shut_out_stores_nothing(crm: Caller, acting: Acting) -> None:
    """The worker has no more rights than who sent the file."""
    job = opened(crm).upload(ROWS)
    job.call("POST", "/upload-complete")
    with acting("admin"):
        row = ImportJob.objects.select_related("client").get()
        assert row.client is not None
        row.client.revoked_at = row.created_at
        row.client.save()
    drain()
    with acting("admin"):
        assert (ImportJob.objects.get().state, ImportJob.objects.get().successful) == ("Failed", 0)
    with acting("manager"):
        assert not SalesMonths.objects.exists()


def test_rows_of_other_sources_are_refused_to_a_limited_client(caller: Callers) -> None:
    limited = caller(*SCOPES, sources=["crm"])
    text = "source,external_id,month,net_sales,currency\ncrm,A1,2026-01,1,EUR\nerp,A1,2026-02,1,EUR\n"
    job: Sent = opened(limited).upload(text).complete()
    assert job.counts == (2, 1, 1, 0)
    assert job.rows("failed")[0]["error_code"] == "not_your_source"


def test_a_file_without_sources_comes_from_the_source_of_the_job(crm: Caller, acting: Acting) -> None:
    opened(crm, "accounts", source="erp").upload("external_id,name\nE1,Clinic\n").complete()
    job = opened(crm, source="erp", format="ndjson")
    job.upload('{"external_id":"E1","month":"2026-01","net_sales":"4.00","currency":"EUR"}\n').complete()
    assert job.counts == (1, 1, 0, 0)
    with acting("manager"):
        assert Account.objects.get(external_id="E1").source == "erp"


def test_ids_that_a_spreadsheet_made_numbers_are_named_and_read_when_asked(crm: Caller) -> None:
    opened(crm, "accounts").upload("external_id,name\n17850,Shop\n").complete()
    text = "external_id,date,quantity,price\n17850.0,2010-12-01 08:26:00,6,2.55\n"
    as_written = opened(crm, dry_run=True).upload(text).complete()
    assert as_written.counts == (1, 0, 1, 0)
    assert "17850.0" in as_written.shown["read"]["warnings"][-1]
    assert opened(crm, ids="whole_numbers").upload(text).complete().counts == (1, 1, 0, 0)
