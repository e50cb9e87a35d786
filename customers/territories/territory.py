"""The territory: a country, region, district or territory of the sales force."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.sources.own_sources import own_sources
from customers.sources.source_system import STAFF_OR_CLIENT
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_territory"
TOLD = (
    "name", "level", "parent_id", "country", "time_zone", "is_active", "source_version", "modified_at", "updated_at",
)  # fmt: skip


class Level(models.TextChoices):
    """How large a part of the sales force's map it is."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    DISTRICT = "district", _("District")
    TERRITORY = "territory", _("Territory")


class Territory(Walled):
    """A part of the map, under the id by which its source knows it; each lies in at most one larger part.

    Whoever holds a part covers all parts below it. `country` is ISO 3166-1 (two letters), `time_zone` an
    IANA name. Cycles are refused by the functions that alone write this table.
    """

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    name = models.CharField(max_length=240)
    level = models.CharField(max_length=12, choices=Level)
    parent = TenantForeignKey("customers.Territory", null=True, related_name="parts")
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    source_version = models.BigIntegerField(null=True)
    modified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "parent_id", TABLE),
            models.UniqueConstraint(
                fields=["tenant_id", "source", "external_id"], name="customers_territory_source"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="customers_territory_level"
            ),
            Policy(name="customers_territory_read", command="select", using=STAFF_OR_CLIENT),
            own_sources(TABLE),
            *for_definers(TABLE, verbs=("select", "insert"), update=TOLD),
        ]
        indexes = [models.Index(fields=["tenant_id", "parent"], name="customers_territory_parent")]

    def __str__(self) -> str:
        return self.name
