"""One question of a survey."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.needs.functions import Function
from customers.surveys.survey import READERS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_surveyitem"


class Scale(models.TextChoices):
    """How an item is answered."""

    FIVE = "scale5", _("Scale from 1 to 5")
    YES_NO = "yes_no", _("Yes or no")
    SINGLE = "single", _("One of a list")
    MULTIPLE = "multiple", _("Several of a list")
    NUMBER = "number", _("Number")
    TEXT = "text", _("Text")


class Measure(models.TextChoices):
    """What a scale from 1 to 5 says of its aspect; a gap is importance minus performance."""

    IMPORTANCE = "importance", _("Importance")
    PERFORMANCE = "performance", _("Performance")


class SurveyItem(Walled):
    """A question. `code` names it across surveys and in files; items with one `aspect` make a gap analysis.

    `function` is the function of the firm that can close a gap in that aspect.
    """

    survey = TenantForeignKey("customers.Survey", related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    text = models.CharField(max_length=400)
    scale = models.CharField(max_length=8, choices=Scale)
    choices = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    aspect = models.CharField(max_length=120, blank=True)
    measure = models.CharField(max_length=11, blank=True, choices=Measure)
    function = models.CharField(max_length=16, blank=True, choices=Function)

    class Meta:
        ordering = ("position",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "survey_id", "customers_survey"),
            models.UniqueConstraint(fields=["tenant_id", "survey", "code"], name="customers_surveyitem_once"),
            models.CheckConstraint(
                condition=models.Q(scale__in=Scale.values), name="customers_surveyitem_scale"
            ),
            Policy(name="customers_surveyitem_read", command="select", using=READERS),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]

    def __str__(self) -> str:
        return self.text
