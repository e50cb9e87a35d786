"""When a source last told one kind of record."""

from django.db import models

from customers.sources.own_sources import own_rows_of
from customers.sources.source_system import STAFF_OR_CLIENT
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_sourcefeed"


class SourceFeed(Walled):
    """One object (accounts, sales, …) of one source: its freshness. Written by every import that takes rows.

    `last_seen_at` moves with each import that holds rows of the source, `last_changed_at` only when one of
    them made or changed something; `last_rows` are the rows of the source in the last import.
    """

    source = TenantForeignKey("customers.SourceSystem", related_name="feeds_seen")
    object = models.CharField(max_length=24)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    last_changed_at = models.DateTimeField(null=True)
    last_rows = models.BigIntegerField()

    class Meta:
        ordering = ("object",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "source_id", "customers_sourcesystem"),
            models.UniqueConstraint(
                fields=["tenant_id", "source", "object"], name="customers_sourcefeed_once"
            ),
            Policy(name="customers_sourcefeed_read", command="select", using=STAFF_OR_CLIENT),
            own_rows_of(TABLE, column="source_id", of="customers_sourcesystem"),
            *for_definers(
                TABLE, verbs=("select", "insert"), update=("last_seen_at", "last_changed_at", "last_rows")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object} {self.last_seen_at:%Y-%m-%d}"
