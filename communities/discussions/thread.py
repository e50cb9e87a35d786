"""The thread."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_thread"
CHANGEABLE = ("last_post_at", "post_count")


class ThreadKind(models.TextChoices):
    """What a thread is for."""

    QUESTION = "question", _("Question")
    DISCUSSION = "discussion", _("Discussion")
    CASE = "case", _("Case")
    UPDATE = "update", _("Update")


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Threads."""

    def visible_to(self, person: "Person") -> "ThreadQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class Thread(Walled):
    """A discussion in one community; its first post is number 1.

    The title is changed by a definer function (its author or a moderator); the two counters by
    whoever posts. When its first post was written and the first reply by another person, later removed or not,
    is kept by the database as posts are stored.
    """

    community = TenantForeignKey("communities.Community", related_name="threads")
    kind = models.CharField(max_length=16, choices=ThreadKind, default=ThreadKind.DISCUSSION)
    title = models.CharField(max_length=200)
    author = TenantForeignKey("tenancy.Person", null=True, related_name="threads")
    language = models.CharField(max_length=8, default="en")
    created_at = models.DateTimeField()
    last_post_at = models.DateTimeField()
    post_count = models.IntegerField(default=0)
    imported_id = models.CharField(max_length=200, null=True, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    first_reply_at = models.DateTimeField(null=True, editable=False)

    # What the queries of feed and page add.
    answered: bool
    accepted_post: UUID | None
    accepted_number: int | None
    accepted_at: datetime | None
    accepted_by: str | None
    draft_body: str | None
    draft_saved_at: datetime | None
    my_level: str | None

    changeable = CHANGEABLE
    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "author_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "id", "community"], name="communities_thread_place"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "imported_id"], name="communities_thread_imported"
            ),
            Policy(
                name="communities_thread_read",
                command="select",
                using="community_id in (select app.my_communities())"
                " or id in (select app.my_passage_threads())",
            ),
            Policy(
                name="communities_thread_write",
                command="insert",
                check="author_id = (select app.pid()) and community_id in (select app.my_communities())",
            ),
            Policy(
                name="communities_thread_change",
                command="update",
                using="community_id in (select app.my_communities())"
                " or id in (select app.my_guest_threads())",
                check="community_id in (select app.my_communities())"
                " or id in (select app.my_guest_threads())",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("title", "last_post_at", "post_count", "opened_at", "first_reply_at"),
            ),
            *for_metrics(
                TABLE,
                (
                    "tenant_id",
                    "id",
                    "community_id",
                    "author_id",
                    "kind",
                    "created_at",
                    "opened_at",
                    "first_reply_at",
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "community", "-last_post_at", "-id"], name="communities_thread_feed"
            ),
            models.Index(
                fields=["tenant_id", "community", "opened_at"],
                include=["first_reply_at", "id"],
                name="communities_thread_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.title
