"""Which larger house an account belongs to."""

from django.db import models

from customers.accounts.account import READS
from customers.sources.own_sources import own_accounts
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_accountparent"


class AccountParent(Walled):
    """The account was part of `parent` (a department of a hospital, a hospital of a trust) between the days.

    Both days are included; a null `until` means still. An account has one parent at a time and never lies
    below itself: the functions that alone write this table see to it.
    """

    account = TenantForeignKey("customers.Account", related_name="parents")
    parent = TenantForeignKey("customers.Account", related_name="parts")
    since = models.DateField()
    until = models.DateField(null=True)
    told_by = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-since",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "parent_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "account"],
                condition=models.Q(until__isnull=True),
                name="customers_accountparent_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(account=models.F("parent")), name="customers_accountparent_other"
            ),
            Policy(
                name="customers_accountparent_read",
                command="select",
                using=READS.format(account="account_id"),
            ),
            own_accounts(TABLE),
            *for_definers(TABLE, verbs=("select", "insert", "delete"), update=("until",)),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "account"], name="customers_accountparent_of"),
            models.Index(fields=["tenant_id", "parent"], name="customers_accountparent_in"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.since}"
