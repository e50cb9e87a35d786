"""Bringing a file in the browser: it is looked into, read as one says, and remembered for the next one."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from customers.imports.import_job import ImportJob, State
from customers.imports.remembered_mapping import RememberedMapping
from tests.customers.conftest import Acting, ClientOf

PAGE = "/w/ardenne/settings/imports/"
FILE = "KUNDENNR;PERIODE;UMS_NETTO;WAEHR;FREI\nA1;202601;1.234,50;EUR;x\nA9;202601;1,00;EUR;y\n".encode(
    "cp1252"
)
MAPPING = ("external_id", "month", "net_sales", "currency", "")
pytestmark = pytest.mark.usefixtures("committed", "clinics")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def brought(admin: Client, content: bytes = FILE, **fields: Any) -> str:
    """The address of the import's page."""
    upload = SimpleUploadedFile(fields.pop("name", "sales.csv"), content)
    answer = admin.post(PAGE, {"object": "sales", "source": "ledger", "file": upload, **fields})
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def chosen(mapping: tuple[str, ...] = MAPPING, **options: str) -> dict[str, str]:
    return {f"column-{at}": field for at, field in enumerate(mapping)} | options


def test_a_file_is_looked_into_before_anything_is_stored(client_of: ClientOf) -> None:
    """F18: encoding, separator, decimal sign are found and shown; required fields are named."""
    page = client_of("admin").get(brought(client_of("admin"))).text
    assert "found: semicolon ;" in page
    assert "1.234,50" in page
    assert "This does not fit yet" in page
    assert "“external_id”" in page


def test_the_preview_follows_the_choices(client_of: ClientOf) -> None:
    admin = client_of("admin")
    here = brought(admin)
    seen = admin.post(f"{here}preview/", chosen()).text
    assert "1234.50" in seen
    assert "2026-01" in seen
    assert "One column is left out" in seen
    assert "FREI" in seen
    wrong = admin.post(f"{here}preview/", chosen(decimal=".")).text
    assert "cannot be read" in wrong
    assert "has no column" in admin.post(f"{here}preview/", chosen(("", "", "", "", ""))).text


def test_what_was_chosen_is_remembered_for_the_source(client_of: ClientOf, acting: Acting) -> None:
    """A10.04: the next file of this source is understood at once, another source's is not."""
    admin = client_of("admin")
    assert admin.post(brought(admin), chosen(decimal=",")).status_code == 302
    with acting("admin"):
        assert RememberedMapping.objects.get().mapping["KUNDENNR"] == "external_id"
        assert ImportJob.objects.get().state == State.UPLOADED
    again = admin.get(brought(admin, FILE.replace(b"FREI", b"NOCH"))).text
    assert "This does not fit yet" not in again
    assert "1234.50" in again
    assert "This does not fit yet" in admin.get(brought(admin, source="other")).text


def test_a_column_named_like_a_field_can_be_left_out(client_of: ClientOf) -> None:
    admin = client_of("admin")
    text = b"external_id,month,net_sales,currency,units\nA1,2026-01,1.00,EUR,many\n"
    here = brought(admin, text)
    assert "cannot be read" in admin.get(here).text
    said = chosen(("external_id", "month", "net_sales", "currency", ""))
    assert "cannot be read" not in admin.post(f"{here}preview/", said).text


@pytest.mark.parametrize(("name", "content", "words"), [
    ("empty.csv", b"\n\n", "empty"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(5000), "not a text file"),
    ("broken.csv.gz", gzip.compress(FILE)[:40], "gz"),
], ids=["empty", "picture", "broken"])  # fmt: skip
def test_what_is_no_table_is_refused_beside_the_field(
    client_of: ClientOf, folder: Path, name: str, content: bytes, words: str
) -> None:
    upload = SimpleUploadedFile(name, content)
    answer = client_of("admin").post(PAGE, {"object": "sales", "source": "crm", "file": upload})
    assert answer.status_code == 400
    assert words in answer.text
    assert not [place for place in folder.iterdir() if place.is_file()]


def test_a_file_can_be_given_up(client_of: ClientOf, acting: Acting) -> None:
    admin = client_of("admin")
    here = brought(admin)
    assert admin.post(f"{here}end/").status_code == 302
    assert "It was given up" in admin.get(here).text
    assert admin.post(here, chosen()).status_code == 409


def test_the_list_is_searched_and_filtered(client_of: ClientOf) -> None:
    admin = client_of("admin")
    brought(admin, name="october.csv")
    brought(admin, name="november.csv")
    found = admin.get(PAGE, {"q": "octo", "state": "Open", "object": "sales", "who": "people"}).text
    assert "october.csv" in found
    assert "november.csv" not in found
    assert "No import fits" in admin.get(PAGE, {"who": "clients"}).text
    assert admin.get(f"{PAGE}templates/sales.csv").text.startswith("\ufeffexternal_id,")
    assert admin.get(f"{PAGE}templates/nothing.csv").status_code == 404


def test_imports_are_for_administrators(client_of: ClientOf) -> None:
    here = brought(client_of("admin"))
    for who, status in (("rep", 403), ("manager", 403), ("physician", 404), ("operator", 404)):
        assert client_of(who).get(PAGE).status_code == status, who
        assert client_of(who).get(here).status_code == status, who
    assert client_of("rival").get(here.replace("ardenne", "rivalis")).status_code == 404
