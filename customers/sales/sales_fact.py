"""Net sales of an account in a month, for reading."""

from uuid import UUID

from django.db import models

from tenancy.wall.tables import TenantForeignKey

IN_ORDER = ("months_id", "place")
PLACES = 0xFFFF
"""The last digits of an id are the month's place; before them it is the id of the array."""


def from_id_on(after: UUID) -> dict[str, UUID]:
    """The condition that keeps a page from looking through the arrays before it; `id > after` goes with it."""
    return {"months_id__gte": UUID(int=after.int & ~PLACES)}


class SalesFact(models.Model):
    """One month of SalesMonths as a row of its own: a view, with the rights of whoever reads it.

    `net_sales` is in minor units of `currency`; `month` is its first day; a month without a row is unknown, not
    zero. `id` stays the same as long as the account's first month does. Ordered by `IN_ORDER` (which is the order
    of the ids) the database reads no more than what is asked for.
    """

    tenant_id = models.UUIDField()
    id = models.UUIDField(primary_key=True)
    account = TenantForeignKey("customers.Account", related_name="sales")
    product = TenantForeignKey("customers.Product", null=True, related_name="+")
    month = models.DateField()
    currency = models.CharField(max_length=3)
    net_sales = models.BigIntegerField()
    units = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    months_id = models.UUIDField()
    place = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "customers_salesfact"
        ordering = ("month",)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.net_sales}"
