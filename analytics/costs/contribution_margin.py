"""How much of a unit of sales is left after what it costs to make and deliver it."""

from typing import TYPE_CHECKING

from django.db import models

from analytics.costs.community_cost import KEEPERS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_contributionmargin"


class ContributionMarginQuerySet(models.QuerySet["ContributionMargin"]):
    """Margins."""

    def visible_to(self, person: "Person") -> "ContributionMarginQuerySet":
        """All of the tenant, the newest first; the first one counts."""
        return self.filter(tenant_id=person.tenant_id).order_by("-at")


class ContributionMargin(Walled):
    """The contribution margin, in percent of net sales, that management says to reckon with from then on."""

    percent = models.SmallIntegerField()
    entered_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    objects = ContributionMarginQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert")),
            refers(TABLE, "entered_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100),
                name="analytics_contributionmargin_percent",
            ),
            Policy(name="analytics_contributionmargin_read", command="select", using=KEEPERS),
            Policy(
                name="analytics_contributionmargin_enter",
                command="insert",
                check=f"entered_by_id = (select app.pid()) and ({KEEPERS})",
            ),
            *for_definers(TABLE),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"
