"""When a candidate reached which column of the board."""

from django.db import models

from customers.leaders.leader_candidate import Step
from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_candidatestep"


class CandidateStep(Walled):
    """A move on the board, kept for ever: the funnel and its delays are counted from these rows.

    `reason` is needed where a candidate is declined, and may say why a step was taken back.
    """

    candidate = TenantForeignKey("customers.LeaderCandidate", related_name="steps")
    step = models.CharField(max_length=13, choices=Step)
    reason = models.CharField(max_length=600, blank=True)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "candidate_id", "customers_leadercandidate"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(step__in=Step.values), name="customers_candidatestep_step"
            ),
            PurposeWall(name="customers_candidatestep_apart", never=[CENTRES]),
            Policy(
                name="customers_candidatestep_read",
                command="select",
                using="(select app.oversees_sales()) or (select app.has_role('compliance'))"
                " or candidate_id in (select app.my_candidates())"
                " or candidate_id in (select app.my_proposed_candidates())",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "candidate", "at"], name="customers_step_candidate")]

    def __str__(self) -> str:
        return self.step
