"""Calling the interface as a client of a tenant."""

import base64
import json
from collections.abc import Callable
from typing import Any

from django.test import Client

Credentials = tuple[str, str]
Register = Callable[..., Credentials]
Callers = Callable[..., "Caller"]
ALL = ("accounts:read", "accounts:write", "sales:read", "sales:write")


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

    def send(
        self,
        method: str,
        address: str,
        body: Any = None,
        *,
        form: str = "application/json",
        extra: dict[str, str] | None = None,
        **options: Any,
    ) -> Any:
        """`body` is bytes, or a value that is sent as JSON; `extra` are further headers."""
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        headers = self.headers | (extra or {})
        return self.client.generic(method, f"/api/v1{address}", sent, form, headers=headers, **options)
