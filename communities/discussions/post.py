"""The post."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_post"
CHANGEABLE = ("body", "body_html", "search_text", "language", "edited_at")


class PostQuerySet(models.QuerySet["Post"]):
    """Posts."""

    def visible_to(self, person: "Person") -> "PostQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class Post(Walled):
    """One message of a thread, numbered from 1. HTML is rendered and sanitised when it is written.

    `author` is empty for imported posts whose author is unknown. Removal is a row of its own, so
    that a moderator never needs the right to change somebody's words.
    """

    thread = TenantForeignKey("communities.Thread", related_name="posts")
    community = TenantForeignKey("communities.Community", related_name="posts")
    number = models.IntegerField()
    author = TenantForeignKey("tenancy.Person", null=True, related_name="posts")
    body = models.TextField()
    body_html = models.TextField()
    search_text = models.TextField()
    language = models.CharField(max_length=8, default="en")
    answers = TenantForeignKey("self", null=True, related_name="answered_by")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    imported_id = models.CharField(max_length=200, null=True, blank=True)

    # What the queries of a thread's page add.
    removed_why: str | None
    removed_by: UUID | None

    changeable = CHANGEABLE
    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "thread_id", "communities_thread", with_columns=[("community_id", "community_id")]),
            refers(TABLE, "author_id", "tenancy_person"),
            refers(TABLE, "answers_id", "communities_post", with_columns=[("community_id", "community_id")]),
            models.UniqueConstraint(fields=["tenant_id", "thread", "number"], name="communities_post_number"),
            models.UniqueConstraint(fields=["tenant_id", "id", "community"], name="communities_post_place"),
            models.UniqueConstraint(fields=["tenant_id", "id", "thread"], name="communities_post_in_thread"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "imported_id"], name="communities_post_imported"
            ),
            Policy(
                name="communities_post_read",
                command="select",
                using="community_id in (select app.my_communities())"
                " or id in (select app.my_passage_posts())",
            ),
            Policy(
                name="communities_post_write",
                command="insert",
                check="author_id = (select app.pid()) and (community_id in (select app.my_communities())"
                " or thread_id in (select app.my_guest_threads()))",
            ),
            Policy(
                name="communities_post_change",
                command="update",
                using="author_id = (select app.pid()) and community_id in (select app.my_communities())",
                check="author_id = (select app.pid()) and community_id in (select app.my_communities())",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("body", "body_html", "search_text")),
            *for_metrics(
                TABLE,
                (
                    "tenant_id",
                    "id",
                    "thread_id",
                    "community_id",
                    "number",
                    "author_id",
                    "answers_id",
                    "created_at",
                ),
            ),
        ]
        indexes = [
            # Carries what a health check counts: one pass over a whole firm never reads the words.
            models.Index(
                fields=["tenant_id", "community", "-created_at"],
                include=["thread", "author", "number", "id"],
                name="communities_post_feed",
            ),
            # Also tells whether a newcomer has written in her first weeks.
            models.Index(
                fields=["tenant_id", "author", "community", "created_at"],
                include=["id"],
                name="communities_post_author",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"
