"""One finding of one check."""

from django.db import models

from analytics.health.health_run import Word
from analytics.health.shown_part import ShownPart, shown

TABLE = "analytics_healthfinding"


class HealthFinding(ShownPart):
    """Something that a check noticed; its words stand in `wording.py` under `code`."""

    code = models.CharField(max_length=40)
    word = models.CharField(max_length=8, choices=Word)
    evidence = models.JSONField(default=dict)
    rank = models.SmallIntegerField()

    class Meta:
        ordering = ("rank",)
        constraints = [
            *shown(TABLE),
            models.UniqueConstraint(fields=["tenant_id", "run", "code"], name="analytics_healthfinding_once"),
        ]

    def __str__(self) -> str:
        return self.code
