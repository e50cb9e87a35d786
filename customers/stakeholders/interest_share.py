"""An interest map that was handed to the leader of the community."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_interestshare"


class InterestShare(Walled):
    """What the selector handed over on purpose: lines of {interest, people, names}, as they were then (A10.09).

    Written by a function together with the community's ledger line; read by the leader and by whoever shared it.
    """

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="+")
    community = TenantForeignKey("communities.Community", related_name="+")
    lines = models.JSONField(default=list)
    with_names = models.BooleanField(default=False)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "by_id", "tenancy_person"),
            Policy(
                name="customers_interestshare_read",
                command="select",
                using="by_id = (select app.pid()) or community_id in (select app.my_led())",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "community", "-at"], name="customers_share_community")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
