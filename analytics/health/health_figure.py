"""One figure of one check."""

from django.db import models

from analytics.health.shown_part import ShownPart, shown

TABLE = "analytics_healthfigure"


class HealthFigure(ShownPart):
    """The value of an indicator in a run; None where the figure does not exist."""

    indicator = models.CharField(max_length=40)
    value = models.FloatField(null=True)

    class Meta:
        constraints = [
            *shown(TABLE),
            models.UniqueConstraint(
                fields=["tenant_id", "run", "indicator"], name="analytics_healthfigure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"
