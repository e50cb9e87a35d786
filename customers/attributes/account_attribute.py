"""What an account's attribute is."""

from django.db import models

from customers.accounts.account import READS
from customers.sources.own_sources import own_sources
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_accountattribute"


class AccountAttribute(Walled):
    """One value of one account; the newest telling replaces the older.

    `text` holds every value as it is shown; `number` and `date` hold it once more where the attribute is
    of that kind, so that rules can compare.
    """

    account = TenantForeignKey("customers.Account", related_name="attributes")
    attribute = TenantForeignKey("customers.Attribute", related_name="values")
    text = models.CharField(max_length=500)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    date = models.DateField(null=True)
    source = models.CharField(max_length=60)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "attribute_id", "customers_attribute"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "attribute"], name="customers_accountattribute_once"
            ),
            Policy(
                name="customers_accountattribute_read",
                command="select",
                using=READS.format(account="account_id"),
            ),
            own_sources(TABLE),
            *for_definers(
                TABLE,
                verbs=("select", "insert", "delete"),
                update=("text", "number", "date", "source", "updated_at"),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "attribute"], name="customers_accountattribute_by")]

    def __str__(self) -> str:
        return self.text
