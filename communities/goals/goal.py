"""A goal of a community for one year."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import Kind
from communities.community.ties import LEADS, OPENS, SPONSOR, of_kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_goal"
CHANGEABLE = ("title", "measure", "dropped_at")
SEES = f"{OPENS} or {SPONSOR}"


class Status(models.TextChoices):
    """How a goal stands."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    REACHED = "reached", _("Reached")
    MISSED = "missed", _("Missed")


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals."""

    def visible_to(self, person: "Person") -> "GoalQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class Goal(Walled):
    """What a community wants to have reached at the end of a year, and how it will know.

    The community's own, set by leader or deputy; what management fixed (domain, objectives) is not this. The
    sponsor reads the goals of communities of practice, of no other.
    """

    community = TenantForeignKey("communities.Community", related_name="goals")
    kind = models.CharField(max_length=16, choices=Kind)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    measure = models.CharField(max_length=400)
    set_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    set_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    # What `with_status` (year.py) adds.
    status: str
    note: str

    changeable = CHANGEABLE
    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ("set_at", "id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            of_kind(TABLE),
            refers(TABLE, "set_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community", "kind"], name="communities_goal_place"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=2000, year__lte=2100), name="communities_goal_year"
            ),
            Policy(name="communities_goal_read", command="select", using=SEES),
            Policy(
                name="communities_goal_set",
                command="insert",
                check=f"set_by_id = (select app.pid()) and {LEADS}",
            ),
            Policy(name="communities_goal_change", command="update", using=LEADS, check=LEADS),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "year", "set_at", "dropped_at")),
        ]
        indexes = [models.Index(fields=["tenant_id", "community", "year"], name="communities_goal_of_year")]

    def __str__(self) -> str:
        return self.title
