"""How the interface reads and writes endpoints, deliveries and events."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rest_framework import serializers

from customers.interface.strict import StrictSerializer, Text
from customers.webhooks.catalogue import TYPES
from customers.webhooks.delivery import DeliveryState
from customers.webhooks.destination import Unsuitable
from customers.webhooks.endpoint import Reason, WebhookEndpoint
from customers.webhooks.managing import MOST_ENDPOINTS, TooMany

DELIVERY_FIELDS = (
    "id",
    "message_id",
    "type",
    "state",
    "attempts",
    "status",
    "error",
    "response",
    "took_ms",
    "at",
    "last_attempt_at",
    "next_attempt_at",
)


class Types(serializers.ListField):
    """Types of events, each offered."""

    child = serializers.ChoiceField(choices=sorted(TYPES))

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"min_length": 1, "max_length": len(TYPES)} | options))


class Flag(serializers.Field[bool, Any, Any, Any]):
    """true or false, and no word that means one of them."""

    default_error_messages = {"invalid": "This must be true or false."}

    def to_internal_value(self, data: Any) -> bool:
        """The value itself."""
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class EndpointFields(StrictSerializer):
    """A new endpoint."""

    url = Text(allow_null=False, required=True, allow_blank=False, max_length=500)
    types = Types()
    description = Text(allow_null=False, max_length=200)


class ChangeFields(StrictSerializer):
    """What is to change; what is not named stays."""

    url = Text(allow_null=False, allow_blank=False, max_length=500)
    types = Types(required=False)
    description = Text(allow_null=False, max_length=200)
    active = Flag(required=False)


class ShownEndpoint(serializers.Serializer[Any]):
    """An endpoint as it is answered."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    types = Types()
    sources = serializers.ListField(
        child=serializers.CharField(), help_text="It is told of things of these sources; empty means of all."
    )
    active = serializers.BooleanField()
    disabled_because = serializers.ChoiceField(choices=["", *Reason.values])
    earlier_secret_until = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ShownWithSecret(ShownEndpoint):
    """A new endpoint with its secret, `whsec_…`; null in a replayed answer."""

    secret = serializers.CharField(allow_null=True)


class EndpointPage(serializers.Serializer[Any]):
    """A page; `next` is the cursor of the following one, null at the end."""

    items = ShownEndpoint(many=True)
    next = serializers.CharField(allow_null=True)


class SecretSerializer(serializers.Serializer[Any]):
    """A new secret, and how long the earlier one signs beside it."""

    secret = serializers.CharField(allow_null=True)
    earlier_secret_until = serializers.DateTimeField()


class TestSerializer(serializers.Serializer[Any]):
    """The delivery of a test message."""

    delivery = serializers.UUIDField()


class AgainSerializer(serializers.Serializer[Any]):
    """How many deliveries were queued."""

    queued = serializers.IntegerField()


class ShownDelivery(serializers.Serializer[Any]):
    """A delivery; `status`, `error`, `response` (its beginning) and `took_ms` are those of the last attempt."""

    id = serializers.UUIDField()
    message_id = serializers.UUIDField(help_text="The `webhook-id`.")
    type = serializers.CharField()
    state = serializers.ChoiceField(choices=DeliveryState.values)
    attempts = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True)
    error = serializers.CharField(allow_blank=True)
    response = serializers.CharField(allow_blank=True)
    took_ms = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()
    last_attempt_at = serializers.DateTimeField(allow_null=True)
    next_attempt_at = serializers.DateTimeField(allow_null=True)


class DeliveryPage(serializers.Serializer[Any]):
    """A page; `next` is the cursor of the following one, null at the end."""

    items = ShownDelivery(many=True)
    next = serializers.CharField(allow_null=True)


class ShownEvent(serializers.Serializer[Any]):
    """An event, as a webhook tells it; `id` is its `webhook-id`."""

    id = serializers.UUIDField()
    type = serializers.ChoiceField(choices=sorted(TYPES))
    timestamp = serializers.DateTimeField()
    data: Any = serializers.DictField()


class EventPage(serializers.Serializer[Any]):
    """A page; go on with `next` at once where `has_more`, else when you ask again."""

    items = ShownEvent(many=True)
    next = serializers.CharField(allow_null=True)
    has_more = serializers.BooleanField()


def shown(endpoint: WebhookEndpoint) -> dict[str, Any]:
    """The endpoint as it is answered; never with its secret."""
    return {
        "id": endpoint.id,
        "url": endpoint.url,
        "description": endpoint.description,
        "types": endpoint.types,
        "sources": endpoint.sources,
        "active": endpoint.is_active,
        "disabled_because": endpoint.disabled_because,
        "earlier_secret_until": endpoint.earlier_until,
        "created_at": endpoint.created_at,
        "updated_at": endpoint.updated_at,
    }


@contextmanager
def refused() -> Iterator[None]:
    """What the domain refuses, worded for the field that it concerns (400)."""
    try:
        yield
    except Unsuitable as unsuitable:
        raise serializers.ValidationError({"url": [str(unsuitable)]}) from unsuitable
    except TooMany:
        sentence = f"There are {MOST_ENDPOINTS} webhooks already. Remove one that is not needed."
        raise serializers.ValidationError({"non_field_errors": [sentence]}) from None
