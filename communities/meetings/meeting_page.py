"""The values of one meeting's page."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.actions.action_item import ActionItem
from communities.community.community import Community
from communities.community.standing import acting_person
from communities.meetings.agenda_item import AgendaItem, Decision
from communities.meetings.attendance import Attendance, Outcome
from communities.meetings.forms import ProposalForm
from communities.meetings.loading import framed, leads
from communities.meetings.meeting import Meeting, State
from communities.meetings.meeting_invitation import MeetingInvitation
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

CHECK_IN_BEFORE, CHECK_IN_AFTER = timedelta(minutes=30), timedelta(days=1)
MOST_ACTIONS = 50


def meeting_page(
    request: ActedRequest,
    community: Community,
    meeting: Meeting,
    *,
    now: datetime,
    proposal: ProposalForm | None = None,
) -> dict[str, Any]:
    """Agenda, proposals, minutes, actions, who is invited; and what the reader may do now."""
    person = acting_person(request)
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("proposed_by"))
    invited = list(MeetingInvitation.objects.filter(meeting=meeting).select_related("person"))
    is_open = meeting.state == State.PLANNED and now < meeting.ends_at
    meetings = address(request, "meetings", community=community.slug)
    return {
        **framed(request, community, page="meetings", **{_("Meetings"): meetings}),
        "meeting": meeting,
        "elsewhere": elsewhere(meeting),
        "is_open": is_open,
        "has_begun": now >= meeting.starts_at,
        "agenda": _timed(meeting, [item for item in items if item.decision == Decision.ACCEPTED]),
        "proposals": [
            item for item in items if _is_waiting(item, reader=person.id, leading=leads(community))
        ],
        "proposal": proposal or ProposalForm(),
        "invited": sorted(invited, key=lambda row: row.person.display_name),
        "is_invited": any(row.person_id == person.id for row in invited),
        "outcomes": _outcomes(meeting) if leads(community) else {},
        "actions": _actions(meeting),
        "my_id": person.id,
        **_doors(meeting, now=now),
    }


def elsewhere(meeting: Meeting) -> str:
    """The time on the clock where the meeting was agreed, if it differs from the reader's; else nothing."""
    there, here = meeting.local_start, timezone.localtime(meeting.starts_at)
    return f"{there:%H:%M} {meeting.zone.replace('_', ' ')}" if there.utcoffset() != here.utcoffset() else ""


def _doors(meeting: Meeting, *, now: datetime) -> dict[str, bool]:
    """Whether the reader may check in or excuse herself at this moment; the database asks the same."""
    planned = meeting.state == State.PLANNED
    around = meeting.starts_at - CHECK_IN_BEFORE <= now <= meeting.ends_at + CHECK_IN_AFTER
    return {"may_check_in": planned and around, "may_excuse": planned and now <= meeting.ends_at}


def _timed(meeting: Meeting, items: Iterable[AgendaItem]) -> list[dict[str, Any]]:
    """Each item with the instant at which its turn comes."""
    lines, at = [], meeting.starts_at
    for item in items:
        lines.append({"item": item, "at": at})
        at += timedelta(minutes=item.duration_minutes)
    return lines


def _is_waiting(item: AgendaItem, *, reader: Any, leading: bool) -> bool:
    """Open proposals are everybody's; what was declined or taken back shows to who may bring it again."""
    if item.decision == Decision.PROPOSED:
        return True
    if item.decision == Decision.DECLINED:
        return leading or item.proposed_by_id == reader
    return item.decision == Decision.WITHDRAWN and item.proposed_by_id == reader


def _outcomes(meeting: Meeting) -> dict[str, list[str]]:
    """Names by outcome, for who leads."""
    named: dict[str, list[str]] = {outcome.value: [] for outcome in Outcome}
    rows = Attendance.objects.filter(meeting=meeting).values_list("outcome", "person__display_name")
    for outcome, name in rows.order_by("person__display_name"):
        named[outcome].append(name)
    return {str(Outcome(outcome).label): names for outcome, names in named.items() if names}


def _actions(meeting: Meeting) -> list[ActionItem]:
    """Those agreed here and those taken up here."""
    found = ActionItem.objects.filter(
        Q(meeting=meeting) | Q(next_meeting=meeting), tenant_id=meeting.tenant_id
    )
    return list(found.select_related("owner").order_by("due_on", "id")[:MOST_ACTIONS])
