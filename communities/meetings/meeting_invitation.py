"""Who is invited to a meeting."""

from django.db import models

from communities.community.ties import OPENS, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_meetinginvitation"
METRICS = ("tenant_id", "id", "community_id", "meeting_id", "person_id", "invited_at")


class MeetingInvitation(Walled):
    """A member is expected at a meeting. Everybody in the community sees who is; a definer function writes it."""

    meeting = TenantForeignKey("communities.Meeting", related_name="invitations")
    community = TenantForeignKey("communities.Community", related_name="+")
    person = TenantForeignKey("tenancy.Person", related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(
                TABLE, "meeting_id", "communities_meeting", with_columns=[("community_id", "community_id")]
            ),
            seated(TABLE, "person_id"),
            models.UniqueConstraint(
                fields=["tenant_id", "meeting", "person"], name="communities_meetinginvitation_once"
            ),
            Policy(
                name="communities_meetinginvitation_read",
                command="select",
                using=OPENS,
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
            *for_metrics(TABLE, METRICS),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
