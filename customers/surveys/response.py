"""One respondent's answers to a wave."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

RESPONSES = "customers_surveyresponse"
ANSWERS = "customers_surveyanswer"


class SurveyResponse(Walled):
    """That somebody answered. Of a named survey who and when; of an anonymous one neither, by constraint.

    Nobody reads this table or the answers: functions give results, and single answers of named surveys.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = TenantForeignKey("customers.SurveyWave", related_name="+")
    anonymous = models.BooleanField()
    contact = TenantForeignKey("customers.Contact", null=True, related_name="+")
    received_on = models.DateField(null=True)

    class Meta:
        constraints = [
            *walled(RESPONSES, verbs=()),
            refers(RESPONSES, "wave_id", "customers_surveywave", with_columns=[("anonymous", "anonymous")]),
            refers(RESPONSES, "contact_id", "customers_contact"),
            models.CheckConstraint(
                condition=models.Q(anonymous=False) | models.Q(contact=None, received_on=None),
                name="customers_surveyresponse_unlinked",
            ),
            *for_definers(RESPONSES, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "wave"], name="customers_surveyresponse_wave")]

    def __str__(self) -> str:
        return str(self.wave_id)


class SurveyAnswer(Walled):
    """One answer: `number` of scales, numbers and yes (1) or no (0), `words` of choices and texts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = TenantForeignKey("customers.SurveyResponse", related_name="+")
    item = TenantForeignKey("customers.SurveyItem", related_name="+")
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    words = ArrayField(models.CharField(max_length=2000), null=True)

    class Meta:
        constraints = [
            *walled(ANSWERS, verbs=()),
            refers(ANSWERS, "response_id", RESPONSES),
            refers(ANSWERS, "item_id", "customers_surveyitem"),
            models.UniqueConstraint(
                fields=["tenant_id", "response", "item"], name="customers_surveyanswer_once"
            ),
            *for_definers(ANSWERS, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "item"], name="customers_surveyanswer_item")]

    def __str__(self) -> str:
        return str(self.item_id)
