"""One application of the segment rules to all accounts."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_segmentrun"


class RunState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")


class SegmentRunQuerySet(models.QuerySet["SegmentRun"]):
    """Runs."""

    def visible_to(self, person: "Person") -> "SegmentRunQuerySet":
        """All of the tenant, for whoever oversees accounts."""
        return self.filter(tenant_id=person.tenant_id)

    def done(self) -> "SegmentRunQuerySet":
        """Finished ones, the newest first."""
        return self.filter(state=RunState.DONE).order_by("-created_at")


class SegmentRun(Walled):
    """A version of the rules applied to the facts of complete months before `until_month`.

    `inputs_hash` covers every account's facts: same rules and inputs place every account alike. `counts` holds
    accounts by segment key and the moves. Written by definer functions, one at a time.
    """

    rules = TenantForeignKey("customers.SegmentRules", related_name="runs")
    until_month = models.DateField()
    state = models.CharField(max_length=8, choices=RunState)
    inputs_hash = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    started_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = SegmentRunQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "rules_id", "customers_segmentrules"),
            refers(TABLE, "started_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(state__in=RunState.values), name="customers_segmentrun_state"
            ),
            models.UniqueConstraint(
                fields=["tenant_id"],
                condition=models.Q(state="waiting"),
                name="customers_segmentrun_one_at_a_time",
            ),
            Policy(
                name="customers_segmentrun_read", command="select", using="(select app.oversees_accounts())"
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("state", "inputs_hash", "counts", "finished_at"),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "-created_at"], name="customers_segmentrun_latest")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} {self.state}"
