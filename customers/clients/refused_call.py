"""A call that was answered with a problem, for whoever looks for the reason."""

from django.db import models

from customers.clients.api_client import MANAGES
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_refusedcall"


class RefusedCall(Walled):
    """Method, path, status and trace of a problem; never a body, a parameter or an address of the caller.

    Kept for 14 days. The `trace_id` is the one in the problem itself.
    """

    client = TenantForeignKey("customers.ApiClient", related_name="+")
    at = models.DateTimeField()
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=300)
    status = models.SmallIntegerField()
    problem = models.CharField(max_length=60)
    trace_id = models.CharField(max_length=32)

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "client_id", "customers_apiclient"),
            Policy(name="customers_refusedcall_read", command="select", using=MANAGES),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "client", "-at", "-id"], name="customers_refusedcall_newest")
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.method} {self.path}"
