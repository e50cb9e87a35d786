"""What a run of the uplift engine has finished, so that it goes on after an interruption."""

from django.db import models

from analytics.uplift.uplift_run import READERS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "analytics_upliftstage"


class UpliftStage(Walled):
    """The outcome of one stage of a run, kept with the hash of what went in.

    A worker that takes the run up again uses it where the inputs and the code are the same. The stage
    "members" stays when the run is done: who counted as a member and since when, which later runs must either
    repeat or change by enough accounts.
    """

    run = TenantForeignKey("analytics.UpliftRun", related_name="stages")
    name = models.CharField(max_length=40)
    inputs_hash = models.CharField(max_length=80)
    outcome = models.TextField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "run_id", "analytics_upliftrun"),
            models.UniqueConstraint(fields=["tenant_id", "run", "name"], name="analytics_upliftstage_once"),
            Policy(name="analytics_upliftstage_read", command="select", using=READERS),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]

    def __str__(self) -> str:
        return self.name
