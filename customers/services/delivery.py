"""A service that a customer got."""

from typing import TYPE_CHECKING

from django.db import models

from customers.services.service import Channel
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_servicedelivery"


class ServiceDeliveryQuerySet(models.QuerySet["ServiceDelivery"]):
    """Deliveries."""

    def visible_to(self, person: "Person") -> "ServiceDeliveryQuerySet":
        """Those to accounts that this person sees."""
        return self.filter(tenant_id=person.tenant_id)


class ServiceDelivery(Walled):
    """The account got the service `quantity` times on a day and channel, as staff recorded it."""

    service = TenantForeignKey("customers.Service", related_name="deliveries")
    account = TenantForeignKey("customers.Account", related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    on = models.DateField()
    quantity = models.PositiveIntegerField(default=1)
    recorded_by = TenantForeignKey("tenancy.Person", related_name="+")
    recorded_at = models.DateTimeField()

    objects = ServiceDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "service_id", "customers_service"),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "recorded_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values, quantity__gte=1),
                name="customers_servicedelivery_sound",
            ),
            Policy(
                name="customers_servicedelivery_read",
                command="select",
                using="(select app.oversees_accounts()) or account_id in (select app.my_accounts())",
            ),
            Policy(
                name="customers_servicedelivery_record",
                command="insert",
                check="recorded_by_id = (select app.pid()) and ((select app.oversees_sales())"
                " or account_id in (select app.my_accounts()))",
            ),
            *for_definers(TABLE),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "on"], name="customers_delivery_on"),
            models.Index(fields=["tenant_id", "account", "-on"], name="customers_delivery_account"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.channel}"
