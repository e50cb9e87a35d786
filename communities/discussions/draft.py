"""The draft."""

from typing import TYPE_CHECKING

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_draft"
CHANGEABLE = ("title", "body", "saved_at")
MINE = "person_id = (select app.pid()) and community_id in (select app.my_communities())"


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts."""

    def visible_to(self, person: "Person") -> "DraftQuerySet":
        """One's own."""
        return self.filter(tenant_id=person.tenant_id, person_id=person.id)


class Draft(Walled):
    """What a person has begun to write: one per thread, and one for a new thread.

    Nobody but its writer can read it, definer functions included.
    """

    person = TenantForeignKey("tenancy.Person", related_name="+")
    community = TenantForeignKey("communities.Community", related_name="+")
    thread = TenantForeignKey("communities.Thread", null=True, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    changeable = CHANGEABLE
    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete"), changeable=CHANGEABLE),
            refers(TABLE, "person_id", "tenancy_person"),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "thread_id", "communities_thread", with_columns=[("community_id", "community_id")]),
            models.UniqueConstraint(
                fields=["tenant_id", "person", "community", "thread"],
                name="communities_draft_once",
                nulls_distinct=False,
            ),
            Policy(name="communities_draft_own", command="all", using=MINE, check=MINE),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.thread_id}"
