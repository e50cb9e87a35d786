"""The product."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import Walled, for_definers, walled

TABLE = "customers_product"


class Product(Walled):
    """A product under the code or name by which its source knows it; made when a sales row first names it."""

    source = models.CharField(max_length=60)
    code = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            models.UniqueConstraint(fields=["tenant_id", "source", "code"], name="customers_product_source"),
            Policy(
                name="customers_product_read",
                command="select",
                using="(select app.my_party()) = 'staff' or (select app.has_scope('sales:read'))",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]

    def __str__(self) -> str:
        return self.code
