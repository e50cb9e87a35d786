"""What a community says of a year when it is over."""

from django.db import models

from communities.community.kinds import Kind
from communities.community.ties import LEADS, of_kind
from communities.goals.goal import SEES
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_yearreview"


class YearReview(Walled):
    """The review of a year's goals: what was reached, what was learned, what comes next. The newest one counts."""

    community = TenantForeignKey("communities.Community", related_name="year_reviews")
    kind = models.CharField(max_length=16, choices=Kind)
    year = models.PositiveSmallIntegerField()
    reached = models.CharField(max_length=2000)
    learned = models.CharField(max_length=2000)
    written_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        constraints = [
            *walled(TABLE),
            of_kind(TABLE),
            refers(TABLE, "written_by_id", "tenancy_person"),
            Policy(name="communities_yearreview_read", command="select", using=SEES),
            Policy(
                name="communities_yearreview_write",
                command="insert",
                check=f"written_by_id = (select app.pid()) and {LEADS}",
            ),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "year", "at")),
        ]
        indexes = [models.Index(fields=["tenant_id", "community", "year"], name="communities_yearreview_of")]

    def __str__(self) -> str:
        return f"{self.year}"
