"""Settings: where the firm's own systems are told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.webhooks.delivery import DeliveryState, WebhookDelivery
from customers.webhooks.endpoint import WebhookEndpoint
from customers.webhooks.forms import EndpointForm
from customers.webhooks.managing import (
    TooMany,
    add_endpoint,
    change_endpoint,
    remove_endpoint,
    rotate_secret,
    send_test,
    switch_off,
    switch_on,
)
from customers.webhooks.showing import condition_of, lines_of, words_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

PAGE = 25


@requires(Permission.MANAGE_API_CLIENTS)
@require_GET
def webhooks(request: ActedRequest) -> HttpResponse:
    """All endpoints with their state."""
    now = timezone.now()
    found = [
        {"row": endpoint, "condition": condition_of(endpoint, now=now)}
        for endpoint in WebhookEndpoint.objects.standing()
    ]
    return render(request, "customers/webhooks/webhooks.html", {"endpoints": found})


@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "POST"])
def webhook_new(request: ActedRequest) -> HttpResponse:
    """A form; a POST makes the endpoint and shows its secret this once."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = add_endpoint(**form.cleaned_data, at=timezone.now(), by=request.actor.person)
            return _page(request, made, secret=secret)
        except TooMany:
            form.add_error(
                None, _("There are as many webhooks as there can be. Remove one that is not needed.")
            )
    return render(
        request,
        "customers/webhooks/new.html",
        {"form": form},
        status=400 if request.method == "POST" else 200,
    )


@requires(Permission.MANAGE_API_CLIENTS)
@require_GET
def webhook(request: ActedRequest, webhook: UUID) -> HttpResponse:
    """One endpoint: what it is told, how that goes, and the log."""
    return _page(request, endpoint_of(webhook))


@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "POST"])
def webhook_edit(request: ActedRequest, webhook: UUID) -> HttpResponse:
    """Another address, other events, another description."""
    endpoint = endpoint_of(webhook)
    now = {name: getattr(endpoint, name) for name in ("url", "description", "types")}
    form = EndpointForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        change_endpoint(endpoint, **form.cleaned_data, at=timezone.now(), by=request.actor.person)
        messages.success(request, _("The webhook is changed."))
        return redirect(address(request, "webhook", webhook=webhook))
    values = {"form": form, "endpoint": endpoint}
    return render(
        request, "customers/webhooks/edit.html", values, status=400 if request.method == "POST" else 200
    )


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def webhook_secret(request: ActedRequest, webhook: UUID) -> HttpResponse:
    """A new secret, shown this once; the earlier one signs for another day."""
    endpoint = endpoint_of(webhook)
    secret = rotate_secret(endpoint, at=timezone.now(), by=request.actor.person)
    return _page(request, endpoint, secret=secret)


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def webhook_test(request: ActedRequest, webhook: UUID) -> HttpResponse:
    """Sends a test message; its page shows what came of it."""
    delivery = send_test(endpoint_of(webhook))
    return redirect(address(request, "webhook_delivery", webhook=webhook, delivery=delivery))


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def webhook_switch(request: ActedRequest, webhook: UUID) -> HttpResponse:
    """`wanted=1` switches it on, anything else off."""
    endpoint, wanted = endpoint_of(webhook), request.POST.get("wanted") == "1"
    (switch_on if wanted else switch_off)(endpoint, at=timezone.now(), by=request.actor.person)
    messages.success(request, _("The webhook is on.") if wanted else _("The webhook is off."))
    return redirect(address(request, "webhook", webhook=webhook))


@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "POST"])
def webhook_removal(request: ActedRequest, webhook: UUID) -> HttpResponse:
    """Asks for the endpoint's server name; a POST that says it removes the endpoint."""
    endpoint = endpoint_of(webhook)
    if request.method == "POST":
        if request.POST.get("confirm_name", "").strip() == endpoint.server:
            remove_endpoint(endpoint, at=timezone.now(), by=request.actor.person)
            messages.success(request, _("The webhook is removed."))
            return redirect(address(request, "webhooks"))
        values = {"endpoint": endpoint, "error": _("This is not the name.")}
        return render(request, "customers/webhooks/removal.html", values, status=400)
    return render(request, "customers/webhooks/removal.html", {"endpoint": endpoint})


def endpoint_of(webhook: UUID) -> WebhookEndpoint:
    """The standing endpoint, or 404."""
    return get_object_or_404(WebhookEndpoint.objects.standing(), id=webhook)


def _page(request: ActedRequest, endpoint: WebhookEndpoint, *, secret: str = "") -> HttpResponse:
    now, state = timezone.now(), request.GET.get("state", "")
    rows = WebhookDelivery.objects.filter(endpoint=endpoint).in_state(state)
    found, following = newest_first(rows, after=request.GET.get("after", ""), size=PAGE)
    here = address(request, "webhook", webhook=endpoint.id)
    shown = [("", _("All")), *((s.value, str(s.label).capitalize()) for s in DeliveryState)]
    values = {
        "endpoint": endpoint,
        "condition": condition_of(endpoint, now=now),
        "rotating": endpoint.is_rotating(now=now),
        "told": [words_of(kind) for kind in endpoint.types],
        "secret": secret,
        "lines": lines_of(found),
        "states": [
            {"label": label, "url": f"{here}?state={s}#log", "current": s == state} for s, label in shown
        ],
        "next_url": f"{here}?state={state}&after={following}#log" if following else "",
        "state": state,
    }
    return render(request, "customers/webhooks/webhook.html", values)
