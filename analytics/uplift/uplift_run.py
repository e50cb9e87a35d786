"""One stored uplift report."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_upliftrun"
READERS = "(select app.has_role('management')) or (select app.has_role('programme_office'))"


class UpliftState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")


class UpliftRunQuerySet(models.QuerySet["UpliftRun"]):
    """Runs."""

    def visible_to(self, person: "Person") -> "UpliftRunQuerySet":
        """All of the tenant, for management and programme office."""
        return self.filter(tenant_id=person.tenant_id)

    def done(self) -> "UpliftRunQuerySet":
        """Finished ones, the newest first."""
        return self.filter(state=UpliftState.DONE).order_by("-created_at")


class UpliftRun(Walled):
    """A run of the uplift engine on the firm's own sales, invitation and opening dates.

    `result` is the report exactly as it was computed: same inputs, spec and code give the same bytes.
    Complete calendar months before `until_month` count. Written by definer functions alone, one at a time.
    """

    spec = models.JSONField(default=dict)
    until_month = models.DateField()
    state = models.CharField(max_length=8, choices=UpliftState)
    progress = models.SmallIntegerField(default=0)
    inputs_hash = models.CharField(max_length=64, blank=True)
    code_version = models.CharField(max_length=40, blank=True)
    result = models.TextField(blank=True)
    problem = models.CharField(max_length=400, blank=True)
    started_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = UpliftRunQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "started_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(state__in=UpliftState.values), name="analytics_upliftrun_state"
            ),
            models.UniqueConstraint(
                fields=["tenant_id"],
                condition=models.Q(state__in=("waiting", "running")),
                name="analytics_upliftrun_one_at_a_time",
            ),
            Policy(name="analytics_upliftrun_read", command="select", using=READERS),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=(
                    "state",
                    "progress",
                    "inputs_hash",
                    "code_version",
                    "result",
                    "problem",
                    "finished_at",
                ),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "-created_at"], name="analytics_upliftrun_latest")]

    @property
    def is_open(self) -> bool:
        """Whether it still waits or computes."""
        return self.state in (UpliftState.WAITING, UpliftState.RUNNING)

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} {self.state}"
