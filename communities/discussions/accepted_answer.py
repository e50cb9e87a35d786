"""The accepted answer of a thread."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_acceptedanswer"
METRICS = ("tenant_id", "id", "community_id", "thread_id", "post_id", "accepted_by_id", "accepted_at")


class AcceptedAnswer(Walled):
    """The post that answered the question, said by who asked or by a moderator; at most one per thread.

    The composite key holds that the post is one of the thread. Written by definer functions.
    """

    thread = TenantForeignKey("communities.Thread", related_name="accepted_answers")
    post = TenantForeignKey("communities.Post", related_name="+")
    community = TenantForeignKey("communities.Community", related_name="+")
    accepted_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "thread_id", "communities_thread", with_columns=[("community_id", "community_id")]),
            refers(TABLE, "post_id", "communities_post", with_columns=[("thread_id", "thread_id")]),
            refers(TABLE, "accepted_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "thread"], name="communities_acceptedanswer_once"),
            Policy(
                name="communities_acceptedanswer_read",
                command="select",
                using="community_id in (select app.my_communities())"
                " or post_id in (select app.my_passage_posts())",
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
            *for_metrics(TABLE, METRICS),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}"
