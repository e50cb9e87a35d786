"""What speaks for and against a person as the leader of a community."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.leaders.purposes import PEOPLE, SHEET
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_leaderfit"
CRITERIA = ("motivation", "influence", "knowledge", "advocacy")
SHORTEST_REASON = 10
REASONED = rf"\S.{{{SHORTEST_REASON - 2},}}\S"


class Sign(models.TextChoices):
    """How much speaks for a criterion, in words: there is nothing to add up or to multiply."""

    UNKNOWN = "unknown", _("Not known yet")
    LITTLE = "little", _("Little speaks for it")
    SOME = "some", _("Something speaks for it")
    CLEAR = "clear", _("Clear")


class LeaderFit(Walled):
    """One version of a candidate's fit form: four criteria, each a word and a reason, never a total (A10.03, D8).

    Opens in scopes of the purpose `choosing_people` alone, to the selector, the approver who was asked and
    compliance; to the candidate by a link of her own. No definer function, no other role reaches it.
    """

    candidate = TenantForeignKey("customers.LeaderCandidate", related_name="fits")
    version = models.PositiveSmallIntegerField()
    motivation = models.CharField(max_length=7, choices=Sign)
    motivation_reason = models.TextField()
    influence = models.CharField(max_length=7, choices=Sign)
    influence_reason = models.TextField()
    knowledge = models.CharField(max_length=7, choices=Sign)
    knowledge_reason = models.TextField()
    advocacy = models.CharField(max_length=7, choices=Sign)
    advocacy_reason = models.TextField()
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        constraints = [
            *walled(TABLE),
            refers(TABLE, "candidate_id", "customers_leadercandidate"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "candidate", "version"], name="customers_leaderfit_version"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "candidate"], name="customers_leaderfit_candidate"
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{one}__in": Sign.values})
                    & models.Q(**{f"{one}_reason__regex": REASONED}),
                    name=f"customers_leaderfit_{one}",
                )
                for one in CRITERIA
            ),
            PurposeWall(name="customers_leaderfit_apart", only=[PEOPLE, SHEET]),
            Policy(
                name="customers_leaderfit_read",
                command="select",
                using="candidate_id in (select app.my_candidates())"
                " or candidate_id in (select app.my_proposed_candidates())"
                " or candidate_id in (select app.my_sheet_candidates())"
                " or (select app.has_role('compliance'))",
            ),
            Policy(
                name="customers_leaderfit_write",
                command="insert",
                check="by_id = (select app.pid()) and candidate_id in (select app.my_candidates())",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.version}"
