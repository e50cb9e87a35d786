"""One line of an invoice."""

from django.db import models

from customers.leaders.purposes import PEOPLE, SHEET
from customers.sales.sales_months import READS
from customers.sources.own_sources import own_accounts
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_salesline"


class SalesLine(Walled):
    """One line as its source told it, with its exact amount; equal lines are separate rows.

    `day` is null where the source tells the month alone; `month` is always the first day of it. `line_id` is
    the source's own key of the line and unique in it. `product` and `document` are the source's words.
    `version` is the source's own, as in SalesMonths. The account's month is the sum of its lines, rounded once to
    minor units.
    """

    account = TenantForeignKey("customers.Account", related_name="lines")
    source = models.CharField(max_length=60)
    day = models.DateField(null=True)
    month = models.DateField()
    product = models.CharField(max_length=200, null=True)
    document = models.CharField(max_length=120, null=True)
    line_id = models.CharField(max_length=120, null=True)
    quantity = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    amount = models.DecimalField(max_digits=40, decimal_places=12)
    currency = models.CharField(max_length=3)
    version = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("month", "day")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "source", "line_id"],
                condition=models.Q(line_id__isnull=False),
                name="customers_salesline_once",
            ),
            Policy(name="customers_salesline_read", command="select", using=READS),
            PurposeWall(name="customers_salesline_apart", never=[PEOPLE, SHEET]),
            own_accounts(TABLE),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "account", "month"], name="customers_salesline_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.amount}"
