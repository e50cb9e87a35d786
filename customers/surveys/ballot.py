"""The right to answer an anonymous survey once."""

from uuid import uuid4

from django.db import models

from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_surveyballot"


class SurveyBallot(Walled):
    """A link that nobody has used yet, as a digest, and nothing else: not whose it is, not when it was made.

    The rows of a batch are stored in the order of their digests, so their place says nothing either. Using the
    link deletes the row. Nobody may read this table.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = TenantForeignKey("customers.SurveyWave", related_name="+")
    token_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=()),
            refers(TABLE, "wave_id", "customers_surveywave"),
            models.UniqueConstraint(fields=["tenant_id", "token_digest"], name="customers_surveyballot_once"),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]
        indexes = [models.Index(fields=["token_digest"], name="customers_surveyballot_token")]

    def __str__(self) -> str:
        return str(self.wave_id)
