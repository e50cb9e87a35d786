"""A talk with a candidate about leading the community."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_leaderdiscussion"


class Outcome(models.TextChoices):
    """How the talk ended."""

    WANTS_IT = "wants_it", _("Wants to lead")
    INTERESTED = "interested", _("Interested, another talk follows")
    UNDECIDED = "undecided", _("Undecided")
    NOT_NOW = "not_now", _("Not now")
    NO = "no", _("Does not want it")


class LeaderDiscussion(Walled):
    """One talk: when, who took part, what was said about the idea, how it ended. Never changed afterwards.

    Nobody is proposed without one (A10.05).
    """

    candidate = TenantForeignKey("customers.LeaderCandidate", related_name="discussions")
    held_on = models.DateField()
    present = models.CharField(max_length=240, blank=True)
    what = models.TextField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-held_on", "-at", "-id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "candidate_id", "customers_leadercandidate"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="customers_leaderdiscussion_outcome"
            ),
            models.CheckConstraint(
                condition=~models.Q(what=""), name="customers_leaderdiscussion_said_something"
            ),
            PurposeWall(name="customers_leaderdiscussion_apart", never=[CENTRES]),
            Policy(
                name="customers_leaderdiscussion_read",
                command="select",
                using="(select app.has_role('compliance')) or candidate_id in (select app.my_candidates())"
                " or candidate_id in (select app.my_proposed_candidates())",
            ),
            Policy(
                name="customers_leaderdiscussion_log",
                command="insert",
                check="by_id = (select app.pid()) and candidate_id in (select app.my_candidates())",
            ),
            *for_definers(TABLE),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "candidate", "-held_on"], name="customers_talk_candidate")
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.outcome}"
