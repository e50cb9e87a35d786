"""Somebody vouches for a solution."""

from django.db import models

from communities.community.ties import MODERATES
from communities.community.ties import OPENS as MEMBERS
from communities.solutions.solution_report import NOT_OWN
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_solutionvalidation"
MINE = "validated_by_id = (select app.pid())"
TRIED = (
    "solution_id in (select r.solution_id from public.communities_solutionreport r"
    " where r.withdrawn_at is null)"
)


class SolutionValidation(Walled):
    """Leader, deputy or moderator looked at the reports and vouches for a solution, saying on what basis.

    Never for one's own proposal, and only for what somebody else has tried or uses; the row policy holds both.
    """

    solution = TenantForeignKey("communities.Solution", related_name="validations")
    community = TenantForeignKey("communities.Community", related_name="+")
    validated_by = TenantForeignKey("tenancy.Person", related_name="+")
    basis = models.CharField(max_length=600)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-at", "id")
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            refers(TABLE, "solution_id", "communities_solution", with_columns=[("community_id",) * 2]),
            refers(TABLE, "validated_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "solution", "validated_by"],
                condition=models.Q(withdrawn_at=None),
                name="communities_solutionvalidation_once",
            ),
            Policy(name="communities_solutionvalidation_read", command="select", using=MEMBERS),
            Policy(
                name="communities_solutionvalidation_vouch",
                command="insert",
                check=f"{MINE} and {MODERATES} and {NOT_OWN} and {TRIED}",
            ),
            Policy(
                name="communities_solutionvalidation_change",
                command="update",
                using=f"{MINE} and {MEMBERS}",
                check=f"{MINE} and {MEMBERS}",
            ),
            *for_metrics(
                TABLE,
                ("tenant_id", "id", "solution_id", "community_id", "validated_by_id", "at", "withdrawn_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
