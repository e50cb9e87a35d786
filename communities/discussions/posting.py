"""Opening threads and replying."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from communities.community.community import Community
from communities.discussions.attachments.attaching import attach
from communities.discussions.attachments.metadata import CleanFile
from communities.discussions.drafting import discard_draft
from communities.discussions.markdown import render
from communities.discussions.mentioning import note_mentions
from communities.discussions.post import Post
from communities.discussions.thread import Thread, ThreadKind
from tenancy.events.recording import record
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
    files: Sequence[CleanFile] = (),
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
    post = _write(thread, number=1, body=body, by=by, at=at, language=thread.language, heading=title)
    _settle(post, files=files, by=by, at=at)
    discard_draft(community.id, thread=None, by=by)
    record(thread, "thread.opened", by=by, community=thread.community_id, post=post)
    return thread


def reply(
    thread: Thread,
    *,
    body: str,
    by: Person,
    at: datetime,
    answers: Post | None = None,
    language: str = "",
    files: Sequence[CleanFile] = (),
) -> Post:
    """The next post of the thread. The counter row serialises concurrent replies."""
    Thread.objects.filter(tenant_id=thread.tenant_id, id=thread.id).update(
        post_count=F("post_count") + 1, last_post_at=at
    )
    thread.refresh_from_db(fields=["post_count", "last_post_at"])
    post = _write(
        thread,
        number=thread.post_count,
        body=body,
        by=by,
        at=at,
        language=language or by.language,
        answers=answers,
    )
    _settle(post, files=files, by=by, at=at)
    discard_draft(thread.community_id, thread=thread.id, by=by)
    record(post, "post.published", by=by, community=post.community_id, thread=thread, number=post.number)
    return post


def _settle(post: Post, *, files: Sequence[CleanFile], by: Person, at: datetime) -> None:
    if files:
        attach(post, files, at=at)
    note_mentions(post, by=by)


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
