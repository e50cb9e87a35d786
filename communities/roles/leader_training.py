"""A leader's own training."""

from django.db import models

from communities.community.kinds import Kind
from communities.community.ties import LEADS, OFFICE, of_kind, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_leadertraining"
RECORDS = f"({LEADS} or {OFFICE})"


class LeaderTraining(Walled):
    """A member completed a leadership training on a day: what leading a community asks of somebody.

    Lies on the members' plane: leaders keep it, and of a community of practice the programme office. What reps
    learned about preparing communities is the firm's own record and stands elsewhere.
    """

    community = TenantForeignKey("communities.Community", related_name="leader_trainings")
    kind = models.CharField(max_length=16, choices=Kind)
    person = TenantForeignKey("tenancy.Person", related_name="+")
    course = models.CharField(max_length=120)
    completed_on = models.DateField()
    recorded_by = TenantForeignKey("tenancy.Person", related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-completed_on", "id")
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            of_kind(TABLE),
            seated(TABLE, "person_id"),
            refers(TABLE, "recorded_by_id", "tenancy_person"),
            Policy(
                name="communities_leadertraining_read",
                command="select",
                using=f"person_id = (select app.pid()) or {RECORDS}",
            ),
            Policy(
                name="communities_leadertraining_record",
                command="insert",
                check=f"recorded_by_id = (select app.pid()) and {RECORDS}",
            ),
            Policy(name="communities_leadertraining_change", command="update", using=RECORDS, check=RECORDS),
            *for_metrics(
                TABLE, ("tenant_id", "id", "community_id", "person_id", "completed_on", "withdrawn_at")
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "community"], name="communities_leadertraining_com")]

    def __str__(self) -> str:
        return f"{self.course} {self.completed_on}"
