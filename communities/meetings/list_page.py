"""The values of a community's list of meetings."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.community.community import Community
from communities.community.standing import acting_person
from communities.meetings.keeping_rhythm import dates_of, planned_days
from communities.meetings.loading import framed, leads, meetings_seen_by
from communities.meetings.meeting import Meeting
from communities.meetings.rhythm import Rhythm
from tenancy.surfaces.addresses import address
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

MOST_UPCOMING = 30
PAGE = 20
YEAR = timedelta(days=365)


def list_page(request: ActedRequest, community: Community, *, now: datetime) -> dict[str, Any]:
    """Upcoming, not yet on record (for who leads), past by cursor, and the rhythm."""
    seen = meetings_seen_by(acting_person(request)).filter(community=community)
    upcoming = list(
        seen.filter(starts_at__gt=now - timedelta(hours=3), held_at=None).order_by("starts_at")[
            :MOST_UPCOMING
        ]
    )
    known = [meeting.id for meeting in upcoming]
    past = seen.filter(starts_at__lte=now).exclude(id__in=known).annotate(at=F("starts_at"))
    page, following = newest_first(past, after=request.GET.get("after", ""), size=PAGE)
    here = address(request, "meetings", community=community.slug)
    return {
        **framed(request, community, page="meetings"),
        "upcoming": upcoming,
        "past": page,
        "following_url": f"{here}?after={following.replace('+', '%2B')}" if following else "",
        "newest_url": here if request.GET.get("after") else "",
        "unrecorded": _unrecorded(page) if leads(community) else [],
        "rhythm": _rhythm(community, now=now),
        "now": now,
    }


def _unrecorded(past: Iterable[Meeting]) -> list[Meeting]:
    return [meeting for meeting in past if not meeting.held_at and not meeting.cancelled_at]


def _rhythm(community: Community, *, now: datetime) -> dict[str, Any] | None:
    """What was planned and held in the last year, and the dates that the rhythm proposes next."""
    rhythms = list(Rhythm.objects.filter(community=community).order_by("set_at", "id"))
    if not rhythms:
        return None
    latest = rhythms[-1]
    counted = Meeting.objects.filter(community=community, starts_at__gt=now - YEAR, starts_at__lte=now)
    held = counted.aggregate(held=Count("pk", filter=Q(held_at__isnull=False)))["held"]
    dates = dates_of(latest, after=now)
    return {
        "latest": latest,
        "says": said(latest),
        "planned": len(planned_days(rhythms, first=(now - YEAR).date() + timedelta(days=1), last=now.date())),
        "held": held,
        "next": next(dates, None),
    }


def said(rhythm: Rhythm) -> str:
    """The rhythm in words."""
    if not rhythm.weeks:
        return _("As needed")
    return ngettext("Every week", "Every %(n)d weeks", rhythm.weeks) % {"n": rhythm.weeks}


def zones_of(zones: Sequence[str], *, mine: str) -> list[str]:
    """The reader's zone, those given and UTC, each once."""
    return list(dict.fromkeys([mine, *sorted(zones), "UTC"]))
