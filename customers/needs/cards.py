"""Gaps on the home page of who speaks for a function."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from customers.needs.routed_action import RoutedAction, Status
from tenancy.wall.functions import call_rows
from tenancy.wall.middleware import ActedRequest

MOST = 6


def gaps_card(request: ActedRequest) -> dict[str, Any] | None:
    """What waits for the reader's functions, and what she accepted; nothing for who speaks for none."""
    assert request.actor.person is not None
    person = request.actor.person
    mine = [row[0] for row in call_rows("my_functions")]
    if not mine:
        return None
    waits = Q(status=Status.SENT, function__in=mine) | Q(status=Status.ACCEPTED, owner=person)
    found = RoutedAction.objects.visible_to(person).filter(waits).order_by("due_on", "id")
    gaps = list(found.select_related("sent_by")[:MOST])
    return {"gaps": gaps, "today": timezone.localdate()} if gaps else None
