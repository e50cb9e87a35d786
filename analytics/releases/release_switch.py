"""A figure that a community keeps to itself."""

from django.db import models

from analytics.releases.figures import KEYS
from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "analytics_releaseswitch"


class ReleaseSwitch(Walled):
    """A leader's word that a figure does not leave: no row, and it does. Rows stay as the switch's history."""

    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    figure = models.CharField(max_length=24)
    off_at = models.DateTimeField()
    off_by = TenantForeignKey("tenancy.Person", related_name="+")
    on_at = models.DateTimeField(null=True)
    on_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            refers(TABLE, "off_by_id", "tenancy_person"),
            refers(TABLE, "on_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(figure__in=KEYS), name="analytics_releaseswitch_figure"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.CUSTOMER), name="analytics_releaseswitch_of_customers"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "figure"],
                condition=models.Q(on_at__isnull=True),
                name="analytics_releaseswitch_off",
            ),
            Policy(
                name="analytics_releaseswitch_read",
                command="select",
                using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator'",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("on_at", "on_by_id")),
        ]

    def __str__(self) -> str:
        return self.figure
