"""An import from its dry run to its end in the browser: nothing stored before, all rows told, mended rows taken."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from customers.imports.import_job import ImportJob, State
from tests.customers.conftest import Acting, ClientOf
from tests.customers.imports.test_bringing_pages import brought, chosen
from tests.draining import drain

pytestmark = pytest.mark.usefixtures("committed", "clinics")
SALES = (
    "KUNDENNR;PERIODE;UMS_NETTO;WAEHR;FREI\n"
    "A1;202601;1.234,50;EUR;x\nA1;202613;1,00;EUR;y\nA9;202601;2,00;EUR;z\nA2;202602;-5,25;CHF;\n"
).encode("cp1252")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def test_a_dry_run_tells_and_the_import_stores(client_of: ClientOf, acting: Acting) -> None:
    """A10.03: successful + failed + unprocessed = received, and the sums are shown by currency and month."""
    admin = client_of("admin")
    here = brought(admin, SALES, source="crm")
    admin.post(here, chosen())
    assert "Waiting for its turn" in admin.get(here).text
    assert admin.get(f"{here}progress/").status_code == 200
    drain()
    assert admin.get(f"{here}progress/")["HX-Refresh"] == "true"
    tried = admin.get(here).text
    assert "Nothing is stored yet" in tried
    assert "2 rejected rows" in tried
    assert "Adds up" in tried
    assert "202613" in tried
    assert admin.post(f"{here}run/").status_code == 302
    drain()
    assert "Good rows are stored" in admin.get(here).text
    with acting("admin"):
        job = ImportJob.objects.get()
    assert (job.state, job.dry_run) == (State.COMPLETE, False)
    assert (job.received, job.successful, job.failed, job.unprocessed) == (4, 2, 2, 0)
    assert "A1" in b"".join(admin.get(f"{here}rows/successful/").streaming_content).decode()  # type: ignore[attr-defined]
    assert admin.get(f"{here}reconciliation.csv").text.count("2026-0") == 2


def test_refused_rows_are_browsed_by_kind_mended_and_sent_again(client_of: ClientOf, acting: Acting) -> None:
    """I6: every refused row is told with its line, and the mended file goes the same way."""
    admin = client_of("admin")
    here = brought(admin, SALES, source="crm")
    admin.post(here, chosen())
    drain()
    admin.post(f"{here}run/")
    drain()
    unknown = admin.get(f"{here}errors/?code=unknown_account").text
    assert "A9 · 202601 · 2,00 · EUR · z" in unknown
    assert "202613" not in unknown
    failed = b"".join(admin.get(f"{here}rows/failed/").streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(failed), delimiter=";"))
    assert rows[0][:4] == ["error_line", "error_field", "error_code", "error_message"]
    mended = failed.replace("202613", "202612").replace(";A9;", ";A2;").encode()
    sent = admin.post(f"{here}retry/", {"file": SimpleUploadedFile("mended.csv", mended)})
    again = str(sent["Location"])
    assert "This does not fit yet" not in admin.get(again).text
    with acting("admin"):
        told = ImportJob.objects.get(file_name="mended.csv").mapping
    said = {f"column-{at}": told.get(name, "") for at, name in enumerate(rows[0])}
    admin.post(again, said)
    drain()
    assert "Every row can be taken" in admin.get(again).text
    admin.post(f"{again}run/")
    drain()
    assert "Every row is stored" in admin.get(again).text


def test_a_waiting_import_is_stopped_and_taken_up_again(client_of: ClientOf, acting: Acting) -> None:
    """F17"""
    admin = client_of("admin")
    here = brought(admin, SALES, source="crm")
    admin.post(here, chosen())
    drain()
    admin.post(f"{here}run/")
    admin.post(f"{here}end/")
    drain()
    assert "It was given up" in admin.get(here).text
    assert admin.post(f"{here}resumption/").status_code == 302
    drain()
    assert "Good rows are stored" in admin.get(here).text
    with acting("admin"):
        assert ImportJob.objects.get().unprocessed == 0
