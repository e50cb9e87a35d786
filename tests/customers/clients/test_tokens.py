"""Client credentials: where tokens come from, what they open, and when they end."""

import json
from collections.abc import Callable

import pytest
from allauth.idp.oidc.models import Client as SignIn
from allauth.idp.oidc.models import Token
from django.core.management import call_command
from django.utils import timezone

from customers.clients.api_client import ApiClient
from customers.clients.registering import revoke_client
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.clients.conftest import Caller, Register, token_answer
from tests.customers.conftest import Acting


def test_the_command_prints_what_a_client_needs(
    cast: Cast, committed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("create_api_client", tenant="ardenne", name="CRM", scope=["accounts:read"])
    said = json.loads(capsys.readouterr().out)
    assert sorted(said) == ["client_id", "client_secret", "token_url"]
    assert said["token_url"].endswith("/identity/token")
    answer = token_answer((said["client_id"], said["client_secret"]))
    assert json.loads(answer.content)["scope"] == "accounts:read"


def test_secrets_and_tokens_are_kept_hashed(register: Register) -> None:
    client_id, secret = register()
    token = json.loads(token_answer((client_id, secret)).content)["access_token"]
    assert secret not in SignIn.objects.get(id=client_id).secret
    assert token not in Token.objects.get().hash


def test_a_client_asks_for_no_more_than_it_was_given(register: Register) -> None:
    credentials = register("accounts:read")
    assert token_answer(credentials, scope="sales:write").status_code == 400
    assert token_answer((credentials[0], "wrong")).status_code == 401


def test_a_token_may_hold_fewer_scopes_than_its_client(register: Register) -> None:
    answer = token_answer(register(), scope="accounts:read")
    caller = Caller(json.loads(answer.content)["access_token"])
    assert caller.send("GET", "/accounts").status_code == 200
    assert caller.send("PUT", "/accounts/by-external-id/crm/1", {"name": "N"}).status_code == 403


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000])
def test_without_a_token_in_force_nothing_opens(cast: Cast, token: str) -> None:
    answer = Caller(token).send("GET", "/accounts")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_client_is_out_at_once(cast: Cast, caller: Callable[..., Caller], acting: Acting) -> None:
    crm = caller()
    assert crm.send("GET", "/accounts").status_code == 200
    with acting("admin"):
        ada = Person.objects.get(id=cast.admin)
        revoke_client(ApiClient.objects.get(), by=ada, at=timezone.now())
    assert crm.send("GET", "/accounts").status_code == 401


def test_nobody_else_sees_a_client(register: Register, acting: Acting) -> None:
    register()
    for who in ("rep", "manager", "leader", "physician", "operator", "rival"):
        with acting(who):
            assert not ApiClient.objects.exists(), who
