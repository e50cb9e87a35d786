"""The system that records come from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.sources.own_sources import own_sources
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import Walled, for_definers, walled

TABLE = "customers_sourcesystem"
CONFIGURES = "(select app.manages_clients()) or (select app.has_scope('accounts:write'))"
STAFF_OR_CLIENT = (
    "(select app.my_party()) = 'staff' or (select app.has_scope('accounts:read'))"
    " or (select app.has_scope('accounts:write')) or (select app.has_scope('sales:read'))"
)
CHANGEABLE = ("name", "kind", "feeds", "default_currency", "missing_is_zero", "rhythm_days", "updated_at")


class SourceKind(models.TextChoices):
    """What sort of system it is."""

    UNKNOWN = "unknown", _("not said yet")
    CRM = "crm", _("Customer relations (CRM)")
    ERP = "erp", _("Invoices and orders (ERP)")
    WHOLESALER = "wholesaler", _("Wholesaler")
    PANEL = "panel", _("Market panel")
    SHEET = "sheet", _("Spreadsheet kept by hand")


class SourceSystem(Walled):
    """A CRM, an ERP, a wholesaler: whatever tells records, under a `code` that its rows carry as `source`.

    One that nobody configured is made when its first record arrives, so that nothing is lost. `feeds` are
    the objects that are expected of it, each within `rhythm_days` days (null: no rhythm is expected).
    `default_currency` is assumed where a row tells none ("" means never: such a row counts as XXX).
    `missing_is_zero` says that a month without a row is zero sales, not unknown.
    """

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.UNKNOWN)
    feeds = ArrayField(models.CharField(max_length=24), default=list)
    default_currency = models.CharField(max_length=3, blank=True)
    missing_is_zero = models.BooleanField(default=False)
    rhythm_days = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        ordering = ("name", "code")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            models.UniqueConstraint(fields=["tenant_id", "code"], name="customers_sourcesystem_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values), name="customers_sourcesystem_kind"
            ),
            Policy(name="customers_sourcesystem_read", command="select", using=STAFF_OR_CLIENT),
            Policy(name="customers_sourcesystem_make", command="insert", check=CONFIGURES),
            Policy(
                name="customers_sourcesystem_change", command="update", using=CONFIGURES, check=CONFIGURES
            ),
            own_sources(TABLE, column="code"),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]

    def __str__(self) -> str:
        return self.name
