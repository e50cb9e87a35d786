"""What a client is limited to: sources, networks, calls per minute; and what is noted of its refused calls."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory

from customers.clients import calling_from as addresses
from customers.clients.calling_from import calling_from
from customers.clients.refused_call import RefusedCall
from customers.interface import limits
from tests.customers.calling import Caller, Callers
from tests.customers.conftest import Acting

CRM, ERP = "/accounts/by-external-id/crm/1", "/accounts/by-external-id/erp/1"
SALE = {"external_id": "1", "month": "2026-01", "net_sales": "1", "currency": "EUR"}


@pytest.fixture
def erp(caller: Callers) -> Caller:
    """A client of the source `erp`, beside accounts of `crm`."""
    everywhere = caller()
    everywhere.send("PUT", CRM, {"name": "Of the CRM"})
    everywhere.send("PUT", ERP, {"name": "Of the ERP"})
    return caller(sources=["erp"])


def test_another_source_does_not_exist_for_a_limited_client(erp: Caller) -> None:
    assert [item["source"] for item in erp.send("GET", "/accounts").json()["items"]] == ["erp"]
    assert erp.send("GET", ERP).status_code == 200
    assert erp.send("GET", CRM).status_code == 404
    assert erp.send("PUT", CRM, {"name": "Taken"}).status_code == 404


def test_rows_of_another_source_fail_one_by_one(erp: Caller) -> None:
    rows = [{"source": "erp", "external_id": "2", "name": "A"}, {"external_id": "3", "name": "B"}]
    for address, sent in (
        ("/accounts/batch", rows),
        ("/sales/batch", [{"source": "erp", **SALE}, SALE]),
    ):
        body = erp.send("POST", address, {"rows": sent}).json()
        assert (body["successful"], body["failed"]) == (1, 1), body
        assert [error["code"] for error in body["rows"][1]["errors"]] == ["not_your_source"]


def test_a_client_calls_from_its_networks_alone(caller: Callers) -> None:
    crm = caller(networks=["10.1.0.0/16", "2001:db8::/32"])
    for address, status in (("10.1.2.3", 200), ("2001:db8::7", 200), ("10.2.0.1", 403), ("", 403)):
        assert crm.send("GET", "/accounts", REMOTE_ADDR=address).status_code == status, address
    forged = crm.send("GET", "/accounts", REMOTE_ADDR="10.2.0.1", extra={"X-Forwarded-For": "10.1.2.3"})
    assert (forged.status_code, forged.json()["type"].split("/")[-1]) == (403, "address-not-allowed")


@pytest.fixture
def proxies(settings: Any) -> Iterator[None]:
    settings.TRUSTED_PROXIES = ["192.0.2.0/24"]
    addresses._trusted.cache_clear()
    yield
    addresses._trusted.cache_clear()


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.9", "10.1.2.3", "203.0.113.9"),
        ("192.0.2.1", "10.1.2.3", "10.1.2.3"),
        ("192.0.2.1", "10.1.2.3, 203.0.113.9", "203.0.113.9"),
        ("192.0.2.1", "10.1.2.3, 203.0.113.9, 192.0.2.2", "203.0.113.9"),
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "unknown", ""),
        ("", "10.1.2.3", ""),
    ],
)
def test_a_forwarded_address_counts_as_far_as_proxies_are_trusted(
    proxies: None, peer: str, forwarded: str, found: str
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert calling_from(request) == found


def test_the_fourth_call_of_three_is_429(caller: Callers) -> None:
    crm = caller(calls_per_minute=3)
    answers = [crm.send("GET", "/accounts") for _ in range(4)]
    assert [answer.status_code for answer in answers] in ([200, 200, 200, 429], [200] * 4)  # a minute may end
    assert answers[0]["RateLimit-Policy"] == '"client";q=3;w=60, "tenant";q=120000;w=60'
    assert answers[0]["RateLimit"].startswith('"client";r=2;t=')
    refused = answers[-1]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused.json()["type"].endswith("/too-many-calls")


def test_processes_count_together(caller: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    crm = caller(calls_per_minute=3)
    crm.send("GET", "/accounts")
    monkeypatch.setattr(limits, "_tallies", {})  # as another process would begin
    assert crm.send("GET", "/accounts")["RateLimit"].startswith('"client";r=1;')


def test_refused_calls_are_noted_without_what_was_sent(caller: Callers, acting: Acting) -> None:
    crm = caller()
    answer = crm.send("PUT", f"{CRM}?secret=1", {"name": 5})
    crm.send("GET", "/accounts")
    with acting("admin"):
        noted = RefusedCall.objects.get()
    assert (noted.method, noted.path, noted.status) == ("PUT", f"/api/v1{CRM}", 400)
    assert (noted.problem, noted.trace_id) == ("invalid", answer.json()["trace_id"])
    with acting("rep"):
        assert not RefusedCall.objects.exists()
