"""Lists are read in one round trip, by tokens that are remembered and proved again by what reads (A10.03, A10.04)."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework import serializers

from customers.accounts.account import Account
from customers.accounts.api import ListedAccount
from customers.clients.api_client import ApiClient
from customers.clients.keys import make_key, revoke_key
from customers.clients.registering import register_client, revoke_client
from customers.clients.signing_in import RememberedAuthentication
from tenancy.people.person import Person
from tenancy.wall.at_once import CredentialChanged, rows_at_once
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.calling import ALL, Caller, Callers
from tests.customers.conftest import Acting

pytestmark = pytest.mark.usefixtures("committed")


def items(crm: Caller, address: str = "/accounts") -> list[dict[str, Any]]:
    answer = crm.send("GET", address)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = json.loads(answer.content)["items"]
    return found


@pytest.fixture
def crm(caller: Callers) -> Caller:
    """A client with all scopes, remembered, and three accounts of two sources."""
    made = caller()
    for source, name in (("crm", "A1"), ("crm", "A2"), ("erp", "B1")):
        fields = {"name": f"Clinic {name}", "country": "CH" if name == "A2" else "BE"}
        assert made.send("PUT", f"/accounts/by-external-id/{source}/{name}", fields).status_code == 201
    assert len(items(made)) == 3
    return made


def test_a_list_is_one_round_trip(crm: Caller) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert len(items(crm)) == 3
    assert len(asked) == 1


def test_a_row_is_what_its_serializer_makes_of_it(crm: Caller, acting: Acting) -> None:
    with acting("manager"):
        rows = ListedAccount(Account.objects.order_by("id"), many=True).data
    for found, expected in zip(items(crm), rows, strict=True):
        moments = serializers.DateTimeField()
        for name, value in json.loads(json.dumps(expected, default=str)).items():
            as_told = moments.to_internal_value if name.endswith("_at") else str
            assert as_told(found[name]) == as_told(value)


def test_the_same_filters_with_other_values_find_other_rows(crm: Caller) -> None:
    def named(query: str) -> list[str]:
        return [row["external_id"] for row in items(crm, f"/accounts?{query}")]

    for _ in range(2):
        assert named("source=crm&country=BE") == ["A1"]
        assert named("country=CH&source=crm") == ["A2"]
        assert named("source=erp") == ["B1"]
        assert named("source=none") == []
        first = json.loads(crm.send("GET", "/accounts?limit=2").content)
        assert named(f"limit=2&cursor={first['next']}") == ["B1"]


def test_what_is_revoked_opens_nothing_from_then_on(crm: Caller, cast: Cast, acting: Acting) -> None:
    """A10.04: not even once more, and whoever asks wrongly learns no more than before."""
    with acting_for(cast.ardenne, purpose="command"):
        client, _secret = register_client("Other", scopes=ALL, at=timezone.now())
        key, text = make_key(client, at=timezone.now())
    one = Caller(text)
    assert len(items(one)) == len(items(one)) == 3
    with acting("admin"):
        revoke_key(key, by=Person.objects.get(id=cast.admin), at=timezone.now())
        revoke_client(
            ApiClient.objects.get(name="CRM"), by=Person.objects.get(id=cast.admin), at=timezone.now()
        )
    asked = [("/accounts", one), ("/accounts?limit=x", one), ("/accounts?limit=x", crm), ("/accounts", crm)]
    assert [who.send("GET", path).status_code for path, who in asked] == [401] * 4


def test_what_is_remembered_of_one_address_is_not_believed_of_another(caller: Callers) -> None:
    crm = caller(networks=["192.0.2.0/24"])
    asked = ["192.0.2.1", "192.0.2.1", "198.51.100.1", "192.0.2.2"]
    found = [crm.send("GET", "/accounts", REMOTE_ADDR=address).status_code for address in asked]
    assert found == [200, 200, 403, 200]


def test_a_proof_is_of_this_tenant_and_this_client_alone(crm: Caller, cast: Cast) -> None:
    """I4: whoever mixes up what he remembers reads nothing, neither of his tenant nor of another."""
    assert items(crm)
    token = RememberedAuthentication().found(crm.headers["Authorization"].split()[1], caller="127.0.0.1")
    assert token is not None
    proof, own = token.proof, (token.tenant, token.purpose)
    assert rows_at_once("select 1", (), tenant=own[0], purpose=own[1], proof=proof) == [(1,)]
    for tenant, purpose in ((cast.rivalis, own[1]), (own[0], f"client:{cast.rep}")):
        with pytest.raises(CredentialChanged):
            rows_at_once("select 1", (), tenant=tenant, purpose=purpose, proof=proof)


def test_each_call_counts_once_whatever_becomes_of_it(crm: Caller) -> None:
    def left(address: str) -> int:
        return int(crm.send("GET", address)["RateLimit"].split(";")[1].removeprefix("r="))

    before = left("/accounts")
    assert [left("/accounts?limit=x"), left("/accounts"), left("/accounts?nothing=1")] == [
        before - 1,
        before - 2,
        before - 3,
    ]


def test_a_connection_that_was_lost_is_opened_again(crm: Caller) -> None:
    """F07: between two calls the database may have been restarted."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        before = cursor.fetchone()
    connection.connection.close()
    assert len(items(crm)) == 3
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        assert cursor.fetchone() != before
