"""What an account could buy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.leaders.purposes import PEOPLE, SHEET
from customers.sales.sales_months import READS
from customers.sources.own_sources import own_sources
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_potential"


class Measure(models.TextChoices):
    """What a potential is counted in."""

    CURRENCY = "currency", _("Money")
    UNITS = "units", _("Units")


class Potential(Walled):
    """What an account buys of a product group from everybody in a period, as a source estimates it.

    The period is whole months, from the first day `period_from` to the last day `period_to`. `amount` is in
    minor units of `currency`, or in thousandths of a unit where `currency` is empty. The share of market is
    the account's own sales of that group in the period divided by it. A null group means all products.
    """

    account = TenantForeignKey("customers.Account", related_name="potentials")
    product_group = TenantForeignKey("customers.ProductGroup", null=True, related_name="+")
    period_from = models.DateField()
    period_to = models.DateField()
    measure = models.CharField(max_length=8, choices=Measure)
    currency = models.CharField(max_length=3, blank=True)
    amount = models.BigIntegerField()
    source = models.CharField(max_length=60)
    told_on = models.DateField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("-period_from",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "product_group_id", "customers_productgroup"),
            models.UniqueConstraint(
                fields=[
                    "tenant_id",
                    "account",
                    "period_from",
                    "period_to",
                    "measure",
                    "currency",
                    "source",
                    "product_group",
                ],
                nulls_distinct=False,
                name="customers_potential_once",
            ),
            models.CheckConstraint(
                condition=models.Q(measure__in=Measure.values), name="customers_potential_measure"
            ),
            models.CheckConstraint(
                condition=models.Q(period_from__lt=models.F("period_to"), amount__gte=0),
                name="customers_potential_sound",
            ),
            Policy(name="customers_potential_read", command="select", using=READS),
            PurposeWall(name="customers_potential_apart", never=[PEOPLE, SHEET]),
            own_sources(TABLE),
            *for_definers(TABLE, verbs=("select", "insert"), update=("amount", "told_on", "updated_at")),
        ]

    def __str__(self) -> str:
        return f"{self.period_from:%Y-%m} {self.amount}"
