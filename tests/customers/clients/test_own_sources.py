"""A client limited to source systems: everything of others does not exist for it (A6, duties in chapter 2)."""

from typing import Any

import pytest

from tests.customers.calling import Caller, Callers

pytestmark = pytest.mark.usefixtures("committed")
SCOPES = ("accounts:read", "accounts:write", "sales:read", "sales:write", "events:read")
LISTS = ("accounts", "contacts", "products", "territories", "sales", "accounts/merges")


def filled(whole: Caller) -> None:
    """The same records of two sources, and an account of each that was merged into another of it."""
    for source in ("crm", "erp"):
        at = f"by-external-id/{source}"
        for one in ("1", "2"):
            whole.send("PUT", f"/accounts/{at}/{source}-{one}", {"name": f"Clinic {one} of {source}"})
        whole.send(
            "PUT",
            f"/contacts/{at}/C1",
            {"account_external_id": f"{source}-1", "name": "Meier", "type": "hcp"},
        )
        whole.send("PUT", f"/products/{at}/P1", {"name": "Stent"})
        whole.send("PUT", f"/territories/{at}/T1", {"name": "North", "level": "region"})
        merge = {"account": {"source": source, "external_id": f"{source}-2"},
                 "survivor": {"source": source, "external_id": f"{source}-1"}}  # fmt: skip
        whole.send("POST", "/accounts/merges", merge)
        amount = {"crm": "10.00", "erp": "500.00"}[source]
        row = {"source": source, "external_id": f"{source}-1", "month": "2026-01", "net_sales": amount}
        answer = whole.send("POST", "/sales/batch", {"rows": [row | {"currency": "EUR"}]}).json()
        assert answer["successful"] == 1, answer


def shown(caller: Caller, address: str) -> list[dict[str, Any]]:
    answer = caller.send("GET", address)
    assert answer.status_code == 200, answer.content
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_lists_hold_records_of_own_sources_alone(caller: Callers) -> None:
    whole, limited = caller(*SCOPES), caller(*SCOPES, sources=["crm"])
    filled(whole)
    for address in LISTS:
        all_of_them, own = shown(whole, f"/{address}"), shown(limited, f"/{address}")
        assert (len(all_of_them), len(own)) == (2 * len(own), len(own)), address
        assert own, address
        assert {row.get("source", "crm") for row in own} == {"crm"}, address
    assert [row["code"] for row in shown(limited, "/sources")] == ["crm"]


@pytest.mark.parametrize("kind", ["accounts", "contacts", "products", "territories"])
def test_a_record_of_another_source_does_not_exist(caller: Callers, kind: str) -> None:
    whole, limited = caller(*SCOPES), caller(*SCOPES, sources=["crm"])
    address = f"/{kind}/by-external-id/erp/1"
    whole.send("PUT", address, {"name": "Theirs"})
    for method in ("GET", "PUT", "PATCH"):
        assert limited.send(method, address, {"name": "Ours"} if method != "GET" else None).status_code == 404


def test_a_source_that_is_not_ones_own_can_be_neither_read_nor_set_up(caller: Callers) -> None:
    whole, limited = caller(*SCOPES), caller(*SCOPES, sources=["crm"])
    whole.send("POST", "/sources", {"code": "erp"})
    assert limited.send("GET", "/sources/erp").status_code == 404
    assert limited.send("GET", "/sources/erp/freshness").status_code == 404
    changed = limited.send("PATCH", "/sources/erp", {"name": "x"}, extra={"If-Match": "*"})
    assert changed.status_code == 404
    assert limited.send("POST", "/sources", {"code": "ledger"}).status_code == 400
    assert limited.send("POST", "/sources", {"code": "crm"}).status_code == 201


def test_totals_of_a_limited_client_hold_its_own_accounts_alone(caller: Callers) -> None:
    """What other systems sold is nobody else's to add up."""
    whole, limited = caller(*SCOPES), caller(*SCOPES, sources=["crm"])
    filled(whole)
    row = {"external_id": "crm-1", "month": "2026-02", "net_sales": "1.00", "currency": "EUR"}
    for client, before, after in ((limited, "10.00", "11.00"), (whole, "510.00", "511.00")):
        answer = client.send("POST", "/sales/batch", {"rows": [row], "dry_run": True}).json()
        assert [(total["before"], total["after"]) for total in answer["totals"]] == [(before, after)]
