"""What becomes of a meeting: cancelled, brought back, who is invited, who came, the minutes."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from communities.community.community import Community
from communities.community.standing import acting_person
from communities.meetings.attendance import Attendance
from communities.meetings.attending import check_in, excuse, note_attendance, take_back
from communities.meetings.forms import CancelForm, MinutesForm
from communities.meetings.loading import (
    framed,
    given,
    led_community,
    living_community,
    meeting_of,
    members_of,
)
from communities.meetings.meeting import Meeting
from communities.meetings.meeting_invitation import MeetingInvitation
from communities.meetings.minute_taking import write_minutes
from communities.meetings.people_forms import AttendanceForm, InvitationsForm
from communities.meetings.planning import cancel_meeting, invite, restore_meeting
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

UNPROCESSABLE = 422
OWN_WORDS = {"came": check_in, "excused": excuse, "": take_back}


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def meeting_cancellation(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """Cancels the meeting, with the reason that the invited read."""
    found = led_community(request, community)
    row = meeting_of(request, found, meeting)
    form = CancelForm(given(request))
    if request.method == "POST" and form.is_valid():
        cancel_meeting(row, why=form.cleaned_data["why"], by=acting_person(request), at=timezone.now())
        messages.success(request, _("Cancelled. Bring it back from its page if that was a mistake."))
        return _back(request, found, row)
    return _page(request, found, row, form, "form.html", title=_("Cancel the meeting"), submit=_("Cancel it"))


@require_POST
@requires(Permission.SIGNED_IN)
def meeting_restoration(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """Undoes the cancelling."""
    found = led_community(request, community)
    row = meeting_of(request, found, meeting)
    restore_meeting(row, by=acting_person(request))
    messages.success(request, _("The meeting takes place again; who is invited hears of it."))
    return _back(request, found, row)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def meeting_invitations(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """Who is invited: everybody, unless the leader chooses."""
    found = led_community(request, community)
    row = meeting_of(request, found, meeting)
    invited = MeetingInvitation.objects.filter(meeting=row).values_list("person_id", flat=True)
    form = InvitationsForm(
        given(request), members=members_of(found), initial={"people": [str(one) for one in invited]}
    )
    if request.method == "POST" and form.is_valid():
        fresh = invite(row, persons=form.chosen(), by=acting_person(request))
        told = ngettext("Saved. %(n)d more is invited.", "Saved. %(n)d more are invited.", len(fresh))
        messages.success(request, told % {"n": len(fresh)})
        return _back(request, found, row)
    return _page(request, found, row, form, "form.html", title=_("Who is invited"), submit=_("Save"))


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def meeting_attendance(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """The leader notes who came, in one form; noting again corrects."""
    found = led_community(request, community)
    row = meeting_of(request, found, meeting)
    form = _attendance(request, found, row)
    if request.method == "POST" and form.is_valid():
        count = note_attendance(row, outcomes=form.outcomes(), by=acting_person(request))
        told = ngettext("On record: %(n)d came.", "On record: %(n)d came.", count)
        messages.success(request, told % {"n": count})
        return _back(request, found, row)
    return _page(
        request, found, row, form, "attendance.html", title=_("Who came?"), submit=_("Put on record")
    )


@require_POST
@requires(Permission.SIGNED_IN)
def meeting_presence(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """A member's own word: here, excused, or taken back (empty `outcome`)."""
    found = living_community(request, community)
    row = meeting_of(request, found, meeting)
    act = OWN_WORDS.get(request.POST.get("outcome", "?"))
    if act is None:
        raise BadRequest("unknown outcome")
    act(row)
    messages.success(request, _("Noted. You can change it until the leader puts the meeting on record."))
    return _back(request, found, row)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def meeting_minutes(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """The short minutes."""
    found = led_community(request, community)
    row = meeting_of(request, found, meeting)
    form = MinutesForm(given(request), initial={"text": row.minutes})
    if request.method == "POST" and form.is_valid():
        write_minutes(row, text=form.cleaned_data["text"], by=acting_person(request), at=timezone.now())
        messages.success(request, _("The minutes are saved."))
        return _back(request, found, row)
    return _page(request, found, row, form, "form.html", title=_("Minutes"), submit=_("Save"))


def _attendance(request: ActedRequest, community: Community, row: Meeting) -> AttendanceForm:
    """Active members, and whoever was invited or noted though her seat has ended since."""
    invited = list(MeetingInvitation.objects.filter(meeting=row).values_list("person_id", flat=True))
    known = dict(Attendance.objects.filter(meeting=row).values_list("person_id", "outcome"))
    members = {one.id: one for one in members_of(community)}
    gone = [one for one in {*invited, *known} if one not in members]
    members |= {one.id: one for one in Person.objects.filter(id__in=gone)} if gone else {}
    return AttendanceForm(
        given(request),
        members=members.values(),
        invited=invited,
        known=known,
        recorded=row.held_at is not None,
    )


def _back(request: ActedRequest, community: Community, row: Meeting) -> HttpResponse:
    return redirect(address(request, "meeting", community=community.slug, meeting=row.id))


def _page(
    request: ActedRequest, community: Community, row: Meeting, form: forms.Form, template: str, **words: str
) -> HttpResponse:
    back = address(request, "meeting", community=community.slug, meeting=row.id)
    crumbs = {_("Meetings"): address(request, "meetings", community=community.slug), row.title: back}
    values: dict[str, Any] = framed(request, community, page="meetings", **crumbs)
    values |= {"meeting": row, "form": form, "cancel_url": back, **words}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, f"communities/meetings/{template}", values, status=status)
