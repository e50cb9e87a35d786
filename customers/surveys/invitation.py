"""Who was invited to a wave."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_surveyinvitation"


class SurveyInvitation(Walled):
    """A contact was invited. A named survey keeps the link's digest here and whether it was answered.

    Of an anonymous survey only the invitation stands here: no link, no answer, no moment of either.
    """

    wave = TenantForeignKey("customers.SurveyWave", related_name="invitations")
    anonymous = models.BooleanField()
    contact = TenantForeignKey("customers.Contact", related_name="+")
    token_digest = models.CharField(max_length=64, blank=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "wave_id", "customers_surveywave", with_columns=[("anonymous", "anonymous")]),
            refers(TABLE, "contact_id", "customers_contact"),
            models.UniqueConstraint(
                fields=["tenant_id", "wave", "contact"], name="customers_surveyinvitation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(anonymous=False) | models.Q(token_digest="", answered_at=None),
                name="customers_surveyinvitation_unlinked",
            ),
            Policy(
                name="customers_surveyinvitation_read", command="select", using="(select app.runs_surveys())"
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("token_digest", "answered_at")),
        ]
        indexes = [models.Index(fields=["token_digest"], name="customers_surveyinvitation_tok")]

    def __str__(self) -> str:
        return f"{self.invited_at:%Y-%m-%d}"
