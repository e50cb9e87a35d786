"""Who came to a meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.ties import LEADS, OPENS, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_attendance"
METRICS = ("tenant_id", "id", "community_id", "meeting_id", "person_id", "outcome")


class Outcome(models.TextChoices):
    """Whether a person was there."""

    CAME = "came", _("Came")
    ABSENT = "absent", _("Did not come")
    EXCUSED = "excused", _("Excused")


class Attendance(Walled):
    """One person and one meeting: came, did not, or excused. She need not have been invited.

    Seen by herself and by leader and deputy, not by the other members: they see how many came. Written by
    definer functions: hers by herself until the leader has put the meeting on record, all of them by the leader.
    """

    meeting = TenantForeignKey("communities.Meeting", related_name="attendances")
    community = TenantForeignKey("communities.Community", related_name="+")
    person = TenantForeignKey("tenancy.Person", related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome)
    noted_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(
                TABLE, "meeting_id", "communities_meeting", with_columns=[("community_id", "community_id")]
            ),
            seated(TABLE, "person_id"),
            refers(TABLE, "noted_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "meeting", "person"], name="communities_attendance_once"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="communities_attendance_outcome"
            ),
            Policy(
                name="communities_attendance_read",
                command="select",
                using=f"{LEADS} or (person_id = (select app.pid()) and {OPENS})",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert", "delete"),
                update=("outcome", "noted_by_id", "noted_at"),
            ),
            *for_metrics(TABLE, METRICS),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "person"], name="communities_attendance_person")
        ]

    def __str__(self) -> str:
        return self.outcome
