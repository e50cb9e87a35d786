"""Who covers a territory, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.sources.own_sources import own_rows_of
from customers.sources.source_system import STAFF_OR_CLIENT
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_territoryassignment"
ASSIGNS = (
    "(select app.assigns_territories()) or (select app.has_scope('accounts:write'))"
    " or (select app.assigns_accounts()) and territory_id in (select app.my_territories())"
)


class CareRole(models.TextChoices):
    """As what somebody covers accounts."""

    REP = "sales_rep", _("Sales representative")
    KEY_ACCOUNT_MANAGER = "key_account_manager", _("Key account manager")
    DISTRICT_MANAGER = "district_manager", _("District manager")
    MEDICAL = "medical", _("Medical adviser")
    SERVICE = "service", _("Service and technique")


class TerritoryAssignment(Walled):
    """A person covers a territory, and with it all its parts and accounts, from `since` until `until`.

    Both days are included; a null `until` means still. It opens the figures of those accounts to that person.
    """

    territory = TenantForeignKey("customers.Territory", related_name="assignments")
    person = TenantForeignKey("tenancy.Person", related_name="+")
    role = models.CharField(max_length=24, choices=CareRole, default=CareRole.REP)
    is_primary = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)

    changeable = ("until",)

    class Meta:
        ordering = ("-since",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=("until",)),
            refers(TABLE, "territory_id", "customers_territory"),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "territory", "person", "role", "since"],
                name="customers_territoryassignment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=CareRole.values), name="customers_territoryassignment_role"
            ),
            Policy(name="customers_territoryassignment_read", command="select", using=STAFF_OR_CLIENT),
            Policy(name="customers_territoryassignment_make", command="insert", check=ASSIGNS),
            Policy(name="customers_territoryassignment_end", command="update", using=ASSIGNS, check=ASSIGNS),
            own_rows_of(TABLE, column="territory_id", of="customers_territory"),
            *for_definers(TABLE, verbs=("select", "insert"), update=("until",)),
        ]
        indexes = [models.Index(fields=["tenant_id", "person"], name="customers_territory_person")]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.since}"
