"""Reacting to posts, following and muting threads."""

from datetime import datetime

from communities.discussions.follow import Follow
from communities.discussions.post import Post
from communities.discussions.reaction import Reaction
from communities.discussions.thread import Thread
from tenancy.events.recording import record
from tenancy.people.person import Person


def react(post: Post, *, kind: str, wanted: bool, by: Person, at: datetime) -> int:
    """Gives or withdraws one's reaction; returns how many of this kind the post has now."""
    here = Reaction.objects.filter(tenant_id=post.tenant_id, post=post, kind=kind)
    mine = here.filter(person=by)
    if not wanted:
        mine.delete()
    elif not mine.exists():
        given = Reaction(post=post, community_id=post.community_id, person=by, kind=kind, created_at=at)
        given.save()
        record(post, "reaction.given", by=by, community=post.community_id, thread=post.thread_id, kind=kind)
    return here.count()


def follow(thread: Thread, *, level: str, by: Person, at: datetime) -> None:
    """Says what one wants to hear of a thread; an empty level leaves it to the digest."""
    Follow.objects.visible_to(by).filter(community_id=thread.community_id, thread=thread).delete()
    if level:
        Follow(person=by, community_id=thread.community_id, thread=thread, level=level, since=at).save()
