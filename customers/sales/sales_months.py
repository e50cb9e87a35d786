"""Net sales of an account by month."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from customers.leaders.purposes import PEOPLE, SHEET
from customers.sources.own_sources import own_accounts
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_salesmonths"
READS = (
    "(select app.oversees_sales()) or (select app.has_scope('sales:read'))"
    " or account_id in (select app.my_accounts())"
)
CHANGEABLE = ("first_month", "net_sales", "units", "versions")


class SalesMonths(Walled):
    """Net sales of one account in one currency, month by month, for one product or (null) altogether.

    `net_sales[0]` and `units[0]` belong to `first_month`, each further element to the next month; null is a
    month that nobody told, which is not zero. Minor units of `currency` (XXX, two places, if the source names
    none); negative months are returns. `units` is null where no month tells any. An account's month is told
    either by product or altogether, never both, so sums are always right. Months of stored lines are their sum.
    """

    account = TenantForeignKey("customers.Account", related_name="sales_by_month")
    product = TenantForeignKey("customers.Product", null=True, related_name="+")
    currency = models.CharField(max_length=3)
    first_month = models.DateField()
    net_sales = ArrayField(models.BigIntegerField(null=True))
    units = ArrayField(models.DecimalField(max_digits=20, decimal_places=3, null=True), null=True)
    versions = ArrayField(models.BigIntegerField(null=True), null=True)

    class Meta:
        ordering = ("first_month",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "product_id", "customers_product"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "currency", "product"],
                nulls_distinct=False,
                name="customers_salesmonths_once",
            ),
            Policy(name="customers_salesmonths_read", command="select", using=READS),
            PurposeWall(name="customers_salesmonths_apart", never=[PEOPLE, SHEET]),
            own_accounts(TABLE),
            *for_definers(TABLE, verbs=("select", "insert", "delete"), update=CHANGEABLE),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.first_month:%Y-%m}"
