"""Whom a prospective community touches beside its members."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_stakeholder"
CHANGEABLE = (
    "name",
    "position",
    "organisation",
    "influence",
    "interest",
    "stance",
    "note",
    "left_at",
)
MINE = "prospect_id in (select app.my_searches())"
READS = f"{MINE} or (select app.oversees_sales())"


class Position(models.TextChoices):
    """Who decides, pays, dispenses or counts beside the physicians (A10.10)."""

    ADMINISTRATOR = "administrator", _("Hospital administrator")
    PHARMACIST = "pharmacist", _("Pharmacist")
    CONTROLLER = "controller", _("Controller")
    INSURER = "insurer", _("Insurer")
    NURSING = "nursing", _("Nursing management")
    SOCIETY = "society", _("Professional society")
    PATIENTS = "patients", _("Patient organisation")
    AUTHORITY = "authority", _("Authority")
    OTHER = "other", _("Other")


EXPECTED = (
    Position.ADMINISTRATOR,
    Position.PHARMACIST,
    Position.CONTROLLER,
    Position.INSURER,
)


class Level(models.IntegerChoices):
    """How much."""

    LOW = 1, _("low")
    MEDIUM = 2, _("medium")
    HIGH = 3, _("high")


class Stance(models.TextChoices):
    """How they look at the idea."""

    UNKNOWN = "unknown", _("Not known")
    FOR = "for", _("For it")
    NEUTRAL = "neutral", _("Neutral")
    AGAINST = "against", _("Against it")


class Stakeholder(Walled):
    """A person or body with a say or a stake in what the community will do, as the representative sees it."""

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="stakeholders")
    name = models.CharField(max_length=160)
    position = models.CharField(max_length=14, choices=Position)
    organisation = models.CharField(max_length=160, blank=True)
    influence = models.PositiveSmallIntegerField(choices=Level)
    interest = models.PositiveSmallIntegerField(choices=Level)
    stance = models.CharField(max_length=7, choices=Stance, default=Stance.UNKNOWN)
    note = models.CharField(max_length=600, blank=True)
    left_at = models.DateTimeField(null=True)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        ordering = ("-influence", "-interest", "name", "id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(influence__in=Level.values, interest__in=Level.values),
                name="customers_stakeholder_levels",
            ),
            models.CheckConstraint(
                condition=models.Q(position__in=Position.values, stance__in=Stance.values),
                name="customers_stakeholder_words",
            ),
            PurposeWall(name="customers_stakeholder_apart", never=[CENTRES]),
            Policy(name="customers_stakeholder_read", command="select", using=READS),
            Policy(
                name="customers_stakeholder_add",
                command="insert",
                check=f"by_id = (select app.pid()) and {MINE}",
            ),
            Policy(name="customers_stakeholder_change", command="update", using=MINE, check=MINE),
        ]
        indexes = [models.Index(fields=["tenant_id", "prospect"], name="customers_stakeholder_of")]

    def __str__(self) -> str:
        return self.name
