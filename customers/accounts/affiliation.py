"""At which account a contact works, and worked."""

from django.db import models

from customers.accounts.account import READS
from customers.sources.own_sources import own_accounts
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_affiliation"


class Affiliation(Walled):
    """A contact belongs to an account from `since` until `until` (null: still), there as `role`.

    The main one is the contact's own `account`, kept up by imports; further ones are told beside it.
    """

    contact = TenantForeignKey("customers.Contact", related_name="affiliations")
    account = TenantForeignKey("customers.Account", related_name="affiliations")
    role = models.CharField(max_length=120, blank=True)
    is_main = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("-since",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "contact_id", "customers_contact"),
            refers(TABLE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "contact"],
                condition=models.Q(until__isnull=True, is_main=True),
                name="customers_affiliation_main",
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "contact", "account", "is_main", "since"],
                name="customers_affiliation_once",
            ),
            Policy(
                name="customers_affiliation_read",
                command="select",
                using=READS.format(account="account_id"),
            ),
            own_accounts(TABLE),
            *for_definers(TABLE, verbs=("select", "insert", "delete"), update=("until", "role")),
        ]
        indexes = [models.Index(fields=["tenant_id", "account"], name="customers_affiliation_account")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.since}"
