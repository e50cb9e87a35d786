"""The meetings of a community: the list, one of them, planning, the rhythm."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities.community.community import Community
from communities.community.standing import acting_person
from communities.meetings.calendar_file import calendar_file
from communities.meetings.forms import MeetingForm, RhythmForm
from communities.meetings.keeping_rhythm import dates_of, rhythm_of, set_rhythm
from communities.meetings.list_page import list_page, zones_of
from communities.meetings.loading import (
    framed,
    given,
    led_community,
    living_community,
    meeting_of,
    members_of,
)
from communities.meetings.meeting import Form, Meeting
from communities.meetings.meeting_page import meeting_page
from communities.meetings.planning import change_meeting, plan_meeting
from communities.meetings.rhythm import Rhythm
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

UNPROCESSABLE = 422


@require_GET
@requires(Permission.SIGNED_IN)
def meetings(request: ActedRequest, community: str) -> HttpResponse:
    """Upcoming and past meetings, and the rhythm."""
    found = living_community(request, community)
    return render(
        request, "communities/meetings/meetings.html", list_page(request, found, now=timezone.now())
    )


@require_GET
@requires(Permission.SIGNED_IN)
def meeting(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """One meeting."""
    found = living_community(request, community)
    row = meeting_of(request, found, meeting)
    values = meeting_page(request, found, row, now=timezone.now())
    return render(request, "communities/meetings/meeting.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def new_meeting(request: ActedRequest, community: str) -> HttpResponse:
    """Leader or deputy plan a meeting; it begins with the next date of the rhythm."""
    found = led_community(request, community)
    rhythm = rhythm_of(found)
    zones = _zones(request, found, rhythm.zone if rhythm else "")
    form = MeetingForm(given(request), zones=zones, initial=_proposed(rhythm, zones[0]))
    if request.method == "POST" and form.is_valid():
        by = acting_person(request)
        made = plan_meeting(found, details=form.details(), by=by, at=timezone.now())
        messages.success(request, _("Planned. Every member is invited and hears of it."))
        return redirect(_page(request, found, made))
    return _form(request, found, form, title=_("Plan a meeting"), submit=_("Plan it and invite everybody"))


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def edit_meeting(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """Another time, place or title; who is invited hears of a new time or place."""
    found = led_community(request, community)
    row = meeting_of(request, found, meeting)
    zones = _zones(request, found, row.zone)
    form = MeetingForm(given(request), zones=zones, initial=_as_it_is(row))
    if request.method == "POST" and form.is_valid():
        changed = change_meeting(row, details=form.details(), by=acting_person(request))
        messages.success(request, _("Changed.") if changed else _("Nothing was changed."))
        return redirect(_page(request, found, row))
    back = {
        _("Meetings"): address(request, "meetings", community=community),
        row.title: _page(request, found, row),
    }
    return _form(request, found, form, title=_("Change the meeting"), submit=_("Save"), back=back)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def rhythm(request: ActedRequest, community: str) -> HttpResponse:
    """Leader or deputy say how often the community means to meet."""
    found = led_community(request, community)
    latest = rhythm_of(found)
    zones = _zones(request, found, latest.zone if latest else "")
    form = RhythmForm(
        given(request),
        zones=zones,
        today=timezone.localdate(),
        initial=_kept(latest, zones[0]),
    )
    if request.method == "POST" and form.is_valid():
        set_rhythm(found, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        messages.success(request, _("The rhythm is set. What was planned before stays as it was."))
        return redirect(address(request, "meetings", community=community))
    return _form(request, found, form, title=_("How often do you meet?"), submit=_("Set the rhythm"))


@require_GET
@requires(Permission.SIGNED_IN)
def meeting_calendar(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """The meeting for one's own calendar."""
    found = living_community(request, community)
    row = meeting_of(request, found, meeting)
    url = request.build_absolute_uri(_page(request, found, row))
    content = calendar_file(row, url=url, host=settings.PUBLIC_URL.rpartition("/")[2], at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def _page(request: ActedRequest, community: Community, meeting: Meeting) -> str:
    return address(request, "meeting", community=community.slug, meeting=meeting.id)


def _zones(request: ActedRequest, community: Community, *kept: str) -> list[str]:
    known = {person.time_zone for person in members_of(community)} | {zone for zone in kept if zone}
    return zones_of(sorted(known), mine=acting_person(request).time_zone)


def _proposed(rhythm: Rhythm | None, zone: str) -> dict[str, Any]:
    """What a new meeting begins with: the rhythm's next date and place."""
    if rhythm is None:
        return {"form": Form.VIRTUAL, "zone": zone}
    coming = next(dates_of(rhythm, after=timezone.now()), None)
    local = timezone.localtime(coming).date() if coming else None
    return _kept(rhythm, zone) | {"day": local, "clock": rhythm.time_of_day}


def _kept(rhythm: Rhythm | None, zone: str) -> dict[str, Any]:
    if rhythm is None:
        return {
            "weeks": 4,
            "form": Form.VIRTUAL,
            "zone": zone,
            "starts_on": timezone.localdate() + timedelta(7),
        }
    names = ("weeks", "time_of_day", "zone", "duration_minutes", "form", "place", "link")
    coming: datetime | None = next(dates_of(rhythm, after=timezone.now()), None)
    day = timezone.localtime(coming).date() if coming else timezone.localdate()
    return {name: getattr(rhythm, name) for name in names} | {"starts_on": day}


def _as_it_is(row: Meeting) -> dict[str, Any]:
    names = ("title", "zone", "duration_minutes", "form", "place", "link")
    start = row.local_start
    return {name: getattr(row, name) for name in names} | {"day": start.date(), "clock": start.time()}


def _form(
    request: ActedRequest,
    community: Community,
    form: Any,
    *,
    title: str,
    submit: str,
    back: dict[str, str] | None = None,
) -> HttpResponse:
    list_url = address(request, "meetings", community=community.slug)
    crumbs = back or {_("Meetings"): list_url}
    values = framed(request, community, page="meetings", **crumbs)
    values |= {"form": form, "title": title, "submit": submit, "cancel_url": list(crumbs.values())[-1]}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "communities/meetings/form.html", values, status=status)
