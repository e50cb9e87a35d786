"""How often a client has called within the current minute."""

from django.db import models

from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_callcount"


class CallCount(Walled):
    """One row per client, in a table without write-ahead log: a crash forgets it, and that is all right."""

    client = TenantForeignKey("customers.ApiClient", related_name="+")
    minute = models.BigIntegerField()
    calls = models.BigIntegerField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=()),
            refers(TABLE, "client_id", "customers_apiclient"),
            models.UniqueConstraint(fields=["tenant_id", "client"], name="customers_callcount_once"),
            *for_definers(TABLE, verbs=("select", "insert"), update=("minute", "calls")),
        ]

    def __str__(self) -> str:
        return str(self.calls)
