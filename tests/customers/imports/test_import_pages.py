"""Importing in the browser: bring, look, correct the columns, run; or give up."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from customers.imports.import_job import ImportJob, State
from customers.sales.sales_fact import SalesFact
from tests.customers.conftest import Acting, ClientOf

PAGE = "/w/ardenne/settings/imports/"
FILE = "KUNDENNR;PERIODE;UMS_NETTO;WAEHR\nA1;202601;1.234,50;EUR\nA9;202601;1,00;EUR\n".encode("cp1252")
MAPPING = ("external_id", "month", "net_sales", "currency")

pytestmark = pytest.mark.usefixtures("committed", "clinics")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def bring_file(client_of: ClientOf, content: bytes = FILE) -> str:
    upload = SimpleUploadedFile("sales.csv", content)
    answer = client_of("admin").post(PAGE, {"object": "sales", "file": upload})
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def test_a_file_is_tried_mapped_and_imported(client_of: ClientOf, acting: Acting, folder: Path) -> None:
    admin, job = client_of("admin"), bring_file(client_of)
    first = admin.get(job).text
    assert "The columns do not fit yet" in first
    assert "1.234,50" in first
    admin.post(job, {f"column-{at}": field for at, field in enumerate(MAPPING)})
    tried = admin.get(job).text
    assert "1 rejected row" in tried
    assert "1234.50" in tried
    with acting("manager"):
        assert not SalesFact.objects.exists()
    assert admin.post(f"{job}run/").status_code == 302
    with acting("manager"):
        assert SalesFact.objects.get().net_sales == 123_450
    assert not list(folder.iterdir())
    assert admin.get(job).status_code == 200
    assert "unknown_account" in admin.get(f"{job}failed.csv").text
    assert admin.post(f"{job}run/").status_code == 404


def test_giving_up_removes_the_file(client_of: ClientOf, acting: Acting, folder: Path) -> None:
    job = bring_file(client_of)
    assert len(list(folder.iterdir())) == 1
    client_of("admin").post(f"{job}end/")
    with acting("admin"):
        assert ImportJob.objects.get().state == State.ABORTED
    assert not list(folder.iterdir())


def test_what_is_no_text_file_is_refused_with_a_sentence(client_of: ClientOf, folder: Path) -> None:
    upload = SimpleUploadedFile("book.xlsx", b"PK\x03\x04" + b"\0" * 100)
    answer = client_of("admin").post(PAGE, {"object": "accounts", "file": upload})
    assert answer.status_code == 400
    assert "spreadsheet" in answer.text
    assert not list(folder.iterdir())


def test_only_administrators_import(client_of: ClientOf) -> None:
    job = bring_file(client_of)
    for who, status in (("rep", 403), ("manager", 403), ("rival", 404), ("physician", 404)):
        assert client_of(who).get(job).status_code == status, who
