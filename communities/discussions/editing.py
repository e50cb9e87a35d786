"""Changing one's own posts, with their history."""

from datetime import datetime

from communities.discussions.markdown import render
from communities.discussions.mentioning import note_mentions
from communities.discussions.post import Post
from communities.discussions.post_revision import PostRevision
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.search.folding import fold
from tenancy.wall.functions import call


def revise(post: Post, *, body: str, language: str, by: Person, at: datetime, title: str = "") -> None:
    """Puts new words into one's own post and keeps the old ones; unchanged words leave no trace.

    `title` renames the thread, for its first post only. The database refuses whoever is not the author.
    """
    heading = post.thread.title
    if post.number == 1 and title and title != heading:
        call("retitle", post.thread_id, title)
        heading = title
    elif (body, language) == (post.body, post.language):
        return
    PostRevision(
        post=post, community_id=post.community_id, body=post.body, body_html=post.body_html, replaced_at=at
    ).save()
    post.body, post.language, post.edited_at = body, language, at
    post.body_html = render(body)
    post.search_text = fold(f"{heading} {body}" if post.number == 1 else body)
    post.save()
    note_mentions(post, by=by)
    record(post, "post.edited", by=by, community=post.community_id, thread=post.thread_id)
