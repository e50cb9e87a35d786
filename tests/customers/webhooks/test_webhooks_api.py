"""Webhooks and events in the interface."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from customers.interface.idempotent_answer import IdempotentAnswer
from customers.webhooks import events_api
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.calling import Caller, Callers
from tests.customers.conftest import Acting
from tests.customers.webhooks.conftest import Receiver
from tests.customers.webhooks.verifying import verify
from tests.draining import drain

TYPES = ["job.completed", "job.failed"]


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller("webhooks:manage", "events:read")


def made(crm: Caller, url: str = "https://crm.example.com/hooks") -> dict[str, Any]:
    answer = crm.send("POST", "/webhooks", {"url": url, "types": TYPES})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_a_webhook_is_made_read_changed_and_removed(crm: Caller) -> None:
    """A10.03; configuration is changed with If-Match alone."""
    hook = made(crm)
    assert hook["secret"].startswith("whsec_")
    address = f"/webhooks/{hook['id']}"
    read = crm.send("GET", address)
    assert "secret" not in read.json()
    assert crm.send("PATCH", address, {"active": False}).status_code == 428
    changed = crm.send("PATCH", address, {"active": False}, extra={"If-Match": read["ETag"]})
    assert (changed.status_code, changed.json()["active"]) == (200, False)
    stale = crm.send("PATCH", address, {"description": "x"}, extra={"If-Match": read["ETag"]})
    assert stale.status_code == 412
    assert [item["id"] for item in crm.send("GET", "/webhooks").json()["items"]] == [hook["id"]]
    assert crm.send("DELETE", address).status_code == 204
    assert crm.send("GET", address).status_code == 404
    assert crm.send("GET", "/webhooks").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"url": "http://crm.example.com/", "types": TYPES}, "/url/0"),
        ({"url": "https://169.254.169.254/", "types": TYPES}, "/url/0"),
        ({"url": "https://crm.example.com/", "types": ["post.published"]}, "/types/0/0"),
        ({"url": "https://crm.example.com/", "types": []}, "/types"),
        ({"url": "https://crm.example.com/"}, "/types"),
        ({"url": "https://crm.example.com/", "types": TYPES, "secret": "whsec_eA=="}, "/secret"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(crm: Caller, body: dict[str, Any], pointer: str) -> None:
    answer = crm.send("POST", "/webhooks", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith(pointer.rsplit("/0", 1)[0])


def test_a_repeated_call_makes_one_webhook_and_the_secret_is_not_kept(
    crm: Caller, acting: Acting, cast: Cast
) -> None:
    keyed = {"Idempotency-Key": "a"}
    body = {"url": "https://crm.example.com/", "types": TYPES}
    first, second = (crm.send("POST", "/webhooks", body, extra=keyed) for _ in range(2))
    assert first.json()["secret"].startswith("whsec_")
    assert (second["Idempotent-Replayed"], second.json()["secret"]) == ("true", None)
    assert first.json()["id"] == second.json()["id"]
    assert IdempotentAnswer is not None


def test_a_test_message_arrives_and_stands_in_the_log(crm: Caller, receiver: Receiver) -> None:
    hook = made(crm, f"{receiver.url}/hook")
    receiver.answers["/hook"] = (500, {}, b"no", 0)
    sent = crm.send("POST", f"/webhooks/{hook['id']}/test")
    assert sent.status_code == 202
    drain()
    verify(hook["secret"], *receiver.got[0][1:])
    [entry] = crm.send("GET", f"/webhooks/{hook['id']}/deliveries?state=waiting").json()["items"]
    assert (entry["id"], entry["status"], entry["response"]) == (sent.json()["delivery"], 500, "no")
    receiver.answers.clear()
    again = crm.send("POST", f"/webhooks/{hook['id']}/deliveries/{entry['id']}/redelivery")
    assert (again.status_code, again.json()) == (202, {"queued": 1})
    drain()
    assert crm.send("GET", f"/webhooks/{hook['id']}/deliveries?state=waiting").json()["items"] == []
    assert crm.send("GET", f"/webhooks/{hook['id']}/deliveries?state=lost").status_code == 400
    assert crm.send("POST", f"/webhooks/{hook['id']}/redelivery").json() == {"queued": 0}


def test_a_new_secret_is_shown_once(crm: Caller) -> None:
    hook = made(crm)
    new = crm.send("POST", f"/webhooks/{hook['id']}/secret").json()
    assert new["secret"].startswith("whsec_")
    assert new["secret"] != hook["secret"]
    assert crm.send("GET", f"/webhooks/{hook['id']}").json()["earlier_secret_until"]


def test_events_are_read_in_order_by_whoever_asks(
    crm: Caller, acting: Acting, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Polling: `next` says where one is, also at the end."""
    monkeypatch.setattr(events_api, "SETTLED", timedelta())
    drain()
    start = crm.send("GET", "/events").json()["next"]
    with acting("admin"):
        admin = Person.objects.get(id=cast.admin)
        for verb in ("account.created", "job.completed", "role.given", "job.failed"):
            record(admin, verb, by=admin, plane=Plane.SPONSOR, words="secret")
    drain()
    first = crm.send("GET", f"/events?cursor={start}&limit=2").json()
    assert [item["type"] for item in first["items"]] == ["account.created", "job.completed"]
    assert first["has_more"] is True
    rest = crm.send("GET", f"/events?cursor={first['next']}").json()
    assert [item["type"] for item in rest["items"]] == ["job.failed"]
    assert "secret" not in json.dumps(first)
    nothing = crm.send("GET", f"/events?cursor={rest['next']}").json()
    assert (nothing["items"], nothing["next"], nothing["has_more"]) == ([], rest["next"], False)
    filtered = crm.send("GET", f"/events?cursor={start}&types=job.failed,job.aborted").json()
    assert [item["type"] for item in filtered["items"]] == ["job.failed"]
    assert crm.send("GET", "/events?types=post.published").status_code == 400


def test_scopes_and_tenants_keep_apart(caller: Callers, crm: Caller) -> None:
    hook = made(crm)
    without = caller("accounts:read", "jobs:write")
    for method, address in (
        ("GET", "/webhooks"),
        ("POST", f"/webhooks/{hook['id']}/test"),
        ("GET", "/events"),
    ):
        assert without.send(method, address).status_code == 403
    rival = caller("webhooks:manage", "events:read", tenant="rivalis")
    for method, address in (
        ("GET", f"/webhooks/{hook['id']}"),
        ("DELETE", f"/webhooks/{hook['id']}"),
        ("POST", f"/webhooks/{hook['id']}/secret"),
        ("POST", f"/webhooks/{hook['id']}/test"),
        ("GET", f"/webhooks/{hook['id']}/deliveries"),
        ("POST", f"/webhooks/{hook['id']}/deliveries/{UUID(int=1)}/redelivery"),
    ):
        assert rival.send(method, address).status_code == 404, address
    assert rival.send("GET", "/webhooks").json()["items"] == []


def test_an_account_told_by_a_system_is_told_to_the_others(
    caller: Callers, receiver: Receiver, crm: Caller
) -> None:
    """Made once, changed once, and silence where nothing changed."""
    answer = crm.send(
        "POST", "/webhooks", {"url": f"{receiver.url}/hook", "types": ["account.created", "account.changed"]}
    )
    assert answer.status_code == 201
    feeding = caller("accounts:read", "accounts:write")
    for name in ("Klinik", "Klinik", "Höhenklinik"):
        feeding.send("PUT", "/accounts/by-external-id/crm/0040127", {"name": name})
    drain()
    told = [json.loads(body) for _, _, body in receiver.got]
    assert [one["type"] for one in told] == ["account.created", "account.changed"]
    assert told[0]["data"] | {"id": ""} == {"id": "", "source": "crm", "external_id": "0040127"}
    assert told[0]["data"]["id"] == told[1]["data"]["id"]


def test_a_client_of_some_sources_is_told_of_those_alone(caller: Callers, receiver: Receiver) -> None:
    """A10.04: nor does it find the webhooks of others, or lead them elsewhere."""
    scopes, limited_to = ("webhooks:manage", "accounts:write", "accounts:read"), ["erp"]
    whole, limited = caller(*scopes), caller(*scopes, sources=limited_to)
    others = {}
    for path, who in (("all", whole), ("own", limited)):
        body = {"url": f"{receiver.url}/{path}", "types": ["account.created", "job.completed"]}
        answer = who.send("POST", "/webhooks", body)
        assert answer.status_code == 201, answer.content
        others[path] = answer.json()["id"]
    for source in ("crm", "erp"):
        whole.send("PUT", f"/accounts/by-external-id/{source}/1", {"name": f"Clinic of {source}"})
    drain()
    told = {
        path: [json.loads(body)["data"]["source"] for _, _, body in receiver.at(f"/{path}")]
        for path in ("all", "own")
    }
    assert told == {"all": ["crm", "erp"], "own": limited_to}
    found = limited.send("GET", "/webhooks").json()["items"]
    assert [(item["id"], item["sources"]) for item in found] == [(others["own"], limited_to)]
    for address in (f"/webhooks/{others['all']}", f"/webhooks/{others['all']}/deliveries"):
        assert limited.send("GET", address).status_code == 404
    assert len(whole.send("GET", "/webhooks").json()["items"]) == 2
