"""Signs of life."""

from django.db import models

from tenancy.wall.constraints import Grant

VERBS = ("select", "insert", "delete")


class Heartbeat(models.Model):
    """When a process of the product was last seen alive. Belongs to no tenant; functions alone touch it."""

    process = models.CharField(primary_key=True, max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            Grant(name="tenancy_heartbeat_sec", role="app_sec", verbs=VERBS, update=("at",)),
            Grant(name="tenancy_heartbeat_backup", role="app_backup", verbs=("select",)),
        ]

    def __str__(self) -> str:
        return self.process
