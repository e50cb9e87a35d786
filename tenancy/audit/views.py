"""The log that a firm may read of its own doings."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from tenancy.audit.wording import said_of
from tenancy.events.event import Event
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

MOST_ROWS = 50_000


@requires(Permission.READ_SPONSOR_LOG)
@require_GET
def log(request: ActedRequest) -> HttpResponse:
    """What staff did, newest first; filtered by deed and day."""
    wanted = _wanted(request)
    events, after = newest_first(_filtered(request), after=request.GET.get("after", ""))
    values = {
        "lines": [_line(event) for event in events],
        "verbs": [{"value": verb, "label": said_of(verb)} for verb in _verbs()],
        "wanted": wanted,
        "next_url": f"?{urlencode({**wanted, 'after': after})}" if after else "",
        "csv_url": f"{address(request, 'sponsor_log_csv')}?{urlencode(wanted)}",
    }
    return render(request, "tenancy/audit/log.html", values)


@requires(Permission.READ_SPONSOR_LOG)
@require_GET
def log_csv(request: ActedRequest) -> HttpResponse:
    """The same lines as a table."""
    lines = (_line(event) for event in _filtered(request).order_by("-at", "-id")[:MOST_ROWS].iterator())
    rows = ((line["at"].isoformat(), line["verb"], line["by"], line["details"]) for line in lines)
    return csv_response("log.csv", columns=("at", "deed", "by", "details"), rows=rows)


def _wanted(request: ActedRequest) -> dict[str, str]:
    return {name: value for name in ("verb", "since", "until") if (value := request.GET.get(name, ""))}


def _filtered(request: ActedRequest) -> "QuerySet[Event]":
    assert request.actor.person is not None
    events = Event.objects.visible_to(request.actor.person).of_sponsor().select_related("by")
    wanted = _wanted(request)
    if verb := wanted.get("verb"):
        events = events.filter(verb=verb)
    if since := _day(wanted.get("since", "")):
        events = events.filter(at__date__gte=since)
    if until := _day(wanted.get("until", "")):
        events = events.filter(at__date__lte=until)
    return events


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _verbs() -> Iterable[str]:
    return Event.objects.of_sponsor().order_by("verb").values_list("verb", flat=True).distinct()


def _line(event: Event) -> dict[str, Any]:
    details = ", ".join(f"{name} {value}" for name, value in sorted(event.ids.items()))
    return {
        "at": event.at,
        "verb": said_of(event.verb),
        "by": event.by.display_name if event.by else "",
        "details": f"{event.subject_kind} {event.subject_id} {details}".strip(),
    }
