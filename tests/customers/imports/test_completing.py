"""What a file leaves out, said once: usual values, and the currency that a source counts in."""

from typing import Any

import pytest

from customers.accounts.account import Account
from customers.sales.sales_months import SalesMonths
from tests.customers.calling import Caller, Callers
from tests.customers.conftest import Acting
from tests.customers.imports.sending import SCOPES, ndjson, opened

pytestmark = pytest.mark.usefixtures("committed", "clinics")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller(*SCOPES)


def stored(acting: Acting) -> dict[tuple[str, str], list[int | None]]:
    with acting("manager"):
        rows = SalesMonths.objects.values_list("account__external_id", "currency", "net_sales")
        return {(account, currency): net for account, currency, net in rows}


def test_lines_without_an_account_and_a_currency_get_the_usual_ones(crm: Caller, acting: Acting) -> None:
    """An invoice export where a fifth of the lines names no customer: nothing is lost, and its sum is right."""
    text = "external_id,date,sales\nA1,2026-01-05,10\n,2026-01-05,4\n,2026-01-06,-1\n"
    job = opened(crm, defaults={"external_id": "A2", "currency": "GBP"}).upload(text).complete()
    assert (job.counts, job.shown["read"]["filled"]) == ((3, 3, 0, 0), {"external_id": 2, "currency": 3})
    assert stored(acting) == {("A1", "GBP"): [1000], ("A2", "GBP"): [300]}
    assert opened(crm, defaults=job.shown["options"]["defaults"]).upload(text).complete().reconciliation[
        "lines"
    ] == {"new": 0, "unchanged": 3, "removed": 0, "skipped": 0, "older": 0}


def test_records_get_them_as_well(crm: Caller, acting: Acting) -> None:
    rows = [{"external_id": None, "date": "2026-01-05", "sales": "4"}]
    job = opened(crm, format="ndjson", defaults={"external_id": "A2", "currency": "GBP"})
    assert job.upload(ndjson(rows)).complete().counts == (1, 1, 0, 0)
    rows = [{"external_id": "A7", "name": "Seven"}]
    opened(crm, "accounts", format="ndjson", defaults={"country": "CH"}).upload(ndjson(rows)).complete()
    with acting("manager"):
        assert Account.objects.get(external_id="A7").country == "CH"


def test_a_source_counts_in_its_own_currency(crm: Caller, acting: Acting) -> None:
    """A7.02: the usual currency of a source is assumed where a row tells none, and the job says how often."""
    made = {"code": "ledger", "default_currency": "CHF"}
    assert crm.send("POST", "/sources", made).status_code == 201
    crm.send("POST", "/identifiers/batch", {"rows": [
        {"source": "ledger", "external_id": "9", "account_source": "crm", "account_external_id": "A1"}]})  # fmt: skip
    text = "source,external_id,month,net_sales\nledger,9,2026-01,5.00\ncrm,A2,2026-01,2.00\n"
    job = opened(crm).upload(text).complete()
    assert (job.counts, job.shown["read"]["filled"]) == ((2, 2, 0, 0), {"currency": 1})
    assert stored(acting) == {("A1", "CHF"): [500], ("A2", "XXX"): [200]}
    row = {"source": "ledger", "external_id": "9", "month": "2026-02", "net_sales": "1.00"}
    assert crm.send("POST", "/sales/batch", {"rows": [row]}).json()["totals"][0]["currency"] == "CHF"


def test_a_usual_value_is_a_text_of_a_field_that_there_is(crm: Caller) -> None:
    for wrong in ({"colour": "red"}, {"sales": "0"}, {"currency": ""}):
        body = {"object": "sales", "format": "csv", "defaults": wrong}
        answer = crm.send("POST", "/jobs", body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (
            400,
            f"/defaults/{next(iter(wrong))}",
        )
