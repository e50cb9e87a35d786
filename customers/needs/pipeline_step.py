"""The history of needs and ideas: every change of status with who, when and why."""

from django.db import models

from customers.needs.need import STAFF
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_pipelinestep"


class PipelineStep(Walled):
    """A need or an idea went from one status to another; `before` is empty at its beginning. Append-only."""

    need = TenantForeignKey("customers.Need", null=True, related_name="steps")
    idea = TenantForeignKey("customers.Idea", null=True, related_name="steps")
    before = models.CharField(max_length=9, blank=True)
    after = models.CharField(max_length=9)
    reason = models.CharField(max_length=400, blank=True)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "need_id", "customers_need"),
            refers(TABLE, "idea_id", "customers_idea"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(need__isnull=False, idea__isnull=True)
                | models.Q(need__isnull=True, idea__isnull=False),
                name="customers_pipelinestep_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(after="dropped") | ~models.Q(reason=""),
                name="customers_pipelinestep_reason",
            ),
            Policy(name="customers_pipelinestep_read", command="select", using=STAFF),
            Policy(
                name="customers_pipelinestep_record",
                command="insert",
                check=f"by_id = (select app.pid()) and {STAFF}",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "need", "at"], name="customers_pipeline_need"),
            models.Index(fields=["tenant_id", "idea", "at"], name="customers_pipeline_idea"),
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.after}"
