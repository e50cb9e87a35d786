"""One round of a survey."""

from django.db import models

from customers.surveys.survey import READERS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_surveywave"


class SurveyWave(Walled):
    """The survey put once, from `opened_on` until it is closed or `closes_on` has passed."""

    survey = TenantForeignKey("customers.Survey", related_name="waves")
    anonymous = models.BooleanField()
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    opened_on = models.DateField()
    closes_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "survey_id", "customers_survey", with_columns=[("anonymous", "anonymous")]),
            models.UniqueConstraint(
                fields=["tenant_id", "survey", "number"], name="customers_surveywave_once"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "anonymous"], name="customers_surveywave_anonymity"
            ),
            Policy(name="customers_surveywave_read", command="select", using=READERS),
            *for_definers(TABLE, verbs=("select", "insert"), update=("closed_at",)),
        ]

    def __str__(self) -> str:
        return self.name
