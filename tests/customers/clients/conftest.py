"""Calling the interface as a client of the tenant."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from customers.clients.registering import register_client
from tenancy.wall.scope import acting_for
from tests.cast import Cast

Credentials = tuple[str, str]
Register = Callable[..., Credentials]
ALL = ("accounts:read", "accounts:write", "sales:read", "sales:write")


@pytest.fixture
def register(cast: Cast, committed: None) -> Register:
    """`register("accounts:read", tenant="rivalis")` gives id and secret of a new client."""

    def made(*scopes: str, tenant: str = "ardenne") -> Credentials:
        with acting_for(getattr(cast, tenant), purpose="command"):
            client, secret = register_client("CRM", scopes=scopes or ALL, at=timezone.now())
        return client.client_id, secret

    return made


def token_answer(credentials: Credentials, **fields: str) -> Any:
    """What the token endpoint says to these credentials."""
    basic = base64.b64encode(":".join(credentials).encode()).decode()
    body = {"grant_type": "client_credentials", **fields}
    return Client().post("/identity/token", body, headers={"Authorization": f"Basic {basic}"})


class Caller:
    """Sends JSON with a token, and never raises what the server raised."""

    def __init__(self, token: str = "") -> None:
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = Client(raise_request_exception=False)

    def send(self, method: str, address: str, body: Any = None, **options: Any) -> Any:
        """`body` is bytes, or a value that is sent as JSON."""
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.client.generic(
            method, f"/api/v1{address}", sent, "application/json", headers=self.headers, **options
        )


@pytest.fixture
def caller(register: Register) -> Callable[..., Caller]:
    """`caller("accounts:read")`: signed in with these scopes, or with all of them."""

    def signed_in(*scopes: str, tenant: str = "ardenne") -> Caller:
        answer = token_answer(register(*scopes, tenant=tenant))
        return Caller(json.loads(answer.content)["access_token"])

    return signed_in
