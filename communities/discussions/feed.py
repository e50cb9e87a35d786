"""A community's feed: threads by their latest post, page by page with a cursor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime

from communities.community.community import Community
from communities.discussions.accepted_answer import AcceptedAnswer
from communities.discussions.thread import Thread, ThreadKind
from tenancy.people.person import Person

PAGE = 26


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Threads of one page and the cursor of the next, empty on the last one."""

    threads: list[Thread]
    following: str


def feed(community: Community, *, reader: Person, kind: str = "", before: str = "") -> FeedPage:
    """The threads after the cursor `before`, newest activity first; `kind` narrows to one.

    Raises BadRequest for a cursor that this feed never gave out.
    """
    threads: QuerySet[Thread] = Thread.objects.visible_to(reader).filter(community=community)
    if kind in ThreadKind.values:
        threads = threads.filter(kind=kind)
    if before:
        threads = _behind(threads, before)
    answer = AcceptedAnswer.objects.filter(tenant_id=reader.tenant_id, thread=OuterRef("pk"))
    added: dict[str, Any] = {"answered": Exists(answer)}
    threads = threads.select_related("author").annotate(**added).order_by("-last_post_at", "-id")
    found = list(threads[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return FeedPage(found[:PAGE], f"{more.last_post_at.isoformat()}~{more.id}" if more else "")


def _behind(threads: "QuerySet[Thread]", cursor: str) -> "QuerySet[Thread]":
    at, last = _parsed(cursor)
    # The first condition alone walks the index; the second settles equal instants.
    return threads.filter(last_post_at__lte=at).filter(Q(last_post_at__lt=at) | Q(id__lt=last))


def _parsed(cursor: str) -> tuple[datetime, UUID]:
    written, _, last = cursor.replace(" ", "+").partition("~")
    try:
        at = parse_datetime(written)
        if at is None or at.tzinfo is None:
            raise ValueError(written)
        return at, UUID(last)
    except (ValueError, OverflowError) as unknown:
        raise BadRequest("unknown cursor") from unknown
