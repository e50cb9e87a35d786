"""The history of a community's stage."""

from django.db import models

from communities.community.kinds import Kind, Stage
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_stagechange"


class StageChange(Walled):
    """A community entered a stage. The stage of a shell is known to both sides, and so is its history.

    Written by the functions that change the stage, never by hand.
    """

    community = TenantForeignKey("communities.Community", related_name="stage_changes")
    kind = models.CharField(max_length=16, choices=Kind)
    stage = models.CharField(max_length=16, choices=Stage)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="communities_stagechange_stage"
            ),
            Policy(
                name="communities_stagechange_read",
                command="select",
                using="(select app.my_party()) in ('staff', 'operator')"
                " or community_id in (select app.my_communities())",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "stage", "at")),
        ]
        indexes = [models.Index(fields=["tenant_id", "community", "at"], name="communities_stagechange_line")]

    def __str__(self) -> str:
        return f"{self.stage} {self.at:%Y-%m-%d}"
