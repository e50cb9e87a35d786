"""Who calls the interface: the tenant and the scopes come from the token or key, never from the request."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from uuid import UUID

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from customers.clients.calling_from import calling_from
from tenancy.wall.at_once import Proof
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone

CHALLENGE = 'Bearer realm="api"'
LONGEST = 200
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class ClientToken:
    """A token or key in force: its tenant, its client, and what it may do.

    `sources` are the only source systems whose records it may touch, empty for any.
    """

    tenant: UUID
    client: UUID
    scopes: frozenset[str]
    sources: tuple[str, ...] = ()
    calls_per_minute: int | None = None
    proof: Proof | None = field(default=None, compare=False)
    """How the database proves it, where it is remembered and was not looked up for this call."""

    @property
    def purpose(self) -> str:
        """The purpose under which the database knows the client."""
        return f"client:{self.client}"

    def may_touch(self, source: str) -> bool:
        """Whether records of this source exist for the client."""
        return not self.sources or source in self.sources


_remembered: dict[tuple[str, str], ClientToken] = {}


class AddressNotAllowed(PermissionDenied):
    """The client is limited to some networks, and this call comes from elsewhere."""

    default_code = "address_not_allowed"
    default_detail = "This client may not be used from the address that the call comes from."


class ClientAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`; leaves a ClientToken in `request.auth` and nobody in `request.user`."""

    def authenticate(self, request: Request) -> tuple[None, ClientToken] | None:
        """None without a token; raises AuthenticationFailed (401) for one that is not in force."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        found = None
        if scheme.lower() == "bearer" and len(token) <= LONGEST:
            found = self.found(token.strip(), caller=calling_from(request._request))
        if found is None:
            raise AuthenticationFailed("The token or key is unknown, has expired or was revoked.")
        return None, found

    def found(self, credential: str, *, caller: str) -> ClientToken | None:
        """The client of the credential."""
        return token_in_force(credential, caller=caller)

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return CHALLENGE


class RememberedAuthentication(ClientAuthentication):
    """Takes a credential for what it was at its last use: whoever reads then proves it in the same round trip."""

    def found(self, credential: str, *, caller: str) -> ClientToken | None:
        """The client of the credential, with a `proof` where it was remembered."""
        key = (hash_of(credential), caller)
        if (known := _remembered.get(key)) is not None:
            return known
        found = token_in_force(credential, caller=caller)
        if found is not None:
            if len(_remembered) >= MOST_REMEMBERED:
                _remembered.clear()
            _remembered[key] = replace(found, proof=(*_asked(credential, caller), _told(found)))
        return found


def forget(token: ClientToken) -> None:
    """Looks the credential up again at its next use."""
    if token.proof is not None:
        _remembered.pop((token.proof[0], token.proof[1] or ""), None)


def token_of(request: Request) -> ClientToken:
    """The token of a request that came through a view which needs one."""
    assert isinstance(request.auth, ClientToken)
    return request.auth


def hash_of(credential: str) -> str:
    """Under which hash a token or key is kept; both are random and long, so one round is enough."""
    return hashlib.sha256(credential.encode("utf-8", "replace")).hexdigest()


def token_in_force(credential: str, *, caller: str = "") -> ClientToken | None:
    """The client of a token or key, or None if it is unknown, expired or revoked.

    `caller` is the address of the call, "" if unknown; raises AddressNotAllowed where the client is limited
    to networks without it.
    """
    with acting_for_everyone("find the tenant of a token"):
        found = call("resolve_credential", *_asked(credential, caller))
    if found is None:
        return None
    if not found["here"]:
        raise AddressNotAllowed
    return ClientToken(
        UUID(found["tenant"]),
        UUID(found["client"]),
        frozenset(found["scopes"]),
        tuple(found["sources"]),
        found["calls_per_minute"],
    )


def _asked(credential: str, caller: str) -> tuple[str, str | None]:
    return hash_of(credential), caller or None


def _told(token: ClientToken) -> str:
    """What the token lets its client do, for the database to compare with what holds now."""
    return json.dumps(
        {
            "tenant": str(token.tenant),
            "client": str(token.client),
            "scopes": sorted(token.scopes),
            "sources": list(token.sources),
            "calls_per_minute": token.calls_per_minute,
        }
    )
