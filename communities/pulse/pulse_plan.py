"""How often a community is asked by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import Kind
from communities.pulse.items import ASKED_KINDS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "communities_pulseplan"


class Rhythm(models.IntegerChoices):
    """Months between two waves."""

    QUARTERLY = 3, _("every three months")
    HALF_YEARLY = 6, _("every six months")
    YEARLY = 12, _("once a year")


class OpenDays(models.IntegerChoices):
    """How long a wave takes answers."""

    WEEK = 7, _("one week")
    FORTNIGHT = 14, _("two weeks")
    THREE_WEEKS = 21, _("three weeks")


class PulsePlan(Walled):
    """The leader's plan: a wave of `open_days` opens on `next_on`, and again every `months`.

    One row for each community, deleted when the plan is given up. Written by definer functions.
    """

    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    months = models.PositiveSmallIntegerField(choices=Rhythm)
    open_days = models.PositiveSmallIntegerField(choices=OpenDays)
    next_on = models.DateField()
    set_by = TenantForeignKey("tenancy.Person", related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            refers(TABLE, "set_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "community"], name="communities_pulseplan_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=ASKED_KINDS), name="communities_pulseplan_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(months__in=Rhythm.values, open_days__in=OpenDays.values),
                name="communities_pulseplan_rhythm",
            ),
            Policy(
                name="communities_pulseplan_read",
                command="select",
                using="community_id in (select app.my_communities())",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert", "delete"),
                update=("months", "open_days", "next_on", "set_by_id", "set_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} months, next on {self.next_on}"
