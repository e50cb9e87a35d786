"""Making, replacing and revoking keys."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe

from customers.clients.api_client import ApiClient
from customers.clients.api_key import ApiKey
from customers.clients.signing_in import hash_of
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.people.tenant import Tenant

SHOWN = 12
OVERLAP = timedelta(hours=24)
"""How long a replaced key goes on working, so that nothing stands still meanwhile."""


def make_key(
    client: ApiClient,
    *,
    at: datetime,
    by: Person | None = None,
    scopes: Sequence[str] = (),
    valid_until: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A key of the client and its text, which cannot be shown again; needs an open scope.

    Its scopes are those of `scopes` that the client has, all of them if none are named. It begins with
    `ck_test_` in a sandbox and with `ck_live_` elsewhere.
    """
    tenant = Tenant.objects.get(id=client.tenant_id)
    text = f"ck_{'test' if tenant.sandbox_of else 'live'}_{token_urlsafe(32)}"
    key = ApiKey(
        client=client,
        start=text[:SHOWN],
        hash=hash_of(text),
        scopes=sorted(set(scopes or client.scopes) & set(client.scopes)),
        created_by=by,
        created_at=at,
        valid_until=valid_until,
    )
    key.save()
    if by is not None:
        record(client, "client.key_made", by=by, plane=Plane.SPONSOR, key=key.id)
    return key, text


def replace_key(key: ApiKey, *, by: Person, at: datetime) -> tuple[ApiKey, str]:
    """A new key with the same scopes and the same end; the old one works for 24 hours more, if it still does."""
    fresh, text = make_key(key.client, at=at, by=by, scopes=key.scopes, valid_until=key.valid_until)
    if key.valid_until is None or key.valid_until > at + OVERLAP:
        key.valid_until = at + OVERLAP
        key.save()
    return fresh, text


def revoke_key(key: ApiKey, *, by: Person, at: datetime) -> None:
    """From now on the key opens nothing; the row stays as a record."""
    key.revoked_at = at
    key.save()
    record(key.client, "client.key_revoked", by=by, plane=Plane.SPONSOR, key=key.id)
