"""The schedule's memory."""

from django.db import models

from tenancy.wall.constraints import Grant


class ScheduledRun(models.Model):
    """One job in one period. Unique, so that two clocks start it once (F12). Belongs to no tenant."""

    job = models.CharField(max_length=60)
    period = models.DateTimeField()
    started_at = models.DateTimeField()
    pk = models.CompositePrimaryKey("job", "period")

    class Meta:
        constraints = [
            Grant(name="tenancy_scheduledrun_sec", role="app_sec", verbs=("select", "insert", "delete")),
            Grant(name="tenancy_scheduledrun_backup", role="app_backup", verbs=("select",)),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.period:%Y-%m-%d %H:%M}"
