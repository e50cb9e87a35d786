"""A fact that a tenant keeps about its accounts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.sources.source_system import STAFF_OR_CLIENT
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import Walled, for_definers, walled

TABLE = "customers_attribute"
DEFINES = (
    "(select app.has_role('tenant_admin')) or (select app.has_role('marketing'))"
    " or (select app.has_role('management')) or (select app.has_scope('accounts:write'))"
)
CHANGEABLE = ("name", "unit", "choices", "help", "therapy_area", "position", "is_hidden", "updated_at")


class ValueKind(models.TextChoices):
    """What the values are."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of a list")


class Attribute(Walled):
    """A typed fact about accounts, defined per tenant: beds in intensive care, a formulary status, a device.

    `code` is what imports and rules call it; `kind` never changes. `choices` are the values of a list.
    """

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=ValueKind)
    unit = models.CharField(max_length=30, blank=True)
    choices = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    help = models.CharField(max_length=300, blank=True)
    therapy_area = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=100)
    is_hidden = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        ordering = ("therapy_area", "position", "name")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            models.UniqueConstraint(fields=["tenant_id", "code"], name="customers_attribute_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=ValueKind.values), name="customers_attribute_kind"
            ),
            Policy(name="customers_attribute_read", command="select", using=STAFF_OR_CLIENT),
            Policy(name="customers_attribute_make", command="insert", check=DEFINES),
            Policy(name="customers_attribute_change", command="update", using=DEFINES, check=DEFINES),
            *for_definers(TABLE),
        ]

    def __str__(self) -> str:
        return self.name
