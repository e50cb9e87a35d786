"""Making a client of the interface, and taking its access away."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_urlsafe

from allauth.idp.oidc.models import Client

from customers.clients.api_client import ApiClient
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


def register_client(
    name: str,
    *,
    scopes: Sequence[str],
    at: datetime,
    by: Person | None = None,
    sources: Sequence[str] = (),
    networks: Sequence[str] = (),
    calls_per_minute: int | None = None,
) -> tuple[ApiClient, str]:
    """A client of the acting tenant and its secret, which cannot be shown again; needs an open scope.

    `sources` and `networks` (CIDR) limit it, empty for any. Raises ProgrammingError (row security) where the
    acting person may not manage clients.
    """
    secret = token_urlsafe(32)
    client = ApiClient(
        client_id=token_urlsafe(16),
        name=name,
        scopes=sorted(set(scopes)),
        sources=sorted(set(sources)),
        networks=list(networks),
        calls_per_minute=calls_per_minute,
        created_by=by,
        created_at=at,
    )
    client.save()
    _sign_in_of(client, secret).save(force_insert=True)
    if by is not None:
        record(client, "client.registered", by=by, plane=Plane.SPONSOR, scopes=list(scopes))
    return client, secret


def _sign_in_of(client: ApiClient, secret: str) -> Client:
    sign_in = Client(id=client.client_id, name=client.name)
    sign_in.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    sign_in.set_scopes(client.scopes)
    sign_in.set_default_scopes(client.scopes)
    sign_in.set_response_types([])
    sign_in.set_secret(secret)
    return sign_in


def replace_secret(client: ApiClient, *, by: Person) -> str:
    """A new secret; the old one and all tokens that it fetched end at once."""
    Client.objects.filter(id=client.client_id).delete()
    secret = token_urlsafe(32)
    _sign_in_of(client, secret).save(force_insert=True)
    record(client, "client.secret_replaced", by=by, plane=Plane.SPONSOR)
    return secret


def revoke_client(client: ApiClient, *, by: Person, at: datetime) -> None:
    """From now on neither its secret nor any of its tokens is worth anything; the row stays as a record."""
    client.revoked_at = at
    client.save()
    Client.objects.filter(id=client.client_id).delete()
    record(client, "client.revoked", by=by, plane=Plane.SPONSOR)
