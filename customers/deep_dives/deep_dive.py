"""The Customer Deep Dive: a workshop in which customers explore the future of health care with the firm."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_deepdive"
HOLDS = (
    "(select app.oversees_accounts()) or created_by_id = (select app.pid()) or host_id = (select app.pid())"
)
READS = f"{HOLDS} or id in (select app.my_deep_dives())"
CHANGEABLE = (
    "title", "held_on", "place", "scenario", "scenario_text", "drivers", "questions", "agenda", "summary",
    "status", "held_at", "evaluated_at",
)  # fmt: skip


class DiveStatus(models.TextChoices):
    """How far the workshop is."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    EVALUATED = "evaluated", _("Evaluated")


class DeepDiveQuerySet(models.QuerySet["DeepDive"]):
    """Deep Dives."""

    def visible_to(self, person: "Person") -> "DeepDiveQuerySet":
        """Those that one holds, takes part in, or sends customers of one's own to; all for an overseer."""
        return self.filter(tenant_id=person.tenant_id)


class DeepDive(Walled):
    """A workshop with its scenario (title, text, drivers, questions), agenda and summary.

    `drivers`, `questions` and `agenda` hold one entry per line; an agenda line begins with its time.
    """

    title = models.CharField(max_length=160)
    held_on = models.DateField()
    place = models.CharField(max_length=160, blank=True)
    scenario = models.CharField(max_length=160)
    scenario_text = models.TextField(blank=True)
    drivers = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    agenda = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    status = models.CharField(max_length=9, choices=DiveStatus, default=DiveStatus.PLANNED)
    host = TenantForeignKey("tenancy.Person", related_name="+")
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    evaluated_at = models.DateTimeField(null=True)

    changeable = CHANGEABLE
    objects = DeepDiveQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "host_id", "tenancy_person"),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(status__in=DiveStatus.values), name="customers_deepdive_status"
            ),
            Policy(name="customers_deepdive_read", command="select", using=READS),
            Policy(
                name="customers_deepdive_plan",
                command="insert",
                check="created_by_id = (select app.pid()) and (select app.my_party()) = 'staff'",
            ),
            Policy(name="customers_deepdive_change", command="update", using=HOLDS, check=HOLDS),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "-held_on", "-id"], name="customers_deepdive_latest")]

    def __str__(self) -> str:
        return self.title
