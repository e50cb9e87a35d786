"""The firm's systems that call the interface: with keys, and with calls that were refused to them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from config.demo.world import World
from customers.clients.api_client import ApiClient
from customers.clients.keys import make_key, revoke_key
from customers.clients.registering import register_client
from customers.clients.sandbox import open_sandbox
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for

REFUSED: tuple[tuple[str, str, int, str], ...] = (
    ("POST", "/api/v1/sales/batch", 400, "invalid"),
    ("POST", "/api/v1/sales/batch", 415, "unsupported-media-type"),
    ("PUT", "/api/v1/accounts/by-external-id/crm/0041877", 400, "invalid"),
    ("GET", "/api/v1/accounts/by-external-id/crm/41877", 404, "not-found"),
    ("POST", "/api/v1/accounts/batch", 422, "idempotency-key-reused"),
    ("GET", "/api/v1/events", 403, "permission-denied"),
)


def connect(world: World, clients: list[Mapping[str, Any]]) -> None:
    """Each client with a key that lasts and one that was revoked; the first one stumbled; a sandbox is open."""
    administrator, made = world.people["zielinska"], []
    with acting_for(world.tenant, administrator.id):
        for said in clients:
            made.append(register_client(**said, at=world.clock.day(200), by=administrator)[0])
            _keys(world, made[-1])
        open_sandbox()
    with acting_for(world.tenant, purpose=f"client:{made[0].id}"):
        for method, path, status, problem in REFUSED:
            call("note_refused_call", method, path, status, problem, uuid4().hex)


def _keys(world: World, client: ApiClient) -> None:
    administrator, at = world.people["zielinska"], world.clock.day(200)
    earlier, _text = make_key(client, at=at, by=administrator)
    revoke_key(earlier, by=administrator, at=world.clock.day(210))
    make_key(
        client, at=world.clock.day(210), by=administrator, valid_until=timezone.now() + timedelta(days=200)
    )
