"""Whom a note of recognition is for."""

from django.db import models

from communities.community.ties import OPENS, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_recognitionrecipient"
MINE = (
    "recognition_id in (select r.id from public.communities_recognition r"
    " where r.given_by_id = (select app.pid()))"
)


class RecognitionRecipient(Walled):
    """A member whom a note thanks, alone or with the others of a team; never the one who gives it."""

    recognition = TenantForeignKey("communities.Recognition", related_name="recipients")
    community = TenantForeignKey("communities.Community", related_name="+")
    person = TenantForeignKey("tenancy.Person", related_name="recognitions")

    class Meta:
        constraints = [
            *walled(TABLE),
            refers(TABLE, "recognition_id", "communities_recognition", with_columns=[("community_id",) * 2]),
            seated(TABLE, "person_id"),
            models.UniqueConstraint(
                fields=["tenant_id", "recognition", "person"], name="communities_recognitionrecipient_once"
            ),
            Policy(
                name="communities_recognitionrecipient_read",
                command="select",
                using=f"person_id = (select app.pid()) or {OPENS} or {MINE}",
            ),
            Policy(
                name="communities_recognitionrecipient_name",
                command="insert",
                check=f"person_id <> (select app.pid()) and {MINE}",
            ),
            *for_definers(TABLE),
            *for_metrics(TABLE, ("tenant_id", "id", "recognition_id", "community_id", "person_id")),
        ]
        indexes = [models.Index(fields=["tenant_id", "person"], name="communities_recognised_person")]

    def __str__(self) -> str:
        return f"{self.person_id}"
