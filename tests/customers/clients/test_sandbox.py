"""A sandbox: a twin of the tenant with test keys, emptied at one click (A10.09)."""

import pytest
from django.utils import timezone

from customers.accounts.account import Account
from customers.clients.keys import make_key
from customers.clients.registering import register_client
from customers.clients.sandbox import open_sandbox, reset_sandbox
from tenancy.people.tenant import Tenant
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.calling import ALL, Caller
from tests.customers.conftest import Acting, ClientOf

ADDRESS = "/accounts/by-external-id/crm/1"
PAGE = "/w/ardenne-sandbox/settings/interface/"


@pytest.fixture
def key(cast: Cast, committed: None, acting: Acting) -> str:
    """A key of a client in the sandbox that the administrator opened."""
    with acting("admin"):
        twin = open_sandbox()
    with acting_for(twin, purpose="command"):
        client, _secret = register_client("CRM", scopes=ALL, at=timezone.now())
        return make_key(client, at=timezone.now())[1]


def test_a_sandbox_has_test_keys_and_its_own_records(key: str, acting: Acting) -> None:
    assert key.startswith("ck_test_")
    assert Caller(key).send("PUT", ADDRESS, {"name": "Fiction"}).status_code == 201
    with acting("manager"):
        assert not Account.objects.filter(name="Fiction").exists()


def test_whoever_opens_it_administers_it_and_nobody_else_is_there(key: str, client_of: ClientOf) -> None:
    assert client_of("admin").get(PAGE).status_code == 200
    for who in ("manager", "rep", "physician", "operator", "rival"):
        assert client_of(who).get(PAGE).status_code == 404, who


def test_a_reset_leaves_keys_and_people_and_no_records(key: str, acting: Acting, client_of: ClientOf) -> None:
    Caller(key).send("PUT", ADDRESS, {"name": "Fiction"})
    with acting("admin"):
        twin = open_sandbox()
    with acting_for(twin, purpose="command"):
        fresh = reset_sandbox()
    assert fresh != twin
    assert Caller(key).send("GET", ADDRESS).status_code == 404
    assert Caller(key).send("PUT", ADDRESS, {"name": "Fiction"}).status_code == 201
    assert client_of("admin").get(PAGE).status_code == 200
    with acting("admin"):
        assert open_sandbox() == fresh


def test_only_a_sandbox_is_emptied_and_only_a_tenant_has_one(key: str, cast: Cast, acting: Acting) -> None:
    with acting("admin"), pytest.raises(RuleBroken, match="not_a_sandbox"):
        reset_sandbox()
    with acting("admin"):
        twin = open_sandbox()
    with acting_for(twin, purpose="command"), pytest.raises(RuleBroken, match="sandbox_in_sandbox"):
        open_sandbox()
    with acting("manager"), pytest.raises(NotAllowed):
        open_sandbox()
    with acting_for(twin, purpose="command"):
        assert Tenant.objects.get().sandbox_of == cast.ardenne
