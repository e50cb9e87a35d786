"""One message on its way to one endpoint."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.webhooks.endpoint import MANAGES
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_webhookdelivery"


class DeliveryState(models.TextChoices):
    """How far a delivery has come."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")


class DeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Deliveries."""

    def in_state(self, state: str) -> "DeliveryQuerySet":
        """Those in this state; all for anything that is no state."""
        return self.filter(state=state) if state in DeliveryState.values else self


class WebhookDelivery(Walled):
    """How the sending of one message to one endpoint went; written by definer functions alone.

    A second delivery of the same message has the same `webhook-id`: the receiver knows it by that.
    `retry_since` begins the three days of trying; `status`, `response` (its first 1,000 characters), `error`
    and `took_ms` are those of the last attempt.
    """

    endpoint = TenantForeignKey("customers.WebhookEndpoint", related_name="deliveries")
    message = TenantForeignKey("customers.WebhookMessage", related_name="+")
    type = models.CharField(max_length=60)
    state = models.CharField(max_length=9, choices=DeliveryState)
    attempts = models.IntegerField(default=0)
    retry_since = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    last_attempt_at = models.DateTimeField(null=True)
    status = models.IntegerField(null=True)
    response = models.TextField(blank=True)
    error = models.CharField(max_length=24, blank=True)
    took_ms = models.IntegerField(null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "endpoint_id", "customers_webhookendpoint"),
            refers(TABLE, "message_id", "customers_webhookmessage"),
            models.UniqueConstraint(
                fields=["tenant_id", "endpoint", "message"], name="customers_webhookdelivery_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="customers_webhookdelivery_state"
            ),
            Policy(name="customers_webhookdelivery_read", command="select", using=MANAGES),
            *for_definers(
                TABLE,
                verbs=("select", "insert", "delete"),
                update=(
                    "state",
                    "attempts",
                    "retry_since",
                    "next_attempt_at",
                    "last_attempt_at",
                    "status",
                    "response",
                    "error",
                    "took_ms",
                    "ended_at",
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "endpoint", "-at", "-id"], name="customers_webhookdelivery_log"
            ),
            models.Index(
                fields=["tenant_id", "endpoint", "next_attempt_at"],
                condition=models.Q(state="waiting"),
                name="customers_webhookdelivery_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} · {self.state}"
