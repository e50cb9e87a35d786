"""The removal of a post."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_removal"


class Removal(Walled):
    """A post taken off the page, by whom and why; its words stay until they are erased.

    Written and undone by definer functions that ask whether the post is the caller's own or the
    community one that she moderates. The author reads the reason on the page.
    """

    post = TenantForeignKey("communities.Post", related_name="removals")
    community = TenantForeignKey("communities.Community", related_name="+")
    removed_by = TenantForeignKey("tenancy.Person", related_name="+")
    reason = models.CharField(max_length=240)
    removed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "post_id", "communities_post", with_columns=[("community_id", "community_id")]),
            refers(TABLE, "removed_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "post"], name="communities_removal_once"),
            Policy(
                name="communities_removal_read",
                command="select",
                using="community_id in (select app.my_communities())"
                " or post_id in (select app.my_passage_posts())",
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "post_id", "removed_at")),
        ]

    def __str__(self) -> str:
        return self.reason
