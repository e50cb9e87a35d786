"""Which segment is entitled to a service, and on which channel."""

from django.db import models

from customers.services.service import Channel
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_serviceoffer"


class ServiceOffer(Walled):
    """The service is offered to the segment `key` on a channel, until it is withdrawn.

    Made by `app.offer_service`, which refuses to tie anything of worth to a segment that rests on sales.
    """

    service = TenantForeignKey("customers.Service", related_name="offers")
    key = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel)
    offered_by = TenantForeignKey("tenancy.Person", related_name="+")
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "service_id", "customers_service"),
            refers(TABLE, "offered_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "service", "key", "channel"],
                condition=models.Q(withdrawn_at=None),
                name="customers_serviceoffer_once",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="customers_serviceoffer_channel"
            ),
            Policy(
                name="customers_serviceoffer_read",
                command="select",
                using="(select app.my_party()) = 'staff'",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("withdrawn_at",)),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.channel}"
