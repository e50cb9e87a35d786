"""The contact: a person as the firm's own records know her."""

from django.db import models

from customers.accounts.account import READS
from customers.leaders.purposes import CENTRES
from customers.sources.own_sources import own_sources
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_contact"


class Contact(Walled):
    """A physician or other contact in the firm's records; never a sign-in, and no link to one.

    Which contact a member of a customer community is stands in the members' plane alone.
    `type` "system" marks an account of a machine. `account` is where she mainly works now, `affiliations`
    hold the rest and the past. `source_version` and `modified_at` are the source's own.
    """

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    account = TenantForeignKey("customers.Account", null=True, related_name="contacts")
    type = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=240, blank=True)
    email = models.CharField(max_length=254, blank=True)
    profession = models.CharField(max_length=120, blank=True)
    segment = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=60, blank=True)
    source_version = models.BigIntegerField(null=True)
    modified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "source", "external_id"], name="customers_contact_source"
            ),
            Policy(
                name="customers_contact_read",
                command="select",
                using=READS.format(account="account_id"),
            ),
            PurposeWall(name="customers_contact_apart", never=[CENTRES]),
            own_sources(TABLE),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=(
                    "account_id",
                    "type",
                    "name",
                    "email",
                    "profession",
                    "segment",
                    "country",
                    "source_version",
                    "modified_at",
                    "updated_at",
                ),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "account"], name="customers_contact_account")]

    def __str__(self) -> str:
        return self.name or self.external_id
