"""A note of recognition that its recipient shows to a supervisor."""

from django.db import models

from communities.community.kinds import INTERNAL_KINDS, Kind
from communities.community.ties import of_kind
from tenancy.people.person import Party
from tenancy.wall.constraints import Policy, Reference
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "communities_recognitioncopy"
MINE = "person_id = (select app.pid())"


class RecognitionCopy(Walled):
    """A colleague who was thanked lets her supervisor read it, until she takes that back. Nobody else can.

    Staff among themselves: what physicians say to each other is copied to nobody.
    """

    recognition = TenantForeignKey("communities.Recognition", related_name="copies")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    person = TenantForeignKey("tenancy.Person", related_name="+")
    supervisor = TenantForeignKey("tenancy.Person", related_name="+")
    party = models.CharField(max_length=8, choices=Party, default=Party.STAFF)
    shown_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-shown_at", "id")
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            of_kind(TABLE),
            refers(TABLE, "recognition_id", "communities_recognition", with_columns=[("community_id",) * 2]),
            # Whoever shows it is one of those whom it thanks.
            Reference(
                name=f"{TABLE}_person_id_ref",
                columns=("tenant_id", "recognition_id", "person_id"),
                to="communities_recognitionrecipient",
                to_columns=("tenant_id", "recognition_id", "person_id"),
            ),
            refers(TABLE, "supervisor_id", "tenancy_person", with_columns=[("party", "party")]),
            models.UniqueConstraint(
                fields=["tenant_id", "recognition", "person", "supervisor"],
                condition=models.Q(withdrawn_at=None),
                name="communities_recognitioncopy_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=INTERNAL_KINDS, party=Party.STAFF)
                & ~models.Q(person=models.F("supervisor")),
                name="communities_recognitioncopy_staff",
            ),
            Policy(
                name="communities_recognitioncopy_read",
                command="select",
                using=f"{MINE} or (supervisor_id = (select app.pid()) and withdrawn_at is null)",
            ),
            Policy(name="communities_recognitioncopy_show", command="insert", check=MINE),
            Policy(name="communities_recognitioncopy_change", command="update", using=MINE, check=MINE),
        ]
        indexes = [models.Index(fields=["tenant_id", "supervisor"], name="communities_recog_copy_to")]

    def __str__(self) -> str:
        return f"{self.shown_at:%Y-%m-%d}"
