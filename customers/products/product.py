"""The product."""

from django.db import models

from customers.sources.own_sources import own_sources
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_product"
TOLD = ("name", "group_id", "source_version", "modified_at", "updated_at")


class Product(Walled):
    """A product under the code by which its source knows it; made when a sales row first names it.

    `name` and `group` are null until a source tells the product itself. `source_version` and `modified_at`
    are the source's own; older ones than these are refused.
    """

    source = models.CharField(max_length=60)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=240, null=True)
    group = TenantForeignKey("customers.ProductGroup", null=True, related_name="products")
    source_version = models.BigIntegerField(null=True)
    modified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "group_id", "customers_productgroup"),
            models.UniqueConstraint(fields=["tenant_id", "source", "code"], name="customers_product_source"),
            Policy(
                name="customers_product_read",
                command="select",
                using="(select app.my_party()) = 'staff' or (select app.has_scope('sales:read'))"
                " or (select app.has_scope('accounts:read')) or (select app.has_scope('accounts:write'))",
            ),
            own_sources(TABLE),
            *for_definers(TABLE, verbs=("select", "insert"), update=TOLD),
        ]
        indexes = [models.Index(fields=["tenant_id", "group"], name="customers_product_group")]

    def __str__(self) -> str:
        return self.name or self.code
