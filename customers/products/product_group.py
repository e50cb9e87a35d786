"""The product group."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import Walled, for_definers, walled

TABLE = "customers_productgroup"


class ProductGroup(Walled):
    """Products whose sales and potential are looked at together, and for which the uplift array is kept.

    `product_class` is the wider class that groups are reported under (a therapy area, a line of devices).
    """

    code = models.CharField(max_length=120)
    name = models.CharField(max_length=240)
    product_class = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("product_class", "name")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            models.UniqueConstraint(fields=["tenant_id", "code"], name="customers_productgroup_once"),
            Policy(
                name="customers_productgroup_read",
                command="select",
                using="(select app.my_party()) = 'staff' or (select app.has_scope('sales:read'))"
                " or (select app.has_scope('accounts:read')) or (select app.has_scope('accounts:write'))",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("name", "product_class", "updated_at")),
        ]

    def __str__(self) -> str:
        return self.name
