"""Accounts and sales through the interface."""

from collections.abc import Callable

import pytest

from tests.customers.clients.conftest import Caller

Callers = Callable[..., Caller]
ADDRESS = "/accounts/by-external-id/crm/00-17/x"


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller()


def test_put_makes_then_replaces_and_repeating_changes_nothing(crm: Caller) -> None:
    made = crm.send("PUT", ADDRESS, {"name": "Spital Thun", "segment": "A"})
    assert (made.status_code, made.json()["external_id"]) == (201, "00-17/x")
    again = crm.send("PUT", ADDRESS, {"name": "Spital Thun", "segment": "A"})
    assert (again.status_code, again.json()) == (200, made.json())
    replaced = crm.send("PUT", ADDRESS, {"name": "Spital Thun"})
    assert (replaced.json()["segment"], replaced.json()["id"]) == ("", made.json()["id"])
    assert crm.send("GET", ADDRESS).json() == replaced.json()


def test_an_account_of_another_tenant_does_not_exist(crm: Caller, caller: Callers) -> None:
    crm.send("PUT", ADDRESS, {"name": "Ours"})
    rival = caller(tenant="rivalis")
    assert rival.send("GET", ADDRESS).status_code == 404
    assert rival.send("GET", "/accounts").json() == {"items": [], "next": None}
    assert rival.send("PUT", ADDRESS, {"name": "Theirs"}).status_code == 201
    assert crm.send("GET", ADDRESS).json()["name"] == "Ours"


def test_pages_cover_all_accounts_once(crm: Caller) -> None:
    rows = [{"external_id": f"{n}", "name": f"Centre {n}", "country": "CH"} for n in range(25)]
    assert crm.send("POST", "/accounts/batch", {"rows": rows}).json()["new"] == 25
    seen, address = [], "/accounts?limit=10&country=CH"
    while address:
        page = crm.send("GET", address).json()
        seen += [item["external_id"] for item in page["items"]]
        address = page["next"] and f"/accounts?limit=10&country=CH&cursor={page['next']}"
    assert sorted(seen, key=int) == [row["external_id"] for row in rows]


def test_a_row_of_a_batch_leaves_untold_fields_alone(crm: Caller) -> None:
    rows = [{"external_id": "1", "name": "A", "segment": "X"}, {"external_id": "2", "name": "B"}]
    crm.send("POST", "/accounts/batch", {"rows": rows})
    rows = [{"external_id": "1", "region": "Bern"}, {"external_id": "2", "segment": "Y"}]
    answer = crm.send("POST", "/accounts/batch", {"rows": rows}).json()
    assert (answer["changed"], answer["failed"]) == (2, 0)
    first = crm.send("GET", "/accounts/by-external-id/crm/1").json()
    assert (first["name"], first["segment"], first["region"]) == ("A", "X", "Bern")


SALES = [
    {"external_id": "1", "month": "2026-01", "net_sales": "10.50", "currency": "EUR", "units": 3},
    {"external_id": "1", "month": "2026-02", "net_sales": -2, "currency": "EUR"},
    {"external_id": "9", "month": "2026-02", "net_sales": "1", "currency": "EUR"},
    {"external_id": "1", "month": "2026-3", "net_sales": "1,5", "currency": "EUR"},
    {"external_id": "1", "month": "2026-04", "net_sales": "1"},
]


def test_each_row_of_a_batch_has_its_answer(crm: Caller) -> None:
    crm.send("PUT", "/accounts/by-external-id/crm/1", {"name": "A"})
    answer = crm.send("POST", "/sales/batch", {"rows": SALES})
    body = answer.json()
    assert (answer.status_code, body["received"], body["successful"], body["failed"]) == (200, 5, 2, 3)
    assert [(row["status"], [error["code"] for error in row["errors"]]) for row in body["rows"]] == [
        ("successful", []),
        ("successful", []),
        ("failed", ["unknown_account"]),
        ("failed", ["not_a_month", "not_a_number"]),
        ("failed", ["required"]),
    ]
    assert body["totals"][-1] | {"currency": "EUR", "after": "8.50"} == body["totals"][-1]


def test_abort_leaves_good_rows_unprocessed_and_dry_run_stores_nothing(crm: Caller) -> None:
    crm.send("PUT", "/accounts/by-external-id/crm/1", {"name": "A"})
    body = crm.send("POST", "/sales/batch?on_error=abort", {"rows": SALES}).json()
    assert (body["successful"], body["failed"], body["unprocessed"]) == (0, 3, 2)
    assert [row["status"] for row in body["rows"]] == ["unprocessed"] * 2 + ["failed"] * 3
    crm.send("POST", "/sales/batch", {"rows": SALES[:1], "dry_run": True})
    body = crm.send("POST", "/sales/batch", {"rows": SALES[:1]}).json()
    assert (body["new"], body["totals"][0]["before"]) == (1, "0.00")


@pytest.mark.parametrize(
    ("scopes", "method", "address"),
    [
        (("sales:write",), "GET", "/accounts"),
        (("accounts:read",), "PUT", ADDRESS),
        (("accounts:write",), "POST", "/sales/batch"),
        (("reports:read",), "GET", ADDRESS),
    ],
)
def test_each_address_needs_its_scope(
    caller: Callers, scopes: tuple[str, ...], method: str, address: str
) -> None:
    answer = caller(*scopes).send(method, address, {"rows": [{"external_id": "1"}]})
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
