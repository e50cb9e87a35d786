"""Keeping what somebody has begun to write."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from communities.discussions.draft import Draft
from tenancy.people.person import Person


def save_draft(
    community: UUID, *, thread: UUID | None, body: str, by: Person, at: datetime, title: str = ""
) -> None:
    """Keeps the text; an empty one forgets the draft."""
    if not (body.strip() or title.strip()):
        return discard_draft(community, thread=thread, by=by)
    mine = _mine(community, thread, by)
    if not mine.update(body=body, title=title[:200], saved_at=at):
        Draft(
            person=by, community_id=community, thread_id=thread, body=body, title=title[:200], saved_at=at
        ).save()
    return None


def draft_of(community: UUID, *, thread: UUID | None, by: Person) -> Draft | None:
    """The draft that this person left here."""
    return _mine(community, thread, by).first()


def discard_draft(community: UUID, *, thread: UUID | None, by: Person) -> None:
    """Forgets the draft, if there is one."""
    _mine(community, thread, by).delete()


def _mine(community: UUID, thread: UUID | None, by: Person) -> QuerySet[Draft]:
    mine = Draft.objects.visible_to(by).filter(community_id=community)
    return mine.filter(thread_id=thread) if thread else mine.filter(thread=None)
