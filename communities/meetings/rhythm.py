"""How often a community means to meet."""

from typing import TYPE_CHECKING

from django.db import models

from communities.community.ties import LEADS, OPENS
from communities.meetings.meeting import Form
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_rhythm"
MOST_WEEKS = 52
METRICS = ("tenant_id", "id", "community_id", "weeks", "starts_on", "set_at")


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    """Rhythms."""

    def visible_to(self, person: "Person") -> "RhythmQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class Rhythm(Walled):
    """From `starts_on` the community means to meet every `weeks` weeks; without weeks it meets as needed.

    Append-only: the rhythm of a day is the one set last among those that had begun by then, so what was planned
    for a period that is over stays what it was. Time, zone, form and place are what new meetings begin with.
    """

    community = TenantForeignKey("communities.Community", related_name="+")
    weeks = models.SmallIntegerField(null=True)
    starts_on = models.DateField()
    time_of_day = models.TimeField()
    zone = models.CharField(max_length=64)
    duration_minutes = models.SmallIntegerField(default=60)
    form = models.CharField(max_length=12, choices=Form, default=Form.VIRTUAL)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    set_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "set_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(weeks=None) | models.Q(weeks__gte=1, weeks__lte=MOST_WEEKS),
                name="communities_rhythm_weeks",
            ),
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="communities_rhythm_form"),
            Policy(
                name="communities_rhythm_read",
                command="select",
                using=OPENS,
            ),
            Policy(
                name="communities_rhythm_set",
                command="insert",
                check=f"set_by_id = (select app.pid()) and {LEADS}",
            ),
            *for_definers(TABLE),
            *for_metrics(TABLE, METRICS),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "-set_at"], name="communities_rhythm_latest")
        ]

    def __str__(self) -> str:
        return f"{self.weeks}"
