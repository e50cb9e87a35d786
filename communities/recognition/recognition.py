"""A note of thanks or recognition."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import Kind
from communities.community.ties import OPENS, SPONSOR, of_kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_recognition"
MINE = "given_by_id = (select app.pid())"
# What a colleague has shown to the reader, her supervisor.
SHOWN = (
    "id in (select c.recognition_id from public.communities_recognitioncopy c"
    " where c.supervisor_id = (select app.pid()) and c.withdrawn_at is null)"
)
# Who may thank: members; of a community of practice also colleagues who use what it found, and its sponsors.
GIVES = (
    f"(given_as = 'member' and {OPENS})"
    " or (given_as = 'user' and kind = 'induced_cop' and (select app.my_party()) = 'staff')"
    f" or (given_as = 'sponsor' and {SPONSOR})"
)


class GivenAs(models.TextChoices):
    """In which capacity somebody thanks."""

    MEMBER = "member", _("Member")
    USER = "user", _("User of a solution")
    SPONSOR = "sponsor", _("Sponsor")


class Occasion(models.TextChoices):
    """What the thanks are for."""

    HELP = "help", _("Helped with a question")
    SOLUTION = "solution", _("A solution that works")
    TEAM = "team", _("A result of the team")
    CARE = "care", _("Keeps the community going")


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    """Notes of recognition."""

    def visible_to(self, person: "Person") -> "RecognitionQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)

    def standing(self) -> "RecognitionQuerySet":
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


class Recognition(Walled):
    """Somebody thanks a member or a team of members in a few words. Read by the community; no ranks, no counts."""

    community = TenantForeignKey("communities.Community", related_name="recognitions")
    kind = models.CharField(max_length=16, choices=Kind)
    given_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    given_as = models.CharField(max_length=8, choices=GivenAs)
    occasion = models.CharField(max_length=8, choices=Occasion)
    team = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=1000)
    solution = TenantForeignKey("communities.Solution", null=True, related_name="recognitions")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)
    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            of_kind(TABLE),
            refers(TABLE, "given_by_id", "tenancy_person"),
            refers(TABLE, "solution_id", "communities_solution", with_columns=[("community_id",) * 2]),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community"], name="communities_recognition_place"
            ),
            models.CheckConstraint(
                condition=models.Q(given_as__in=GivenAs.values), name="communities_recognition_given_as"
            ),
            models.CheckConstraint(
                condition=models.Q(occasion__in=Occasion.values), name="communities_recognition_occasion"
            ),
            Policy(
                name="communities_recognition_read", command="select", using=f"{MINE} or {OPENS} or {SHOWN}"
            ),
            Policy(name="communities_recognition_give", command="insert", check=f"{MINE} and ({GIVES})"),
            Policy(name="communities_recognition_change", command="update", using=MINE, check=MINE),
            *for_definers(TABLE),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "given_as", "at", "withdrawn_at")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "-at"], name="communities_recognition_latest")
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.at:%Y-%m-%d}"
