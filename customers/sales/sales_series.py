"""All months of an account in one row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from customers.leaders.purposes import PEOPLE, SHEET
from customers.sales.sales_months import READS
from customers.sources.own_sources import own_accounts
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_salesseries"


class SalesSeries(Walled):
    """One account's net sales by month in one currency, all products together; kept up by every import.

    `net_sales[0]` belongs to `first_month`, each further element to the next month; null where the account
    has no row. Minor units. The uplift engine reads these rows instead of the facts.
    """

    account = TenantForeignKey("customers.Account", related_name="series")
    currency = models.CharField(max_length=3)
    first_month = models.DateField()
    net_sales = ArrayField(models.BigIntegerField(null=True))

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "currency"], name="customers_salesseries_once"
            ),
            Policy(name="customers_salesseries_read", command="select", using=READS),
            PurposeWall(name="customers_salesseries_apart", never=[PEOPLE, SHEET]),
            own_accounts(TABLE),
            *for_definers(TABLE, verbs=("select", "insert", "delete"), update=("first_month", "net_sales")),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.first_month:%Y-%m}"
