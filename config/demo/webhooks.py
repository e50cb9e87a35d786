"""The firm's own systems that are told: a CRM that listens, and a report script that stopped answering."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from config.demo.world import World
from customers.webhooks.delivery import DeliveryState, WebhookDelivery
from customers.webhooks.endpoint import Reason, WebhookEndpoint
from customers.webhooks.message import WebhookMessage
from customers.webhooks.sealing import new_secret, seal
from tenancy.events.event import Event, Plane

NIGHTS = 28
BROKEN_NIGHT = 9
"""The night in which the CRM was restarted and the message needed a second attempt."""
ENDPOINTS = (
    (
        "https://crm.helvora.example/hooks/collegium",
        "CRM: fetch results of the nightly import",
        ("account.changed", "job.completed", "job.failed", "sales.imported"),
    ),
    (
        "https://reports.helvora.example:8443/in",
        "Monthly report script of controlling",
        ("job.completed", "report.ready"),
    ),
)


def listen(world: World) -> None:
    """Both endpoints and the log of four weeks."""
    crm, script = (_endpoint(world, *told) for told in ENDPOINTS)
    script.failures, script.failing_since = 31, world.clock.ago("12d")
    script.disabled_at, script.disabled_because = world.clock.ago("9d"), Reason.FAILING
    for night in range(NIGHTS, 0, -1):
        at = world.clock.ago(f"{night}d") + timedelta(minutes=night % 7, seconds=night % 50)
        rows = 11_900 + 37 * (night * 17 % 23)
        counts = {"object": "sales", "operation": "upsert", "dry_run": False, "received": rows}
        counts |= {"successful": rows - night % 3, "failed": night % 3, "unprocessed": 0}
        message = _message(world, "job.completed", counts, at)
        _delivered(world, crm, message, attempts=2 if night == BROKEN_NIGHT else 1)
        if night > NIGHTS - 10:
            _delivered(world, script, message)
        elif night > 9:
            _failed(world, script, message)
        if night % 6 == 0:
            named = {"source": "crm", "external_id": f"K-{1000 + night}"}
            _delivered(world, crm, _message(world, "account.changed", named, at + timedelta(hours=7)))


def _endpoint(world: World, url: str, description: str, types: tuple[str, ...]) -> WebhookEndpoint:
    return world.rows.add(
        WebhookEndpoint(
            **world.keys(),
            url=url,
            description=description,
            types=sorted(types),
            sealed_secret=seal(new_secret()),
            created_by_id=world.people["zielinska"].id,
            created_at=world.clock.ago("40d"),
            updated_at=world.clock.ago("40d"),
        )
    )


def _message(world: World, kind: str, facts: dict[str, Any], at: datetime) -> WebhookMessage:
    event = world.rows.add(
        Event(
            **world.keys(),
            plane=Plane.SPONSOR,
            verb=kind,
            subject_kind="customers.account" if kind.startswith("account") else "customers.importjob",
            subject_id=world.uuid(),
            ids=facts,
            at=at,
        )
    )
    told = {
        "type": kind,
        "timestamp": f"{at:%Y-%m-%dT%H:%M:%S}.000Z",
        "data": {"id": str(event.subject_id), **facts},
    }
    return world.rows.add(
        WebhookMessage(
            tenant_id=world.tenant,
            id=_timed(world, at),
            event_id=event.id,
            type=kind,
            payload=json.dumps(told),
            at=at,
            created_at=at,
        )
    )


def _timed(world: World, at: datetime) -> UUID:
    """An id in the order of time (version 7), as readers of events rely on."""
    dice = world.dice.getrandbits(74)
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | (dice >> 62) << 64 | 2 << 62 | dice & ((1 << 62) - 1))


def _delivered(
    world: World, endpoint: WebhookEndpoint, message: WebhookMessage, *, attempts: int = 1
) -> None:
    _delivery(
        world, endpoint, message, state=DeliveryState.DELIVERED, attempts=attempts, status=204, took_ms=140
    )


def _failed(world: World, endpoint: WebhookEndpoint, message: WebhookMessage) -> None:
    said = "<html><body><h1>502 Bad Gateway</h1><p>The upstream server did not answer.</p></body></html>"
    told = {"status": 502, "error": "status", "response": said, "took_ms": 880}
    _delivery(world, endpoint, message, state=DeliveryState.FAILED, attempts=14, **told)


def _delivery(world: World, endpoint: WebhookEndpoint, message: WebhookMessage, **facts: Any) -> None:
    at = message.created_at
    world.rows.add(
        WebhookDelivery(
            **world.keys(),
            endpoint_id=endpoint.id,
            message_id=message.id,
            type=message.type,
            retry_since=at,
            last_attempt_at=at + timedelta(seconds=1),
            at=at,
            ended_at=at + timedelta(seconds=1),
            **facts,
        )
    )
