"""Making, changing and ending endpoints; sending again. By an administrator, or by a client with `webhooks:manage`.

All functions need an open scope of whoever does it; `by` is None for a client.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.webhooks.catalogue import TYPES
from customers.webhooks.destination import suitable
from customers.webhooks.endpoint import Reason, WebhookEndpoint
from customers.webhooks.sealing import new_secret, seal
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

ROTATION = timedelta(hours=24)
MOST_ENDPOINTS = 50

words["webhook_disabled"] = _("This webhook is switched off. Switch it on first.")


class TooMany(ValueError):
    """A firm has as many endpoints as it can have."""


class UnknownTypes(ValueError):
    """Types were asked for that are not offered; the arguments are their names."""


def add_endpoint(
    url: str,
    *,
    types: Sequence[str],
    description: str = "",
    at: datetime,
    by: Person | None,
    sources: Sequence[str] = (),
) -> tuple[WebhookEndpoint, str]:
    """A new endpoint and its signing secret, which is not shown again; told of these sources, or of all.

    Raises Unsuitable, UnknownTypes, TooMany.
    """
    if WebhookEndpoint.objects.standing().count() >= MOST_ENDPOINTS:
        raise TooMany
    secret = new_secret()
    endpoint = WebhookEndpoint(
        url=suitable(url),
        description=description,
        types=_known(types),
        sources=sorted(sources),
        sealed_secret=seal(secret),
        created_by=by,
        created_at=at,
        updated_at=at,
    )
    endpoint.save()
    record(endpoint, "webhook.added", by=by, plane=Plane.SPONSOR, types=endpoint.types)
    return endpoint, secret


def change_endpoint(
    endpoint: WebhookEndpoint,
    *,
    url: str,
    types: Sequence[str],
    description: str,
    at: datetime,
    by: Person | None,
) -> None:
    """Another address, other types or another description. Raises Unsuitable or UnknownTypes."""
    if url != endpoint.url:
        endpoint.failures, endpoint.failing_since, endpoint.paused_until = 0, None, None
    endpoint.url, endpoint.types, endpoint.description = suitable(url), _known(types), description
    _changed(endpoint, "webhook.changed", by=by, at=at)


def switch_off(endpoint: WebhookEndpoint, *, at: datetime, by: Person | None) -> None:
    """Nothing is sent any more; new events are not kept for it. What waits goes on waiting."""
    endpoint.disabled_at, endpoint.disabled_because = at, Reason.BY_HAND
    _changed(endpoint, "webhook.switched_off", by=by, at=at)


def switch_on(endpoint: WebhookEndpoint, *, at: datetime, by: Person | None) -> None:
    """Events are sent again from now on, first what waits; what failed stays failed until it is sent again."""
    endpoint.disabled_at, endpoint.disabled_because = None, ""
    endpoint.failures, endpoint.failing_since, endpoint.paused_until = 0, None, None
    _changed(endpoint, "webhook.switched_on", by=by, at=at)
    call("resume_endpoint", endpoint.id)


def rotate_secret(endpoint: WebhookEndpoint, *, at: datetime, by: Person | None) -> str:
    """A new secret, which is not shown again; for a day the earlier one signs as well."""
    secret = new_secret()
    endpoint.earlier_secret, endpoint.earlier_until = endpoint.sealed_secret, at + ROTATION
    endpoint.sealed_secret = seal(secret)
    _changed(endpoint, "webhook.secret_rotated", by=by, at=at)
    return secret


def remove_endpoint(endpoint: WebhookEndpoint, *, at: datetime, by: Person | None) -> None:
    """The endpoint and its secrets are gone; the log of its deliveries is kept for 30 days."""
    endpoint.ended_at, endpoint.sealed_secret, endpoint.earlier_secret = at, "", ""
    _changed(endpoint, "webhook.removed", by=by, at=at)


def send_test(endpoint: WebhookEndpoint) -> UUID:
    """Queues a message of the type `webhook.test`; returns its delivery. Raises RuleBroken where it is off."""
    return UUID(str(call("test_endpoint", endpoint.id)))


def send_again(endpoint: WebhookEndpoint, delivery: UUID | None = None) -> int:
    """Queues one delivery again, or all that failed; returns how many. Raises RuleBroken where it is off."""
    return cast(int, call("redeliver", endpoint.id, delivery))


def _known(types: Sequence[str]) -> list[str]:
    if unknown := sorted(set(types) - set(TYPES)):
        raise UnknownTypes(*unknown)
    return sorted(set(types))


def _changed(endpoint: WebhookEndpoint, verb: str, *, by: Person | None, at: datetime) -> None:
    endpoint.updated_at = at
    endpoint.save()
    record(endpoint, verb, by=by, plane=Plane.SPONSOR)
