"""What an imported record holds beside threads, posts and reactions."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_archivedrecord"
METRICS = ("tenant_id", "id", "community_id", "author_id", "kind", "created_at")


class ArchivedRecord(Walled):
    """A line of an imported record that is neither post nor reaction to one: kept as it came.

    Kinds: `other` (whatever the old system called it) and `reaction` to a post that it had deleted.
    """

    community = TenantForeignKey("communities.Community", related_name="archived_records")
    imported_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=16)
    subkind = models.CharField(max_length=80, blank=True)
    parent_imported_id = models.CharField(max_length=200, blank=True)
    author = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    title = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "author_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "imported_id"], name="communities_archivedrecord_once"
            ),
            Policy(
                name="communities_archivedrecord_read",
                command="select",
                using="community_id in (select app.my_communities())",
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete"), update=("title", "body_html")),
            *for_metrics(TABLE, METRICS),
        ]

    def __str__(self) -> str:
        return self.imported_id
