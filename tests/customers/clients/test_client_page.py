"""The page of a client: keys made, replaced and revoked; secrets shown once; refused calls; the sandbox."""

import re

import pytest
from django.utils import timezone

from customers.clients.api_client import ApiClient
from customers.clients.api_key import ApiKey
from tests.customers.calling import Caller, Register, token_answer
from tests.customers.conftest import Acting, ClientOf

PAGE = "/w/ardenne/settings/interface/"
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def address(register: Register, acting: Acting) -> str:
    register("accounts:read", "accounts:write", sources=["crm"], networks=["127.0.0.0/8"])
    with acting("admin"):
        return f"{PAGE}{ApiClient.objects.get().id}/"


def shown(page: str, name: str = "key") -> str:
    found = re.search(rf'id="{name}"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_key_is_shown_once_replaced_and_revoked(address: str, client_of: ClientOf, acting: Acting) -> None:
    admin = client_of("admin")
    made = admin.post(f"{address}keys/", {"scopes": ["accounts:read"], "lasting": "90"})
    text = shown(made.text)
    assert text not in admin.get(address).text
    assert Caller(text).send("GET", "/accounts").status_code == 200
    with acting("admin"):
        key = ApiKey.objects.get()
        assert key.valid_until is not None
        assert 89 <= (key.valid_until - timezone.now()).days <= 90
    other = shown(admin.post(f"{address}keys/{key.id}/successor/").text)
    assert Caller(other).send("GET", "/accounts").status_code == 200
    assert admin.post(f"{address}keys/{key.id}/revocation/").status_code == 302
    assert Caller(text).send("GET", "/accounts").status_code == 401
    assert admin.post(f"{address}keys/{key.id}/revocation/").status_code == 404


def test_a_key_has_no_more_than_its_client(address: str, client_of: ClientOf) -> None:
    answer = client_of("admin").post(f"{address}keys/", {"scopes": ["sales:write"], "lasting": ""})
    assert answer.status_code == 400


def test_a_new_secret_ends_the_old_one(address: str, client_of: ClientOf, acting: Acting) -> None:
    admin = client_of("admin")
    with acting("admin"):
        client_id = ApiClient.objects.get().client_id
    first = shown(admin.post(f"{address}secret/").text, "client-secret")
    second = shown(admin.post(f"{address}secret/").text, "client-secret")
    statuses = [token_answer((client_id, secret)).status_code for secret in (first, second)]
    assert statuses == [401, 200]


def test_a_refused_call_is_found_by_its_trace(address: str, client_of: ClientOf) -> None:
    admin = client_of("admin")
    text = shown(admin.post(f"{address}keys/", {"scopes": ["accounts:read"], "lasting": ""}).text)
    trace = Caller(text).send("PUT", "/accounts/by-external-id/crm/77", {}).json()["trace_id"]
    assert trace in admin.get(address).text
    assert "/by-external-id/crm/77" in admin.get(f"{address}?trace={trace}").text
    assert "/by-external-id/crm/77" not in admin.get(f"{address}?trace=x").text
    assert trace in admin.get(f"{address}refusals.csv").text


def test_a_sandbox_opens_and_empties_at_one_click(client_of: ClientOf) -> None:
    admin = client_of("admin")
    there = admin.post(f"{PAGE}sandbox/")
    assert there["Location"] == "/w/ardenne-sandbox/settings/interface/"
    assert "ck_test_" in admin.get(there["Location"]).text
    assert admin.post(f"{there['Location']}sandbox/reset/").status_code == 302
    assert admin.get(there["Location"]).status_code == 200
    assert admin.post(f"{PAGE}sandbox/reset/").status_code == 409


def test_limits_are_checked_before_a_client_is_made(client_of: ClientOf) -> None:
    fields = {"name": "CRM", "scopes": ["accounts:read"]}
    for wrong in ({"networks": "everywhere"}, {"sources": "x" * 61}, {"calls_per_minute": "0"}):
        assert client_of("admin").post(PAGE, fields | wrong).status_code == 400, wrong


@pytest.mark.parametrize("who", ["rep", "manager", "physician", "operator", "rival"])
def test_nobody_else_gets_there(address: str, client_of: ClientOf, who: str) -> None:
    person = client_of(who)
    for page in (address, f"{address}refusals.csv"):
        assert person.get(page).status_code in (403, 404)
    for page in (f"{address}secret/", f"{address}keys/", f"{PAGE}sandbox/"):
        assert person.post(page).status_code in (403, 404)
