"""Masters through the interface: by any id, guarded against older data, merged and undone, sources configured."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.customers.calling import Caller

Callers = Callable[..., Caller]


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller()


RECORDS = [
    ("accounts", {"name": "Spital Thun", "city": "Thun"}, "city"),
    ("contacts", {"name": "Dr. Ana", "email": "a@x.example"}, "email"),
    ("products", {"name": "Inovent 10", "product_group": "Inovent"}, "product_group"),
    ("territories", {"name": "Bern", "level": "district", "country": "CH"}, "country"),
]


@pytest.mark.parametrize(("kind", "told", "field"), RECORDS)
def test_a_record_is_put_patched_and_listed(crm: Caller, kind: str, told: dict[str, str], field: str) -> None:
    address = f"/{kind}/by-external-id/crm/00-1"
    assert crm.send("GET", address).status_code == 404
    assert crm.send("PATCH", address, {"name": "X"}).status_code == 404
    made = crm.send("PUT", address, told)
    assert made.status_code == 201, made.content
    assert crm.send("PUT", address, told).json() == made.json()
    patched = crm.send("PATCH", address, {"name": "Renamed"}, form="application/merge-patch+json")
    assert (patched.status_code, patched.json()["name"], patched.json()[field]) == (
        200,
        "Renamed",
        told[field],
    )
    items = crm.send("GET", f"/{kind}?external_id=00-1").json()["items"]
    assert [item["name"] for item in items] == ["Renamed"]
    assert crm.send("PATCH", address, {"nonsense": "x"}).status_code == 400
    assert (
        crm.send("POST", f"/{kind}/batch", {"rows": [{"external_id": "00-1"} | told]}).json()["changed"] == 1
    )


@pytest.mark.parametrize("kind", ["accounts", "contacts", "products", "territories"])
def test_older_data_that_arrives_later_is_answered_with_what_stands(crm: Caller, kind: str) -> None:
    address, level = f"/{kind}/by-external-id/crm/1", {"level": "region"} if kind == "territories" else {}
    crm.send("PUT", address, {"name": "New", "source_version": 5, **level})
    late = crm.send("PUT", address, {"name": "Old", "source_version": 4, **level})
    assert (late.status_code, late.json()["name"], late.json()["source_version"]) == (200, "New", 5)
    assert crm.send("PUT", address, {"name": "X", "source_version": "x", **level}).status_code == 400
    future = {"name": "X", "modified_at": "2999-01-01T00:00:00Z", **level}
    assert crm.send("PUT", address, future).status_code == 400


def test_a_change_on_a_changed_record_is_refused(crm: Caller) -> None:
    address = "/products/by-external-id/crm/P"
    tag = crm.send("PUT", address, {"name": "A"}).headers.get("ETag") or crm.send("GET", address)["ETag"]
    crm.send("PUT", address, {"name": "B"})
    assert crm.send("PATCH", address, {"name": "C"}, extra={"If-Match": tag}).status_code == 412


@pytest.fixture
def two(crm: Caller) -> Caller:
    for source, external_id in (("crm", "1"), ("erp", "4711")):
        crm.send("PUT", f"/accounts/by-external-id/{source}/{external_id}", {"name": f"House {external_id}"})
    rows = [
        {"source": s, "external_id": e, "month": "2026-01", "net_sales": "10.00", "currency": "EUR"}
        for s, e in (("crm", "1"), ("erp", "4711"))
    ]
    assert crm.send("POST", "/sales/batch", {"rows": rows}).json()["new"] == 2
    return crm


def _ids(source: str, external_id: str) -> dict[str, Any]:
    return {"source": source, "external_id": external_id}


def test_merged_accounts_answer_to_both_ids_until_it_is_undone(two: Caller) -> None:
    told = {"account": _ids("erp", "4711"), "survivor": _ids("crm", "1"), "why": "One house"}
    merge = two.send("POST", "/accounts/merges", told)
    assert merge.status_code == 201, merge.content
    shown = two.send("GET", "/accounts/by-external-id/erp/4711").json()
    assert (shown["external_id"], shown["identifiers"]) == ("1", [_ids("crm", "1"), _ids("erp", "4711")])
    assert two.send("POST", "/accounts/merges", told).status_code == 409
    listed = two.send("GET", "/accounts").json()["items"]
    assert [item["merged_into"] for item in listed] == [None, shown["id"]]
    assert two.send("DELETE", f"/accounts/merges/{merge.json()['id']}").status_code == 204
    assert two.send("GET", "/accounts/by-external-id/erp/4711").json()["external_id"] == "4711"


def test_a_merge_of_an_unknown_account_says_which(two: Caller) -> None:
    told = {"account": _ids("erp", "nope"), "survivor": _ids("crm", "1")}
    answer = two.send("POST", "/accounts/merges", told)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/account/external_id")


def test_a_further_id_leads_to_the_account(two: Caller) -> None:
    row = {"source": "panel", "external_id": "Z9", "account_source": "crm", "account_external_id": "1"}
    assert two.send("POST", "/identifiers/batch", {"rows": [row]}).json()["new"] == 1
    assert two.send("GET", "/accounts/by-external-id/panel/Z9").json()["external_id"] == "1"
    taken = two.send("POST", "/identifiers/batch", {"rows": [row | {"source": "erp", "external_id": "4711"}]})
    assert taken.json()["rows"][0]["errors"][0]["code"] == "taken"


def test_sales_are_read_by_account_and_month(two: Caller) -> None:
    found = two.send("GET", "/sales?source=erp&external_id=4711&from_month=2026-01").json()["items"]
    assert [(row["month"], row["net_sales"], row["currency"]) for row in found] == [
        ("2026-01", "10.00", "EUR")
    ]
    assert two.send("GET", "/sales?from_month=2026-02").json()["items"] == []
    assert two.send("GET", "/sales?from_month=soon").status_code == 400


def test_a_source_is_configured_only_on_what_was_read(two: Caller) -> None:
    read = two.send("GET", "/sources/crm")
    assert (read.json()["kind"], read.json()["default_currency"]) == ("unknown", "")
    change = {"kind": "crm", "rhythm_days": 1, "feeds": ["accounts", "contacts"]}
    assert two.send("PATCH", "/sources/crm", change).status_code == 428
    made = two.send("PATCH", "/sources/crm", change, extra={"If-Match": read["ETag"]})
    assert (made.status_code, made.json()["rhythm_days"]) == (200, 1)
    assert two.send("PATCH", "/sources/crm", change, extra={"If-Match": read["ETag"]}).status_code == 412
    states = {f["object"]: f["state"] for f in two.send("GET", "/sources/crm/freshness").json()["items"]}
    assert states == {"accounts": "fresh", "contacts": "never", "sales": "unasked"}
    assert two.send("POST", "/sources", {"code": "crm"}).status_code == 409
    assert two.send("POST", "/sources", {"code": "panel", "kind": "panel"}).status_code == 201


def test_assignments_need_what_they_name(two: Caller, cast: Any) -> None:
    two.send("PUT", "/territories/by-external-id/crm/T", {"name": "Bern", "level": "territory"})
    rows = [
        {"account_external_id": "1", "territory_external_id": "T", "since": "2026-01-01"},
        {"territory_external_id": "T", "person": str(cast.rep), "since": "2026-01-01", "is_primary": True},
        {"territory_external_id": "T", "person": str(cast.physician), "since": "2026-01-01"},
    ]
    answer = two.send("POST", "/assignments", {"rows": rows}).json()
    assert (answer["new"], [row["status"] for row in answer["rows"]]) == (2, ["successful"] * 2 + ["failed"])


def test_a_changed_contact_changes_no_person(two: Caller, acting: Any) -> None:
    """A contact is not a sign-in: whatever a CRM tells of it, people stay as they are."""
    from tenancy.people.person import Person

    with acting("manager"):
        before = list(Person.objects.order_by("id").values())
    for email in ("physician@ardenne.example", "other@x.example"):
        told = {"name": "Dr. Hanna Reuter", "email": email, "account_external_id": "1"}
        assert two.send("PUT", "/contacts/by-external-id/crm/C1", told).status_code in (200, 201)
    with acting("manager"):
        assert list(Person.objects.order_by("id").values()) == before
