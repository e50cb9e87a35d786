"""Building the agenda of a meeting."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.community.community import Community
from communities.community.standing import acting_person
from communities.meetings.agenda_item import AgendaItem, Decision
from communities.meetings.arranging import decide, move, open_slot, propose, withdraw
from communities.meetings.forms import ProposalForm
from communities.meetings.loading import led_community, living_community, meeting_of
from communities.meetings.meeting_page import meeting_page
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

UNPROCESSABLE = 422
DECISIONS = {Decision.ACCEPTED.value, Decision.DECLINED.value, Decision.PROPOSED.value}


@require_POST
@requires(Permission.SIGNED_IN)
def agenda(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """A member proposes something; what was typed comes back when it is refused."""
    found = living_community(request, community)
    row = meeting_of(request, found, meeting)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        values = meeting_page(request, found, row, now=timezone.now(), proposal=form)
        return render(request, "communities/meetings/meeting.html", values, status=UNPROCESSABLE)
    propose(row, **form.cleaned_data, by=acting_person(request), at=timezone.now())
    messages.success(request, _("Proposed. The leader puts it on the agenda."))
    return _back(request, community, meeting)


@require_POST
@requires(Permission.SIGNED_IN)
def open_slots(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    """The leader keeps time free for what comes up."""
    found = led_community(request, community)
    open_slot(meeting_of(request, found, meeting), by=acting_person(request), at=timezone.now())
    return _back(request, community, meeting)


@require_POST
@requires(Permission.SIGNED_IN)
def agenda_decision(request: ActedRequest, community: str, meeting: UUID, item: UUID) -> HttpResponse:
    """The leader takes an item on the agenda, off it, or leaves it for another time."""
    row = _item(led_community(request, community), meeting, item)
    wanted = request.POST.get("decision", "")
    if wanted not in DECISIONS:
        raise BadRequest("unknown decision")
    decide(row, decision=Decision(wanted), by=acting_person(request))
    return _back(request, community, meeting)


@require_POST
@requires(Permission.SIGNED_IN)
def agenda_position(request: ActedRequest, community: str, meeting: UUID, item: UUID) -> HttpResponse:
    """The leader moves an item up or down."""
    row = _item(led_community(request, community), meeting, item)
    way = request.POST.get("to")
    if way not in ("up", "down"):
        raise BadRequest("up or down")
    move(row, up=way == "up")
    return _back(request, community, meeting)


@require_POST
@requires(Permission.SIGNED_IN)
def agenda_withdrawal(request: ActedRequest, community: str, meeting: UUID, item: UUID) -> HttpResponse:
    """Its proposer takes a proposal back, or brings it again (`wanted` 0)."""
    row = _item(living_community(request, community), meeting, item)
    withdraw(row, wanted=request.POST.get("wanted") != "0")
    return _back(request, community, meeting)


def _item(community: Community, meeting: UUID, item: UUID) -> AgendaItem:
    rows = AgendaItem.objects.filter(community=community, meeting_id=meeting).select_related("meeting")
    return get_object_or_404(rows, id=item)


def _back(request: ActedRequest, community: str, meeting: UUID) -> HttpResponse:
    return redirect(f"{address(request, 'meeting', community=community, meeting=meeting)}#agenda")
