"""What a community does about a finding."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from analytics.health.health_run import ARCHIVE, OFFICE
from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_correctiveaction"
LEADS = "community_id in (select app.my_led())"
OWN = "owner_id = (select app.pid()) and community_id in (select app.my_communities())"
CHANGEABLE = ("title", "due_on", "outcome", "closed_at", "why")


class Outcome(models.TextChoices):
    """How an action ended; whether it worked is the next check's word, not the owner's."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class ActionQuerySet(models.QuerySet["CorrectiveAction"]):
    """Actions."""

    def visible_to(self, person: "Person") -> "ActionQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class CorrectiveAction(Walled):
    """A step against a finding of a check: what, by whom, until when.

    Seen by leader and deputy, the member who owns it, the operator, and of a community of practice by the
    programme office. `finding` is the finding's code; `evidence` what the check had found.
    """

    run = TenantForeignKey("analytics.HealthRun", related_name="corrective_actions")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    finding = models.CharField(max_length=40)
    evidence = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    owner = TenantForeignKey("tenancy.Person", related_name="+")
    due_on = models.DateField()
    opened_by = TenantForeignKey("tenancy.Person", related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    closed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)

    changeable = CHANGEABLE
    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            refers(
                TABLE,
                "run_id",
                "analytics_healthrun",
                with_columns=[("community_id", "community_id"), ("kind", "kind")],
            ),
            refers(TABLE, "owner_id", "tenancy_person"),
            refers(TABLE, "opened_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="analytics_correctiveaction_outcome"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.OPEN, closed_at__isnull=True)
                | models.Q(~models.Q(outcome=Outcome.OPEN), closed_at__isnull=False),
                name="analytics_correctiveaction_closed",
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "finding"],
                condition=models.Q(outcome=Outcome.OPEN),
                name="analytics_correctiveaction_one_open",
            ),
            Policy(
                name="analytics_correctiveaction_read",
                command="select",
                using=f"{LEADS} or ({OWN}) or (select app.my_party()) = 'operator' or ({OFFICE}) or ({ARCHIVE})",
            ),
            Policy(
                name="analytics_correctiveaction_open",
                command="insert",
                check=f"opened_by_id = (select app.pid()) and {LEADS}",
            ),
            Policy(
                name="analytics_correctiveaction_change",
                command="update",
                using=f"{LEADS} or ({OWN})",
                check=f"{LEADS} or ({OWN})",
            ),
            *for_definers(TABLE),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "finding"], name="analytics_corrective_place")
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.outcome == Outcome.OPEN

    def __str__(self) -> str:
        return self.title
