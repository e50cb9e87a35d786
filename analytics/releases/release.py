"""One month's release of one customer community."""

from typing import TYPE_CHECKING

from django.db import models

from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_release"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases."""

    def visible_to(self, person: "Person") -> "ReleaseQuerySet":
        """Those that the wall shows: members' and the operator's own; the sponsor reads released figures only."""
        return self.filter(tenant_id=person.tenant_id)


class Release(Walled):
    """The frame of a month's figures: which fixed group of members they are about, and when the sponsor may see them.

    `month` is its first day, `cohort_since` the month in which that group was frozen, `previews_until` the moment
    before which nothing crosses. Made once by the worker and never computed again, whatever happens later.
    """

    community = TenantForeignKey("communities.Community", related_name="releases")
    kind = models.CharField(max_length=16, choices=Kind)
    month = models.DateField()
    cohort_since = models.DateField()
    frozen_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True)
    previews_until = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-month",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "month"], name="analytics_release_once"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community", "kind", "month"], name="analytics_release_place"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.CUSTOMER), name="analytics_release_of_customers"
            ),
            Policy(
                name="analytics_release_read",
                command="select",
                using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator'",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("stored_at", "previews_until")),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "month", "cohort_since")),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
