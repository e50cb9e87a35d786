"""One carrying over of an action item."""

from django.db import models

from communities.community.ties import OPENS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_carryover"
METRICS = ("tenant_id", "id", "community_id", "action_id", "was_due_on", "due_on", "at")
PLACE = [("community_id", "community_id")]


class CarryOver(Walled):
    """The due date of an action, or the meeting that takes it up, was moved: from what, to what, by whom, why.

    Written by the function that moves it, so the count cannot differ from what happened.
    """

    action = TenantForeignKey("communities.ActionItem", related_name="carry_overs")
    community = TenantForeignKey("communities.Community", related_name="+")
    was_due_on = models.DateField()
    due_on = models.DateField()
    from_meeting = TenantForeignKey("communities.Meeting", null=True, related_name="+")
    to_meeting = TenantForeignKey("communities.Meeting", null=True, related_name="+")
    why = models.CharField(max_length=240, blank=True)
    by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "action_id", "communities_actionitem", with_columns=PLACE),
            refers(TABLE, "from_meeting_id", "communities_meeting", with_columns=PLACE),
            refers(TABLE, "to_meeting_id", "communities_meeting", with_columns=PLACE),
            refers(TABLE, "by_id", "tenancy_person"),
            Policy(
                name="communities_carryover_read",
                command="select",
                using=OPENS,
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
            *for_metrics(TABLE, METRICS),
        ]
        indexes = [models.Index(fields=["tenant_id", "action", "at"], name="communities_carryover_line")]

    def __str__(self) -> str:
        return f"{self.was_due_on} – {self.due_on}"
