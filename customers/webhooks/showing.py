"""Endpoints and deliveries as their pages show them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from customers.webhooks.catalogue import TEST, TYPES
from customers.webhooks.delivery import DeliveryState, WebhookDelivery
from customers.webhooks.endpoint import WebhookEndpoint

TONES = {DeliveryState.DELIVERED: "good", DeliveryState.WAITING: "watch", DeliveryState.FAILED: "act"}


def condition_of(endpoint: WebhookEndpoint, *, now: datetime) -> dict[str, str]:
    """Its state as a word with its reason."""
    if endpoint.disabled_at is not None:
        return {"word": "act", "text": _("Off"), "reason": endpoint.get_disabled_because_display()}
    if endpoint.paused_until and endpoint.paused_until > now:
        return {"word": "watch", "text": _("Resting"), "reason": _("it failed often; tried again in a while")}
    if endpoint.failures:
        return {"word": "watch", "text": _("Failing"), "reason": _("the last attempt failed")}
    return {"word": "good", "text": _("On"), "reason": ""}


def words_of(kind: str) -> str:
    """A type of event in plain words."""
    return _("A test message") if kind == TEST else str(TYPES[kind].words) if kind in TYPES else kind


def problem_of(delivery: WebhookDelivery) -> str:
    """What went wrong the last time, as a sentence; empty where nothing did."""
    sentences = {
        "status": _("It answered {status}; only 200 to 299 counts as taken."),
        "redirect": _(
            "It answered {status} and pointed elsewhere. Redirects are not followed; enter the new address."
        ),
        "gone": _("It answered 410: gone for good."),
        "timeout": _("It did not answer within 15 seconds. Answer first, work afterwards."),
        "connection": _("No connection could be made, or it broke off."),
        "tls": _("Its certificate could not be trusted: expired, for another name, or self-made."),
        "unresolvable": _("The name of the server is unknown."),
        "forbidden_address": _(
            "The name leads into a private network. Webhooks go to the public internet only."
        ),
        "unreadable_secret": _("The signing secret cannot be read any more. Make a new one."),
        "disabled": _("The webhook was switched off before it could be sent."),
    }
    said = sentences.get(delivery.error, delivery.error)
    return said.format(status=delivery.status)


def lines_of(deliveries: Sequence[WebhookDelivery]) -> list[dict[str, Any]]:
    """The log, line by line."""
    return [
        {
            "row": delivery,
            "words": words_of(delivery.type),
            "tone": TONES[DeliveryState(delivery.state)],
            "problem": problem_of(delivery),
        }
        for delivery in deliveries
    ]


def indented(payload: str) -> str:
    """The payload for reading; what is sent and signed has no such blanks."""
    return json.dumps(json.loads(payload), indent=2, ensure_ascii=False)
