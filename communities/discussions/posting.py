"""Opening threads and replying."""

from datetime import datetime

from django.db.models import F

from communities.community.community import Community
from communities.discussions.markdown import render
from communities.discussions.post import Post
from communities.discussions.thread import Thread, ThreadKind
from tenancy.people.person import Person
from tenancy.search.folding import fold


def open_thread(
    community: Community,
    *,
    title: str,
    body: str,
    by: Person,
    at: datetime,
    kind: str = ThreadKind.DISCUSSION,
    language: str = "",
) -> Thread:
    """A thread with its first post; `body` is Markdown, rendered and sanitised here once."""
    thread = Thread(
        community=community,
        kind=kind,
        title=title,
        author=by,
        language=language or by.language,
        created_at=at,
        last_post_at=at,
        post_count=1,
    )
    thread.save()
    _write(thread, number=1, body=body, by=by, at=at, language=thread.language, heading=title)
    return thread


def reply(
    thread: Thread, *, body: str, by: Person, at: datetime, answers: Post | None = None, language: str = ""
) -> Post:
    """The next post of the thread. The counter row serialises concurrent replies."""
    Thread.objects.filter(tenant_id=thread.tenant_id, id=thread.id).update(
        post_count=F("post_count") + 1, last_post_at=at
    )
    thread.refresh_from_db(fields=["post_count", "last_post_at"])
    return _write(
        thread,
        number=thread.post_count,
        body=body,
        by=by,
        at=at,
        language=language or by.language,
        answers=answers,
    )


def _write(
    thread: Thread,
    *,
    number: int,
    body: str,
    by: Person,
    at: datetime,
    language: str,
    answers: Post | None = None,
    heading: str = "",
) -> Post:
    post = Post(
        thread=thread,
        community_id=thread.community_id,
        number=number,
        author=by,
        body=body,
        body_html=render(body),
        search_text=fold(f"{heading} {body}"),
        language=language,
        answers=answers,
        created_at=at,
    )
    post.save()
    return post
