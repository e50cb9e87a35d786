"""Finding the thread or post of an address, with all that its page asks of it in one query."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F, FilteredRelation, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from communities.community.standing import acting_person, closed_reason, placed, standing
from communities.discussions.draft import Draft
from communities.discussions.follow import Follow
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from communities.discussions.thread_reading import REMOVAL
from communities.passages.passage import Passage, PassageKind
from tenancy.people.person import Person
from tenancy.wall.middleware import ActedRequest

ACCEPTED: dict[str, Any] = {
    "answer": FilteredRelation("accepted_answers"),
    "accepted_post": F("answer__post_id"),
    "accepted_number": F("answer__post__number"),
    "accepted_at": F("answer__accepted_at"),
    "accepted_by": F("answer__accepted_by__display_name"),
}
GUESTS = (PassageKind.GUEST, PassageKind.EXTERNAL_EXPERT)


def thread_of(request: ActedRequest, slug: str, thread: UUID) -> Thread:
    """The thread with its community, author, accepted answer, and the reader's standing, draft and wish."""
    person = acting_person(request)
    threads = Thread.objects.visible_to(person).select_related("community", "author")
    return get_object_or_404(_for_page(threads, person), id=thread, community__slug=slug)


def _for_page(threads: "QuerySet[Thread]", person: Person) -> "QuerySet[Thread]":
    draft = Draft.objects.visible_to(person).filter(thread=OuterRef("pk"))
    wish = Follow.objects.visible_to(person).filter(thread=OuterRef("pk"))
    own: dict[str, Any] = {
        "draft_body": Subquery(draft.values("body")[:1]),
        "draft_saved_at": Subquery(draft.values("saved_at")[:1]),
        "my_level": Subquery(wish.values("level")[:1]),
    }
    return threads.annotate(**standing(person, community="community_id"), **ACCEPTED, **own)


def post_of(request: ActedRequest, slug: str, post: UUID) -> Post:
    """The post with its thread and community and the reader's standing; 404 where the wall hides it."""
    person = acting_person(request)
    posts = Post.objects.visible_to(person).select_related("thread", "community", "author")
    found = posts.annotate(**standing(person, community="community_id"), **REMOVAL)
    return get_object_or_404(found, id=post, community__slug=slug)


def taking_part(found: Thread | Post) -> Thread | Post:
    """The same; PermissionDenied with the reason where the reader may read but not act."""
    if not placed(found).opens:
        raise PermissionDenied(closed_reason(found))
    return found


def may_reply(thread: Thread, *, reader: Person) -> bool:
    """Members may, and guests of this thread as long as their passage is open."""
    if placed(thread).opens:
        return True
    open_passages = Passage.objects.filter(
        tenant_id=reader.tenant_id, thread=thread, to_person=reader, kind__in=GUESTS, closed_at=None
    )
    return open_passages.filter(expires_at__gt=timezone.now()).exists()
