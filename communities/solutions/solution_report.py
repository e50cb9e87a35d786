"""A member's report on a solution."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.ties import OPENS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_solutionreport"
MINE = "person_id = (select app.pid())"
NOT_OWN = (
    "solution_id not in (select s.id from public.communities_solution s"
    " where s.proposed_by_id = (select app.pid()))"
)


class Use(models.TextChoices):
    """What a member did with a solution."""

    TRIED = "tried", _("Tried it")
    ADOPTED = "adopted", _("Uses it")


class Outcome(models.TextChoices):
    """How it went."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    FAILED = "failed", _("It did not work")


class SolutionReport(Walled):
    """A member tried a solution, or uses it, and says how it went. Nobody reports on her own proposal."""

    solution = TenantForeignKey("communities.Solution", related_name="reports")
    community = TenantForeignKey("communities.Community", related_name="+")
    person = TenantForeignKey("tenancy.Person", related_name="+")
    use = models.CharField(max_length=8, choices=Use)
    outcome = models.CharField(max_length=8, choices=Outcome)
    note = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-at", "id")
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            refers(TABLE, "solution_id", "communities_solution", with_columns=[("community_id",) * 2]),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "solution", "person", "use"],
                condition=models.Q(withdrawn_at=None),
                name="communities_solutionreport_once",
            ),
            models.CheckConstraint(
                condition=models.Q(use__in=Use.values), name="communities_solutionreport_use"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="communities_solutionreport_outcome"
            ),
            Policy(name="communities_solutionreport_read", command="select", using=OPENS),
            Policy(
                name="communities_solutionreport_say",
                command="insert",
                check=f"{MINE} and {OPENS} and {NOT_OWN}",
            ),
            Policy(
                name="communities_solutionreport_change",
                command="update",
                using=f"{MINE} and {OPENS}",
                check=f"{MINE} and {OPENS}",
            ),
            *for_metrics(
                TABLE,
                (
                    "tenant_id",
                    "id",
                    "solution_id",
                    "community_id",
                    "person_id",
                    "use",
                    "outcome",
                    "at",
                    "withdrawn_at",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.outcome}"
