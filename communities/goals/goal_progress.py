"""A word on how a goal stands."""

from django.db import models

from communities.community.kinds import Kind
from communities.community.ties import LEADS
from communities.goals.goal import SEES, Status
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_goalprogress"


class GoalProgress(Walled):
    """Leader or deputy says how a goal stands and why; the latest word counts, earlier ones are its history."""

    goal = TenantForeignKey("communities.Goal", related_name="progress")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    status = models.CharField(max_length=8, choices=Status)
    note = models.CharField(max_length=400, blank=True)
    told_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            refers(
                TABLE,
                "goal_id",
                "communities_goal",
                with_columns=[("community_id",) * 2, ("kind",) * 2],
            ),
            refers(TABLE, "told_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="communities_goalprogress_status"
            ),
            Policy(name="communities_goalprogress_read", command="select", using=SEES),
            Policy(
                name="communities_goalprogress_tell",
                command="insert",
                check=f"told_by_id = (select app.pid()) and {LEADS}",
            ),
            Policy(name="communities_goalprogress_change", command="update", using=LEADS, check=LEADS),
            *for_metrics(
                TABLE, ("tenant_id", "id", "goal_id", "community_id", "status", "at", "withdrawn_at")
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "goal", "-at"], name="communities_goalprogress_last")]

    def __str__(self) -> str:
        return self.status
