"""The survey: what is asked, of whom it is kept, and what respondents are told."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_survey"
READERS = "(select app.reads_surveys())"


class Minimum(models.IntegerChoices):
    """How many answers there must be before a result is shown."""

    FIVE = 5, _("five answers")
    TEN = 10, _("ten answers")


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Surveys."""

    def visible_to(self, person: "Person") -> "SurveyQuerySet":
        """All of the tenant, for those who read surveys."""
        return self.filter(tenant_id=person.tenant_id)


class Survey(Walled):
    """Questions that are put to contacts in one or more waves; they are fixed when the first wave opens.

    Of an anonymous survey the database holds no link between an answer and a person: see SurveyBallot.
    `sponsor` and `privacy` are what every respondent reads first. Written by definer functions.
    """

    title = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)
    anonymous = models.BooleanField()
    minimum = models.PositiveSmallIntegerField(choices=Minimum, default=Minimum.TEN)
    sponsor = models.CharField(max_length=160)
    privacy = models.TextField()
    language = models.CharField(max_length=8, default="en")
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    created_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "anonymous"], name="customers_survey_anonymity"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__in=Minimum.values), name="customers_survey_minimum"
            ),
            Policy(name="customers_survey_read", command="select", using=READERS),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=(
                    "title",
                    "purpose",
                    "anonymous",
                    "minimum",
                    "sponsor",
                    "privacy",
                    "language",
                    "begun_at",
                ),
            ),
        ]

    @property
    def is_draft(self) -> bool:
        """Whether its questions can still change."""
        return self.begun_at is None

    def __str__(self) -> str:
        return self.title
