"""The service: support that the firm gives to customers, whatever they buy or prescribe."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_service"
EDITS = "(select app.edits_segments())"


class Provider(models.TextChoices):
    """Who gives the service."""

    CENTRE = "centre", _("Customer service centre")
    SALES_FORCE = "sales_force", _("Sales force")
    AGENCY = "agency", _("Agency")


class Channel(models.TextChoices):
    """The way on which a service reaches a customer."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    VISIT = "visit", _("Visit")
    WEB = "web", _("Internet")
    EVENT = "event", _("Event")
    POST = "post", _("Post")


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services."""

    def visible_to(self, person: "Person") -> "ServiceQuerySet":
        """All of the tenant, for its staff."""
        return self.filter(tenant_id=person.tenant_id)

    def running(self) -> "ServiceQuerySet":
        """Those that are still given."""
        return self.filter(ended_on=None)


class Service(Walled):
    """A service of the catalogue. `has_worth` marks what is worth money to whoever gets it.

    The row itself says that the service does not depend on what anybody prescribes: without that there is none.
    """

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    provider = models.CharField(max_length=12, choices=Provider)
    has_worth = models.BooleanField()
    free_of_prescribing = models.BooleanField(default=True)
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    created_at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    changeable = ("description", "ended_on")
    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=("description", "ended_on")),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "name"], name="customers_service_once"),
            models.CheckConstraint(
                condition=models.Q(provider__in=Provider.values), name="customers_service_provider"
            ),
            models.CheckConstraint(
                condition=models.Q(free_of_prescribing=True), name="customers_service_never_for_prescribing"
            ),
            Policy(
                name="customers_service_read", command="select", using="(select app.my_party()) = 'staff'"
            ),
            Policy(
                name="customers_service_make",
                command="insert",
                check=f"created_by_id = (select app.pid()) and {EDITS}",
            ),
            Policy(name="customers_service_change", command="update", using=EDITS, check=EDITS),
            *for_definers(TABLE),
        ]

    def __str__(self) -> str:
        return self.name
