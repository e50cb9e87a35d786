"""Who calls the interface: the tenant and the scopes come from the token, never from the request."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone

CHALLENGE = 'Bearer realm="api"'


@dataclass(frozen=True, slots=True)
class ClientToken:
    """A token in force: its tenant, its client, and what it may do."""

    tenant: UUID
    client: UUID
    scopes: frozenset[str]

    @property
    def purpose(self) -> str:
        """The purpose under which the database knows the client."""
        return f"client:{self.client}"


class ClientAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`; leaves a ClientToken in `request.auth` and nobody in `request.user`."""

    def authenticate(self, request: Request) -> tuple[None, ClientToken] | None:
        """None without a token; raises AuthenticationFailed (401) for one that is not in force."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        found = token_in_force(token.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            raise AuthenticationFailed("The token is unknown, has expired or was revoked.")
        return None, found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return CHALLENGE


def token_of(request: Request) -> ClientToken:
    """The token of a request that came through a view which needs one."""
    assert isinstance(request.auth, ClientToken)
    return request.auth


def token_in_force(token: str) -> ClientToken | None:
    """The token's client, or None if it is unknown, expired or revoked. Tokens are stored hashed."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    with acting_for_everyone("find the tenant of a token"):
        found = call("resolve_client", digest)
    if found is None:
        return None
    return ClientToken(UUID(found["tenant"]), UUID(found["client"]), frozenset(found["scopes"]))
