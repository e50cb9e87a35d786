"""Webhooks in the interface: endpoints, their secret, the log of deliveries."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.interface.conditions import check_match
from customers.interface.cursors import PAGING, page_of
from customers.interface.rendering import written
from customers.interface.resource import Resource
from customers.webhooks.delivery import DeliveryState, WebhookDelivery
from customers.webhooks.endpoint import WebhookEndpoint
from customers.webhooks.managing import (
    add_endpoint,
    change_endpoint,
    remove_endpoint,
    rotate_secret,
    send_again,
    send_test,
    switch_off,
    switch_on,
)
from customers.webhooks.shapes import (
    DELIVERY_FIELDS,
    AgainSerializer,
    ChangeFields,
    DeliveryPage,
    EndpointFields,
    EndpointPage,
    SecretSerializer,
    ShownEndpoint,
    ShownWithSecret,
    TestSerializer,
    refused,
    shown,
)

MANAGE = "webhooks:manage"


class ShowsSecret(Resource):
    """An address whose answer holds a secret: it is added after the answer was kept for its Idempotency-Key,
    so that no secret is ever stored in the clear; a replayed answer has null in its place.
    """

    fresh: str = ""

    def _answer(self, asked: Request) -> HttpResponseBase:
        answer = super()._answer(asked)
        if self.fresh and isinstance(answer, Response):
            answer.content = written({**answer.data, "secret": self.fresh})
        return answer


class Webhooks(ShowsSecret):
    """All endpoints of the tenant."""

    scope = MANAGE
    parameters = {"GET": PAGING}

    @extend_schema(operation_id="list_webhooks", responses=EndpointPage)
    def get(self, request: Request) -> Response:
        """A page of endpoints in the order in which they were made."""
        rows = WebhookEndpoint.objects.standing()
        page = page_of(rows, request.query_params, of="webhooks", fields=("id",))
        found = rows.in_bulk([item["id"] for item in page["items"]])
        return Response({**page, "items": [shown(found[item["id"]]) for item in page["items"]]})

    @extend_schema(operation_id="add_webhook", request=EndpointFields, responses={201: ShownWithSecret})
    def post(self, request: Request) -> Response:
        """A new endpoint. Its signing secret is in this answer and in no other."""
        fields = EndpointFields(data=request.data)
        fields.is_valid(raise_exception=True)
        with refused():
            endpoint, self.fresh = add_endpoint(
                **fields.validated_data, sources=self.token.sources, at=timezone.now(), by=None
            )
        headers = {"Location": f"/api/v1/webhooks/{endpoint.id}"}
        return Response({**shown(endpoint), "secret": None}, status=201, headers=headers)


class Webhook(Resource):
    """One endpoint."""

    scope = MANAGE
    configuration = True

    @extend_schema(operation_id="read_webhook", responses=ShownEndpoint)
    def get(self, request: Request, webhook: UUID) -> Response:
        """The endpoint as it stands; its secret is not shown again."""
        return Response(shown(endpoint_of(webhook)))

    @extend_schema(operation_id="change_webhook", request=ChangeFields, responses=ShownEndpoint)
    def patch(self, request: Request, webhook: UUID) -> Response:
        """Changes what is named; `active` switches it off and on."""
        endpoint = endpoint_of(webhook)
        check_match(request, shown(endpoint))
        fields = ChangeFields(data=request.data)
        fields.is_valid(raise_exception=True)
        _change(endpoint, fields.validated_data)
        return Response(shown(endpoint))

    @extend_schema(operation_id="remove_webhook", responses={204: None})
    def delete(self, request: Request, webhook: UUID) -> Response:
        """Nothing is sent there any more, and its secret is forgotten."""
        remove_endpoint(endpoint_of(webhook), at=timezone.now(), by=None)
        return Response(status=204)


class WebhookSecret(ShowsSecret):
    """The secret of an endpoint."""

    scope = MANAGE

    @extend_schema(operation_id="rotate_webhook_secret", request=None, responses=SecretSerializer)
    def post(self, request: Request, webhook: UUID) -> Response:
        """A new secret; for 24 hours messages carry the earlier signature as well."""
        endpoint = endpoint_of(webhook)
        self.fresh = rotate_secret(endpoint, at=timezone.now(), by=None)
        return Response({"secret": None, "earlier_secret_until": endpoint.earlier_until})


class WebhookTest(Resource):
    """Trying an endpoint."""

    scope = MANAGE

    @extend_schema(operation_id="test_webhook", request=None, responses={202: TestSerializer})
    def post(self, request: Request, webhook: UUID) -> Response:
        """Sends a message of the type `webhook.test`; the log shows what came of it."""
        return Response({"delivery": send_test(endpoint_of(webhook))}, status=202)


class WebhookRedelivery(Resource):
    """Sending again what failed."""

    scope = MANAGE

    @extend_schema(operation_id="redeliver_failed", request=None, responses={202: AgainSerializer})
    def post(self, request: Request, webhook: UUID) -> Response:
        """Sends all failed deliveries of the endpoint again, each with its own `webhook-id`."""
        return Response({"queued": send_again(endpoint_of(webhook))}, status=202)


class Deliveries(Resource):
    """The log of an endpoint."""

    scope = MANAGE
    parameters: ClassVar[Mapping[str, Any]] = {
        "GET": (
            *PAGING,
            OpenApiParameter(
                "state", str, enum=DeliveryState.values, description="Only those in this state."
            ),
        )
    }

    @extend_schema(operation_id="list_deliveries", responses=DeliveryPage)
    def get(self, request: Request, webhook: UUID) -> Response:
        """A page of deliveries, newest first, with what the endpoint answered last."""
        asked, endpoint = request.query_params, endpoint_of(webhook)
        state = asked.get("state", "")
        if "state" in asked and state not in DeliveryState.values:
            raise serializers.ValidationError(
                {"state": f"This must be one of {', '.join(DeliveryState.values)}."}
            )
        rows = WebhookDelivery.objects.filter(endpoint=endpoint).in_state(state)
        page = page_of(rows, asked, of=f"deliveries:{endpoint.id}", fields=DELIVERY_FIELDS, newest_first=True)
        return Response(page)


class Redelivery(Resource):
    """Sending one delivery again."""

    scope = MANAGE

    @extend_schema(operation_id="redeliver", request=None, responses={202: AgainSerializer})
    def post(self, request: Request, webhook: UUID, delivery: UUID) -> Response:
        """Sends it again, whatever came of it before; `webhook-id` stays the same."""
        queued = send_again(endpoint_of(webhook), delivery)
        if not queued:
            raise Http404
        return Response({"queued": queued}, status=202)


def endpoint_of(webhook: UUID) -> WebhookEndpoint:
    """The standing endpoint; raises Http404."""
    found = WebhookEndpoint.objects.standing().filter(id=webhook).first()
    if found is None:
        raise Http404
    return found


def _change(endpoint: WebhookEndpoint, told: Mapping[str, Any]) -> None:
    now = timezone.now()
    named = {name: told.get(name, getattr(endpoint, name)) for name in ("url", "types", "description")}
    if set(told) - {"active"}:
        with refused():
            change_endpoint(endpoint, **named, at=now, by=None)
    if "active" in told and told["active"] != endpoint.is_active:
        (switch_on if told["active"] else switch_off)(endpoint, at=now, by=None)
