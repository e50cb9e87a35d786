"""What each person wrote in each community in each month and year."""

from django.db import models

from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_activityspan"


class ActivitySpan(Walled):
    """How many topics and replies one person wrote in one community in a month or year of the firm's calendar.

    Kept by the database in the statement that stores the posts, so that a check of a whole firm need not count
    every post again. All posts are counted, also those that were removed since: the check takes these off, and posts
    themselves never go nor change hands. `began_at` is the span's first moment where the firm kept its days when the
    posts were stored, `months` is 1 or 12; `answers` are the replies to somebody else's topic. Without a
    person: authors unknown.
    """

    community = TenantForeignKey("communities.Community", related_name="+")
    months = models.SmallIntegerField()
    began_at = models.DateTimeField()
    person = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    topics = models.IntegerField()
    replies = models.IntegerField()
    answers = models.IntegerField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=()),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "months", "began_at", "community", "person"],
                nulls_distinct=False,
                name="communities_activityspan_once",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("topics", "replies", "answers")),
            *for_metrics(
                TABLE,
                (
                    "tenant_id",
                    "id",
                    "community_id",
                    "months",
                    "began_at",
                    "person_id",
                    "topics",
                    "replies",
                    "answers",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m} ({self.months})"
