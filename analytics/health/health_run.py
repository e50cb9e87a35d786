"""One check of one community."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_healthrun"
OFFICE = "kind = 'induced_cop' and (select app.has_role('programme_office'))"
ARCHIVE = "kind = 'archive' and (select app.has_role('tenant_admin'))"


class Word(models.TextChoices):
    """What a check comes to; never a score. `unknown` where there is too little to judge."""

    HEALTHY = "healthy", _("Healthy")
    WATCH = "watch", _("Watch")
    ACT = "act", _("Act")
    UNKNOWN = "unknown", _("Not enough to say")


class RunState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")


class HealthRunQuerySet(models.QuerySet["HealthRun"]):
    """Runs."""

    def visible_to(self, person: "Person") -> "HealthRunQuerySet":
        """Those of the communities whose check this person may see, whole or in part."""
        return self.filter(tenant_id=person.tenant_id)

    def done(self) -> "HealthRunQuerySet":
        """Finished ones, the latest period first and of each period the latest run first."""
        return self.filter(state=RunState.DONE).order_by("-last_day", "-first_day", "-created_at")


class HealthRun(Walled):
    """A check of a community over a period of whole days, under one version of the definitions.

    The sponsor has no row of a customer community: what may leave it goes through the release rule.
    Written by definer functions alone.
    """

    community = TenantForeignKey("communities.Community", related_name="health_runs")
    kind = models.CharField(max_length=16, choices=Kind)
    first_day = models.DateField()
    last_day = models.DateField()
    definitions = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=RunState)
    word = models.CharField(max_length=8, choices=Word, blank=True)
    started_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = HealthRunQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            refers(TABLE, "started_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community", "kind"], name="analytics_healthrun_place"
            ),
            models.CheckConstraint(
                condition=models.Q(word__in=["", *Word.values]), name="analytics_healthrun_word"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RunState.values), name="analytics_healthrun_state"
            ),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="analytics_healthrun_period"
            ),
            Policy(
                name="analytics_healthrun_read",
                command="select",
                using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator'"
                f" or ({OFFICE})",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("state", "word", "finished_at")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "-last_day"], name="analytics_healthrun_latest")
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}: {self.word or self.state}"
