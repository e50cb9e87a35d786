"""What I have promised, and where I am expected, on the home page."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from communities.actions.action_item import ActionItem
from communities.community.standing import acting_person
from communities.meetings.loading import meetings_seen_by
from communities.meetings.meeting_page import elsewhere
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

SHOWN = 8
SOON = timedelta(days=14)


def my_actions(request: ActedRequest) -> dict[str, Any] | None:
    """My open actions of all communities, the earliest due first; None without any."""
    person, today = acting_person(request), timezone.localdate()
    mine = ActionItem.objects.visible_to(person).open().filter(owner=person)
    rows = list(mine.select_related("community").order_by("due_on", "id")[: SHOWN + 1])
    lines = [
        {
            "action": row,
            "late": row.is_late(today=today),
            "url": address(request, "action_item", community=row.community.slug, action=row.id),
        }
        for row in rows[:SHOWN]
    ]
    return {"lines": lines, "more": len(rows) > SHOWN} if lines else None


def my_meetings(request: ActedRequest) -> dict[str, Any] | None:
    """The meetings of the coming two weeks to which I am invited; None without any."""
    person, now = acting_person(request), timezone.now()
    mine = meetings_seen_by(person).filter(
        invitations__person=person, invitations__tenant_id=person.tenant_id
    )
    soon = mine.standing().filter(
        starts_at__gt=now - timedelta(hours=1), starts_at__lt=now + SOON, held_at=None
    )
    lines = [
        {
            "meeting": row,
            "elsewhere": elsewhere(row),
            "url": address(request, "meeting", community=row.community.slug, meeting=row.id),
        }
        for row in soon.select_related("community").order_by("starts_at")[:SHOWN]
    ]
    return {"lines": lines} if lines else None
