"""What is told to the firm's own systems."""

from django.db import models

from customers.sources.own_sources import own_when_told
from customers.webhooks.endpoint import MANAGES
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_webhookmessage"


class WebhookMessage(Walled):
    """One event as systems of the firm are told of it, whether by webhook or when they ask.

    `payload` is the very text that is signed: `{type, timestamp, data: {id, …}}`, ids and plain metadata of
    the sponsor's plane. The database writes it from the event by its own list of types (`app.offered_events`);
    no other code can. `event_id` is null for a test message.
    """

    event = TenantForeignKey("tenancy.Event", null=True, related_name="+")
    type = models.CharField(max_length=60)
    payload = models.TextField()
    at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "event_id", "tenancy_event"),
            models.UniqueConstraint(fields=["tenant_id", "event"], name="customers_webhookmessage_once"),
            Policy(
                name="customers_webhookmessage_read",
                command="select",
                using=f"{MANAGES} or (select app.has_scope('events:read'))",
            ),
            own_when_told(TABLE, told="payload::jsonb -> 'data' ->> 'source'"),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "created_at"], name="customers_webhookmessage_age")]

    def __str__(self) -> str:
        return self.type
