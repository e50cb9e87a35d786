"""Building an agenda: members propose, the leader decides and orders."""

from datetime import datetime

from django.db.models import F, Max
from django.utils.translation import gettext as _

from communities.meetings.agenda_item import AgendaItem, Decision
from communities.meetings.meeting import Meeting
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call

OPEN_SLOT_MINUTES = 15


def propose(
    meeting: Meeting, *, title: str, note: str = "", duration_minutes: int = 10, by: Person, at: datetime
) -> AgendaItem:
    """A member's proposal for the agenda; the leader decides."""
    item = AgendaItem(
        meeting=meeting,
        community_id=meeting.community_id,
        title=title,
        note=note,
        duration_minutes=duration_minutes,
        proposed_by=by,
        proposed_at=at,
    )
    item.save()
    record(item, "agenda_item.proposed", by=by, community=meeting.community_id, meeting=meeting)
    return item


def open_slot(
    meeting: Meeting, *, by: Person, at: datetime, duration_minutes: int = OPEN_SLOT_MINUTES
) -> AgendaItem:
    """Time kept free at the end of the agenda for what comes up in the meeting; for leader and deputy."""
    item = AgendaItem(
        meeting=meeting,
        community_id=meeting.community_id,
        title=_("Open slot"),
        is_open_slot=True,
        duration_minutes=duration_minutes,
        decision=Decision.ACCEPTED,
        position=_end_of(meeting),
        proposed_by=by,
        proposed_at=at,
    )
    item.save()
    return item


def decide(item: AgendaItem, *, decision: Decision, by: Person) -> None:
    """Accepted to the end of the agenda, declined, or open again; for leader and deputy."""
    item.decision = decision
    item.position = _end_of(item.meeting) if decision == Decision.ACCEPTED else 0
    item.save(update_fields=["decision", "position"])
    record(item, f"agenda_item.{decision}", by=by, community=item.community_id, meeting=item.meeting_id)


def move(item: AgendaItem, *, up: bool) -> bool:
    """Changes places with the item before (or after) it; False at the end of the agenda."""
    accepted = AgendaItem.objects.filter(meeting=item.meeting_id, decision=Decision.ACCEPTED)
    beside = (
        accepted.filter(position__lt=item.position).order_by("-position")
        if up
        else accepted.filter(position__gt=item.position).order_by("position")
    ).first()
    if beside is None:
        return False
    item.position, beside.position = beside.position, item.position
    item.save(update_fields=["position"])
    beside.save(update_fields=["position"])
    return True


def withdraw(item: AgendaItem, *, wanted: bool) -> None:
    """Its proposer takes an open proposal back, or brings it again; NotAllowed for others and once it is decided."""
    call("withdraw_proposal", item.id, wanted)


def _end_of(meeting: Meeting) -> int:
    accepted = AgendaItem.objects.filter(meeting=meeting, decision=Decision.ACCEPTED)
    last = accepted.aggregate(last=Max(F("position")))["last"]
    return (last or 0) + 1
