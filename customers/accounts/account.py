"""The account: a centre, hospital, practice or pharmacy that buys."""

from typing import TYPE_CHECKING

from django.db import models

from customers.sources.own_sources import MINE, own_sources
from tenancy.search.folding import fold
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_account"
FIELDS = ("type", "segment", "region", "country", "city", "postal_code")
READS = (
    "(select app.oversees_accounts()) or (select app.has_scope('accounts:read'))"
    " or (select app.has_scope('accounts:write')) or {account} in (select app.my_accounts())"
)
# An account belongs to every source that has an id for it.
IDENTIFIED = (
    f"exists (select from customers_accountidentifier i where i.tenant_id = {TABLE}.tenant_id"
    f" and i.account_id = {TABLE}.id and i.source = {MINE})"
)


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts."""

    def visible_to(self, person: "Person") -> "AccountQuerySet":
        """Those that the wall lets this person know of: a rep's own, an overseer's all."""
        return self.filter(tenant_id=person.tenant_id)

    def standing(self) -> "AccountQuerySet":
        """Without those that were merged into another one."""
        return self.filter(merged_into=None)

    def matching(self, words: str) -> "AccountQuerySet":
        """Whose name holds all of the words (accents folded), or whose external id begins with them."""
        found = self
        for word in fold(words).split():
            found = found.filter(
                models.Q(search_name__contains=word) | models.Q(external_id__startswith=words)
            )
        return found


class Account(Walled):
    """An account as its source system describes it; written by imports and the interface alone.

    `external_id` is its id in `source`, which made it; all its ids are `identifiers`. `updated_at` moves
    only when a source changed something. After a merge `merged_into` is the account that is shown in its
    place, itself never merged. `origins` says of single fields which other source told them, and when:
    {field: [source, instant]}; what is not in it comes from `source`.
    """

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    name = models.CharField(max_length=240)
    search_name = models.CharField(max_length=480)
    type = models.CharField(max_length=120, blank=True)
    segment = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=60, blank=True)
    city = models.CharField(max_length=120, blank=True, default="")
    postal_code = models.CharField(max_length=20, blank=True, default="")
    merged_into = TenantForeignKey("customers.Account", null=True, related_name="records")
    origins = models.JSONField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "merged_into_id", TABLE),
            models.UniqueConstraint(
                fields=["tenant_id", "source", "external_id"], name="customers_account_source"
            ),
            Policy(
                name="customers_account_read",
                command="select",
                using=READS.format(account="id"),
            ),
            own_sources(TABLE, also=IDENTIFIED),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("name", "search_name", *FIELDS, "merged_into_id", "origins", "updated_at"),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "name", "id"], name="customers_account_by_name"),
            models.Index(
                fields=["tenant_id", "merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="customers_account_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.name
