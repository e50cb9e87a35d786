"""Settings: one delivery of a webhook, and sending again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from customers.webhooks.delivery import WebhookDelivery
from customers.webhooks.managing import send_again
from customers.webhooks.showing import indented, lines_of
from customers.webhooks.views import endpoint_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.MANAGE_API_CLIENTS)
@require_GET
def webhook_delivery(request: ActedRequest, webhook: UUID, delivery: UUID) -> HttpResponse:
    """What was sent and what came back; while it waits, htmx asks for the piece again."""
    endpoint = endpoint_of(webhook)
    row = get_object_or_404(WebhookDelivery.objects.select_related("message"), endpoint=endpoint, id=delivery)
    values = {
        "endpoint": endpoint,
        "line": lines_of([row])[0],
        "payload": indented(row.message.payload),
        "poll": row.state == "waiting" and row.attempts == 0,
    }
    piece = request.headers.get("HX-Request") == "true"
    return render(request, f"customers/webhooks/{'outcome' if piece else 'delivery'}.html", values)


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def webhook_redelivery(request: ActedRequest, webhook: UUID, delivery: UUID) -> HttpResponse:
    """Sends this one again."""
    send_again(endpoint_of(webhook), delivery)
    return redirect(address(request, "webhook_delivery", webhook=webhook, delivery=delivery))


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def webhook_redeliveries(request: ActedRequest, webhook: UUID) -> HttpResponse:
    """Sends again all that failed."""
    queued = send_again(endpoint_of(webhook))
    words = ngettext("{n} message is sent again.", "{n} messages are sent again.", queued).format(n=queued)
    messages.success(request, words)
    return redirect(address(request, "webhook", webhook=webhook))
