"""Net sales of an account in a month."""

from django.db import models

from customers.leaders.purposes import PEOPLE, SHEET
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_salesfact"
READS = (
    "(select app.oversees_sales()) or (select app.has_scope('sales:read'))"
    " or account_id in (select app.my_accounts())"
)
OF_OWN_SOURCES = "(select app.my_sources()) is null or account_id in (select app.source_accounts())"


class SalesFact(Walled):
    """Net sales of one account in one calendar month and currency, for one product or (null) altogether.

    An account's month is told either by product or altogether, never both, so sums are always right.
    `net_sales` is in minor units of `currency` (XXX, two places, if the source names none); `month` is its
    first day. Negative months are returns; a month without a row is unknown, not zero.
    """

    account = TenantForeignKey("customers.Account", related_name="sales")
    product = TenantForeignKey("customers.Product", null=True, related_name="+")
    month = models.DateField()
    currency = models.CharField(max_length=3)
    net_sales = models.BigIntegerField()
    units = models.DecimalField(max_digits=20, decimal_places=3, null=True)

    class Meta:
        ordering = ("month",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "product_id", "customers_product"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "month", "currency", "product"],
                nulls_distinct=False,
                name="customers_salesfact_once",
            ),
            Policy(name="customers_salesfact_read", command="select", using=READS),
            PurposeWall(name="customers_salesfact_apart", never=[PEOPLE, SHEET]),
            Policy(
                name="customers_salesfact_own_sources",
                command="select",
                using=OF_OWN_SOURCES,
                restrictive=True,
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete"), update=("net_sales", "units")),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.net_sales}"
