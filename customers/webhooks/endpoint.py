"""Where a firm's own system wants to be told."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.sources.own_sources import ANY
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from datetime import datetime

TABLE = "customers_webhookendpoint"
MANAGES = "(select app.manages_clients()) or (select app.has_scope('webhooks:manage'))"
CHANGEABLE = (
    "url",
    "description",
    "types",
    "sealed_secret",
    "earlier_secret",
    "earlier_until",
    "disabled_at",
    "disabled_because",
    "failures",
    "failing_since",
    "paused_until",
    "ended_at",
    "updated_at",
)

# A client that is limited to sources makes endpoints that are told of those alone, and finds no others.
OWN = f"{ANY} or cardinality(sources) > 0 and sources <@ (select app.my_sources())::varchar[]"
OWN_SOURCES = Policy(name=f"{TABLE}_own_sources", command="select", using=OWN, restrictive=True)
OWN_WHEN_MADE = Policy(name=f"{TABLE}_own_when_made", command="insert", check=OWN, restrictive=True)


class Reason(models.TextChoices):
    """Why nothing is sent to an endpoint."""

    BY_HAND = "by_hand", _("switched off by hand")
    FAILING = "failing", _("it did not answer for three days")
    GONE = "gone", _("it answered that it is gone for good (410)")


class EndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Endpoints."""

    def standing(self) -> "EndpointQuerySet":
        """Those that nobody has removed, oldest first."""
        return self.filter(ended_at=None).order_by("created_at", "id")


class WebhookEndpoint(Walled):
    """An address of the firm's own system, and the types of events that are sent there.

    `sources` are those of the client that made it, where it is limited to some; empty means all, as of an
    administrator. `sealed_secret` is encrypted, not hashed: it signs each message. After a rotation `earlier_secret`
    signs as well until `earlier_until`. `failures` counts failed attempts since the last success;
    `paused_until` rests an endpoint that failed often (the circuit breaker); the lease says which task
    sends there now, one at a time, so that a slow endpoint delays nobody else.
    """

    url = models.CharField(max_length=500)
    description = models.CharField(max_length=200, blank=True)
    types = ArrayField(models.CharField(max_length=60))
    sources = ArrayField(models.CharField(max_length=60), default=list)
    sealed_secret = models.TextField()
    earlier_secret = models.TextField(blank=True)
    earlier_until = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_because = models.CharField(max_length=8, choices=Reason, blank=True)
    failures = models.IntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    wake_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    lease_task = models.UUIDField(null=True)
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    changeable = CHANGEABLE
    objects = EndpointQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(disabled_because__in=["", *Reason.values]),
                name="customers_webhookendpoint_because",
            ),
            Policy(name="customers_webhookendpoint_read", command="select", using=MANAGES),
            Policy(name="customers_webhookendpoint_make", command="insert", check=MANAGES),
            Policy(name="customers_webhookendpoint_change", command="update", using=MANAGES, check=MANAGES),
            OWN_SOURCES,
            OWN_WHEN_MADE,
            *for_definers(
                TABLE,
                update=(
                    "disabled_at",
                    "disabled_because",
                    "failures",
                    "failing_since",
                    "paused_until",
                    "wake_at",
                    "lease_until",
                    "lease_task",
                    "updated_at",
                ),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "created_at"], name="customers_webhook_by_age")]

    @property
    def is_active(self) -> bool:
        """Whether messages are sent there."""
        return self.disabled_at is None and self.ended_at is None

    @property
    def server(self) -> str:
        """The name of the server that it leads to."""
        return urlsplit(self.url).hostname or self.url

    def is_rotating(self, *, now: "datetime") -> bool:
        """Whether the earlier secret still signs beside the new one."""
        return self.earlier_until is not None and self.earlier_until > now

    def __str__(self) -> str:
        return self.url
