"""One of the ids under which sources know an account."""

from django.db import models

from customers.accounts.account import READS
from customers.sources.own_sources import own_sources
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_accountidentifier"


class AccountIdentifier(Walled):
    """`external_id` in `source` is this account; an account may have several, each leads to one account.

    It always leads to the record that the source feeds. After a merge that record's `merged_into` is the
    account to show, so the ids of both go on working and a merge can be undone. `source_version` and
    `modified_at` are the source's own; older ones than these do not change the account any more.
    """

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    account = TenantForeignKey("customers.Account", related_name="identifiers")
    source_version = models.BigIntegerField(null=True)
    modified_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()

    class Meta:
        ordering = ("source", "external_id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "source", "external_id"], name="customers_accountidentifier_once"
            ),
            Policy(
                name="customers_accountidentifier_read",
                command="select",
                using=READS.format(account="account_id"),
            ),
            own_sources(TABLE),
            *for_definers(
                TABLE,
                verbs=("select", "insert", "delete"),
                update=("account_id", "source_version", "modified_at"),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "account"], name="customers_identifier_account")]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"
