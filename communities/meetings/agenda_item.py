"""One item of a meeting's agenda."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.ties import LEADS, OPENS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_agendaitem"
CHANGEABLE = ("decision", "position", "duration_minutes")


class Decision(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("On the agenda")
    DECLINED = "declined", _("Not this time")
    WITHDRAWN = "withdrawn", _("Taken back")


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Agenda items."""

    def visible_to(self, person: "Person") -> "AgendaItemQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class AgendaItem(Walled):
    """Something to talk about, proposed by a member; or an open slot, time kept free for what comes up.

    Leader and deputy decide and order; who proposed may take it back (a definer function) while it is open.
    """

    meeting = TenantForeignKey("communities.Meeting", related_name="agenda")
    community = TenantForeignKey("communities.Community", related_name="+")
    title = models.CharField(max_length=160)
    note = models.CharField(max_length=600, blank=True)
    is_open_slot = models.BooleanField(default=False)
    duration_minutes = models.SmallIntegerField(default=10)
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.PROPOSED)
    position = models.SmallIntegerField(default=0)
    proposed_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    proposed_at = models.DateTimeField()

    changeable = CHANGEABLE
    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("position", "proposed_at", "id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(
                TABLE, "meeting_id", "communities_meeting", with_columns=[("community_id", "community_id")]
            ),
            refers(TABLE, "proposed_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values), name="communities_agendaitem_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__gt=0, duration_minutes__lte=600),
                name="communities_agendaitem_duration",
            ),
            Policy(
                name="communities_agendaitem_read",
                command="select",
                using=OPENS,
            ),
            Policy(
                name="communities_agendaitem_propose",
                command="insert",
                check=f"proposed_by_id = (select app.pid()) and {OPENS}"
                f" and ({LEADS} or (decision = 'proposed' and not is_open_slot))",
            ),
            Policy(name="communities_agendaitem_arrange", command="update", using=LEADS, check=LEADS),
            *for_definers(TABLE, update=("decision",)),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "meeting", "position"], name="communities_agendaitem_order")
        ]

    def __str__(self) -> str:
        return self.title
