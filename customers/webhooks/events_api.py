"""Events in the interface, for systems that ask instead of being told."""

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.interface.cursors import PAGING, cursor_after, limit_of, position_of
from customers.interface.resource import Resource
from customers.webhooks.catalogue import TYPES
from customers.webhooks.message import WebhookMessage
from customers.webhooks.shapes import EventPage

SETTLED = timedelta(seconds=5)
"""So old an event must be: by then everything with an earlier id has been committed."""
LIST = "events"


class Events(Resource):
    """What happened in the last 30 days."""

    scope = "events:read"
    parameters = {
        "GET": (*PAGING, OpenApiParameter("types", str, description="Only these types, separated by commas."))
    }

    @extend_schema(operation_id="list_events", responses=EventPage)
    def get(self, request: Request) -> Response:
        """A page of events, oldest first. Keep `next`: it says where you are, also at the end."""
        asked = request.query_params
        rows = WebhookMessage.objects.filter(event_id__isnull=False, created_at__lt=timezone.now() - SETTLED)
        if "types" in asked:
            rows = rows.filter(type__in=_types(asked["types"]))
        after, limit = position_of(asked, of=LIST), limit_of(asked)
        if after is not None:
            rows = rows.filter(id__gt=after)
        found = list(rows.order_by("id").values_list("id", "payload")[: limit + 1])
        last = found[:limit][-1][0] if found else after
        return Response(
            {
                "items": [_item(*row) for row in found[:limit]],
                "next": cursor_after(last, of=LIST) if last else None,
                "has_more": len(found) > limit,
            }
        )


def _types(said: str) -> list[str]:
    wanted = said.split(",")
    if unknown := [name for name in wanted if name not in TYPES]:
        raise serializers.ValidationError({"types": f"There is no type “{unknown[0][:60]}”."})
    return wanted


def _item(message: Any, payload: str) -> dict[str, Any]:
    return {"id": message, **json.loads(payload)}
