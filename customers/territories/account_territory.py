"""Which territory an account lies in."""

from django.db import models

from customers.sources.own_sources import own_accounts
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_accountterritory"
ASSIGNS = (
    "(select app.assigns_accounts()) and ((select app.oversees_accounts())"
    " or account_id in (select app.my_accounts())) or (select app.has_scope('accounts:write'))"
)


class AccountTerritory(Walled):
    """An account lies in a territory from `since` until `until` (both days included; null: still)."""

    account = TenantForeignKey("customers.Account", related_name="territories")
    territory = TenantForeignKey("customers.Territory", related_name="accounts")
    since = models.DateField()
    until = models.DateField(null=True)

    changeable = ("until",)

    class Meta:
        ordering = ("-since",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=("until",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "territory_id", "customers_territory"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "territory", "since"], name="customers_accountterritory_once"
            ),
            Policy(
                name="customers_accountterritory_read",
                command="select",
                using="(select app.oversees_accounts()) or account_id in (select app.my_accounts())"
                " or (select app.has_scope('accounts:read')) or (select app.has_scope('accounts:write'))",
            ),
            Policy(name="customers_accountterritory_make", command="insert", check=ASSIGNS),
            Policy(name="customers_accountterritory_end", command="update", using=ASSIGNS, check=ASSIGNS),
            own_accounts(TABLE),
            *for_definers(TABLE, verbs=("select", "insert"), update=("until",)),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "territory"], name="customers_accountterritory_of"),
            models.Index(fields=["tenant_id", "account"], name="customers_accountterritory_has"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.territory_id} {self.since}"
