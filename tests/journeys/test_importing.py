"""From a dropped file to figures that add up: accounts, then sales with a mistake, then the mended row."""

import base64
import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey
Desk = Callable[..., Page]
ACCOUNTS = "KUNDENNR;FIRMA;LAND\n0040127;Höhenklinik am See;CH\n0040131;Clinique « du Lac »;CH\n"
SALES = (
    "KUNDENNR;PERIODE;UMS_NETTO;WAEHR\n"
    "0040127;202609;12.480,50;EUR\n0040127;202610;-312,00;EUR\n0040131;202613;1.000,00;EUR\n"
)
DROP = """async ([name, coded]) => {
  const bytes = Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], name, { type: "text/csv" }));
  const form = document.querySelector("form[data-upload]");
  form.dispatchEvent(new DragEvent("dragover", { dataTransfer: held, bubbles: true, cancelable: true }));
  form.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def brought(page: Page, site: Site, what: str, name: str, text: str) -> None:
    """Drops the file on the form, as Windows-1252, and sends it."""
    page.goto(f"{site.home_of('admin')}settings/imports/")
    page.locator("form[data-upload] select[name=object]").select_option(what)
    page.locator("form[data-upload] input[name=source]").fill("ledger-eu")
    page.evaluate(DROP, [name, base64.b64encode(text.encode("cp1252")).decode()])
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def mapped(page: Page, **fields: str) -> None:
    """Chooses a field for each heading."""
    for heading, field in fields.items():
        page.get_by_label(f"{heading} becomes").select_option(field)


def tried_and_stored(page: Page) -> None:
    """A dry run, then for good; the page goes on by itself at the end of each."""
    page.get_by_role("button", name="Try it out").click()
    store = page.get_by_role("button", name="Store")
    expect(store).to_be_visible(timeout=60_000)
    store.click()
    expect(page.get_by_text("Done", exact=True)).to_be_visible(timeout=60_000)


def test_a_file_is_dropped_mapped_tried_stored_and_mended(
    site: Site, at_the_desk: Desk, tmp_path: Path
) -> None:
    """A10.03, A10.04, F18: nothing is stored before the dry run; at the end the sums add up."""
    page = at_the_desk("admin")
    brought(page, site, "accounts", "kunden.csv", ACCOUNTS)
    expect(page.locator("#preview")).to_contain_text("has no column")
    mapped(page, KUNDENNR="external_id", FIRMA="name", LAND="country")
    expect(page.locator("#preview")).to_contain_text("Höhenklinik am See")
    tried_and_stored(page)

    brought(page, site, "sales", "umsatz.csv", SALES)
    mapped(page, KUNDENNR="external_id", PERIODE="month", UMS_NETTO="net_sales", WAEHR="currency")
    expect(page.locator("#preview")).to_contain_text("12480.50")
    tried_and_stored(page)
    expect(page.get_by_text("Adds up")).to_be_visible()
    expect(page.get_by_text("1 rejected row")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV to mend and send again").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig")), delimiter=","))
    mended = tmp_path / "mended.csv"
    with mended.open("w", newline="") as file:
        csv.writer(file).writerows([cell.replace("202613", "202611") for cell in row] for row in rows)
    page.locator("#mended").set_input_files(mended)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("mended.csv")
