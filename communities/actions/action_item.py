"""The action item."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.ties import LEADS, MODERATES, OPENS, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_actionitem"
CHANGEABLE = ("title", "outcome", "closed_at", "closing_words")
MINE_OR_LED = f"{LEADS} or (owner_id = (select app.pid()) and {OPENS})"
METRICS = (
    "tenant_id",
    "id",
    "community_id",
    "owner_id",
    "meeting_id",
    "due_on",
    "opened_at",
    "outcome",
    "closed_at",
)


class Outcome(models.TextChoices):
    """Where an action stands."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Action items."""

    def visible_to(self, person: "Person") -> "ActionItemQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)

    def open(self) -> "ActionItemQuerySet":
        """Those that somebody still works on."""
        return self.filter(outcome=Outcome.OPEN)


class ActionItem(Walled):
    """What one member has promised to do until a day, perhaps in a meeting.

    `meeting` is where it was agreed, `next_meeting` where it is taken up again; this and `due_on` move by
    carrying it over alone, and every move is a `CarryOver`. `closing_words` is what was learnt when it is done,
    and why when it is dropped.
    """

    community = TenantForeignKey("communities.Community", related_name="action_items")
    meeting = TenantForeignKey("communities.Meeting", null=True, related_name="action_items")
    next_meeting = TenantForeignKey("communities.Meeting", null=True, related_name="+")
    title = models.CharField(max_length=200)
    owner = TenantForeignKey("tenancy.Person", related_name="+")
    due_on = models.DateField()
    opened_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    closed_at = models.DateTimeField(null=True)
    closing_words = models.TextField(max_length=2000, blank=True)

    # What the queries of lists add.
    carried: int

    changeable = CHANGEABLE
    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(
                TABLE, "meeting_id", "communities_meeting", with_columns=[("community_id", "community_id")]
            ),
            refers(
                TABLE,
                "next_meeting_id",
                "communities_meeting",
                with_columns=[("community_id", "community_id")],
            ),
            seated(TABLE, "owner_id"),
            refers(TABLE, "opened_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community"], name="communities_actionitem_community"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="communities_actionitem_outcome"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.OPEN, closed_at=None)
                | models.Q(~models.Q(outcome=Outcome.OPEN), closed_at__isnull=False),
                name="communities_actionitem_closed",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.DROPPED) | ~models.Q(closing_words=""),
                name="communities_actionitem_dropped",
            ),
            Policy(name="communities_actionitem_read", command="select", using=OPENS),
            Policy(
                name="communities_actionitem_open",
                command="insert",
                check=f"opened_by_id = (select app.pid()) and {OPENS}"
                f" and (owner_id = (select app.pid()) or {MODERATES})",
            ),
            Policy(
                name="communities_actionitem_change",
                command="update",
                using=MINE_OR_LED,
                check=MINE_OR_LED,
            ),
            *for_definers(TABLE, update=("due_on", "next_meeting_id", "owner_id")),
            *for_metrics(TABLE, METRICS),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "due_on"], name="communities_actionitem_due"),
            models.Index(
                fields=["tenant_id", "owner", "due_on"],
                condition=models.Q(outcome=Outcome.OPEN),
                name="communities_actionitem_mine",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.outcome == Outcome.OPEN

    def is_late(self, *, today: date) -> bool:
        """Open although its day has passed."""
        return self.is_open and self.due_on < today

    def __str__(self) -> str:
        return self.title
