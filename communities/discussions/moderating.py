"""Removing posts, bringing them back, and accepting answers."""

from django.utils.translation import gettext_lazy as _

from communities.discussions.post import Post
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "reason_needed": _("Say why: a removal needs a reason."),
        "not_an_answer": _("The post that opened the thread cannot be its answer."),
    }
)


def remove(post: Post, *, reason: str, by: Person) -> None:
    """Takes a post off the page; its author reads the reason. For the author and for moderators (D11)."""
    call("remove_post", post.id, reason)
    record(post, "post.removed", by=by, community=post.community_id, thread=post.thread_id)


def restore(post: Post, *, by: Person) -> None:
    """Undoes a removal: one's own, or as a moderator another moderator's."""
    call("restore_post", post.id)
    record(post, "post.restored", by=by, community=post.community_id, thread=post.thread_id)


def accept(post: Post, *, wanted: bool, by: Person) -> None:
    """Marks the answer of a thread, or takes the mark away; for who opened the thread and for moderators."""
    call("accept_answer", post.id, wanted)
    verb = "answer.accepted" if wanted else "answer.withdrawn"
    record(post, verb, by=by, community=post.community_id, thread=post.thread_id)
