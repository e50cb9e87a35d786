"""A thread as a page shows it: one page of posts with what hangs from them, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Q

from communities.discussions.attachments.attachment import Attachment
from communities.discussions.post import Post
from communities.discussions.reaction import Reaction
from communities.discussions.thread import Thread
from tenancy.people.person import Person

PAGE = 20
REMOVAL: dict[str, Any] = {
    "removal": FilteredRelation("removals"),
    "removed_why": F("removal__reason"),
    "removed_by": F("removal__removed_by_id"),
}


@dataclass(slots=True)
class ReadPost:
    """A post with its reactions (kind -> count, and the reader's own), files and removal."""

    post: Post
    counts: dict[str, int] = field(default_factory=dict)
    mine: set[str] = field(default_factory=set)
    files: list[Attachment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PostPage:
    """Posts of one page; `previous` and `following` are numbers for the cursor, 0 where there is no more."""

    posts: list[ReadPost]
    first: int
    previous: int
    following: int


def page_start(number: int) -> int:
    """The number with which the page of this post begins."""
    return max(0, number - 1) // PAGE * PAGE + 1


def read_posts(thread: Thread, *, reader: Person, first: int = 1) -> PostPage:
    """The page that begins with post number `first`: three queries however many posts it has."""
    first = max(1, first)
    found = list(
        Post.objects.visible_to(reader)
        .filter(thread=thread, number__gte=first)
        .select_related("author")
        .annotate(**REMOVAL)
        .order_by("number")[: PAGE + 1]
    )
    shown = found[:PAGE]
    posts = {post.id: ReadPost(post) for post in shown}
    _add_reactions(posts, reader)
    _add_files(posts, reader)
    following = found[PAGE].number if len(found) > PAGE else 0
    return PostPage(list(posts.values()), first, max(0, first - PAGE) or int(first > 1), following)


def _add_reactions(posts: dict[UUID, ReadPost], reader: Person) -> None:
    rows = (
        Reaction.objects.visible_to(reader)
        .filter(post_id__in=list(posts))
        .values_list("post_id", "kind")
        .annotate(given=Count("pk"), own=Count("pk", filter=Q(person_id=reader.id)))
        .order_by()
    )
    for post_id, kind, given, own in rows:
        posts[post_id].counts[kind] = given
        if own:
            posts[post_id].mine.add(kind)


def _add_files(posts: dict[UUID, ReadPost], reader: Person) -> None:
    by_post: defaultdict[UUID, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.visible_to(reader).filter(post_id__in=list(posts)):
        by_post[file.post_id].append(file)
    for post_id, files in by_post.items():
        posts[post_id].files = files
