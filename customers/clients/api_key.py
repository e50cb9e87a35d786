"""A key with which a client signs in without fetching tokens."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from customers.clients.api_client import MANAGES, Scope
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_apikey"
CHANGEABLE = ("valid_until", "revoked_at")


class ApiKey(Walled):
    """A long-lived secret of a client, `ck_live_…` or in a sandbox `ck_test_…`, kept as a hash alone.

    `start` is as much of it as may be shown. Its scopes are some of the client's; what the client lost, the key
    lost with it. When it was last used is known by the day only.
    """

    client = TenantForeignKey("customers.ApiClient", related_name="keys")
    start = models.CharField(max_length=16)
    hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=24, choices=Scope))
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    changeable = CHANGEABLE

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            refers(TABLE, "client_id", "customers_apiclient"),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "hash"], name="customers_apikey_once"),
            Policy(name="customers_apikey_read", command="select", using=MANAGES),
            Policy(name="customers_apikey_make", command="insert", check=MANAGES),
            Policy(name="customers_apikey_change", command="update", using=MANAGES, check=MANAGES),
            *for_definers(TABLE, verbs=("select", "insert"), update=("revoked_at", "last_used_on")),
        ]
        indexes = [
            models.Index(fields=["hash"], name="customers_apikey_by_hash"),
            models.Index(fields=["tenant_id", "client"], name="customers_apikey_by_client"),
        ]

    @property
    def dialog_id(self) -> str:
        """Its id as a text, for the page."""
        return str(self.id)

    def is_in_force(self, *, at: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and (self.valid_until is None or self.valid_until > at)

    def __str__(self) -> str:
        return f"{self.start}…"
