"""Net sales of an account in a month, for reading."""

from django.db import models

from tenancy.wall.tables import TenantForeignKey


class SalesFact(models.Model):
    """One month of SalesMonths as a row of its own: a view, with the rights of whoever reads it.

    `net_sales` is in minor units of `currency`; `month` is its first day; a month without a row is unknown, not
    zero. `id` stays the same as long as the account's first month does.
    """

    tenant_id = models.UUIDField()
    id = models.UUIDField(primary_key=True)
    account = TenantForeignKey("customers.Account", related_name="sales")
    product = TenantForeignKey("customers.Product", null=True, related_name="+")
    month = models.DateField()
    currency = models.CharField(max_length=3)
    net_sales = models.BigIntegerField()
    units = models.DecimalField(max_digits=20, decimal_places=3, null=True)

    class Meta:
        managed = False
        db_table = "customers_salesfact"
        ordering = ("month",)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.net_sales}"
