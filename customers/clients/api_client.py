"""A machine that calls the interface."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_apiclient"
MANAGES = "(select app.manages_clients())"


class Scope(models.TextChoices):
    """What a client may do. None of them reaches what members of a customer community write."""

    ACCOUNTS_READ = "accounts:read", "accounts:read"
    ACCOUNTS_WRITE = "accounts:write", "accounts:write"
    SALES_READ = "sales:read", "sales:read"
    SALES_WRITE = "sales:write", "sales:write"
    JOBS_READ = "jobs:read", "jobs:read"
    JOBS_WRITE = "jobs:write", "jobs:write"
    REPORTS_READ = "reports:read", "reports:read"
    WEBHOOKS_MANAGE = "webhooks:manage", "webhooks:manage"
    EVENTS_READ = "events:read", "events:read"


class ApiClient(Walled):
    """A system of the firm (a CRM, an ERP) that signs in by client credentials.

    Its secret and tokens are kept, hashed, with the sign-in tables; `client_id` names it there. The tenant
    of a call is this row's tenant. With `sources` it reads and writes records of these source systems alone, with
    `networks` (CIDR) it may call from there alone; empty means any. `calls_per_minute` is null for the usual limit.
    """

    client_id = models.CharField(max_length=100)
    name = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=24, choices=Scope))
    sources = ArrayField(models.CharField(max_length=60), default=list)
    networks = ArrayField(models.CharField(max_length=50), default=list)
    calls_per_minute = models.IntegerField(null=True)
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    changeable = ("revoked_at",)

    class Meta:
        ordering = ("name", "created_at")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=("revoked_at",)),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "client_id"], name="customers_apiclient_once"),
            Policy(name="customers_apiclient_read", command="select", using=MANAGES),
            Policy(name="customers_apiclient_make", command="insert", check=MANAGES),
            Policy(name="customers_apiclient_revoke", command="update", using=MANAGES, check=MANAGES),
            *for_definers(TABLE, verbs=("select", "insert"), update=("revoked_at", "last_used_on")),
        ]
        indexes = [models.Index(fields=["client_id"], name="customers_apiclient_by_id")]

    def __str__(self) -> str:
        return self.name
