"""The idea: how a need might be answered, on its way to a service."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.needs.need import STAFF
from tenancy.search.folding import fold
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_idea"
LINKS = "customers_ideaneed"
KEEPS = "(select app.keeps_needs()) or created_by_id = (select app.pid())"
CHANGEABLE = ("title", "text", "search_text", "status", "owner", "service_name", "provider")
COLUMNS = ("title", "text", "search_text", "status", "owner_id", "service_name", "provider")


class IdeaStatus(models.TextChoices):
    """How far an idea is."""

    PROPOSED = "proposed", _("Proposed")
    ASSESSED = "assessed", _("Assessed")
    PILOTED = "piloted", _("In pilot")
    SERVICE = "service", _("Service")
    DROPPED = "dropped", _("Dropped")


class Provider(models.TextChoices):
    """Who provides the service."""

    CENTRE = "centre", _("Customer service centre")
    SALES_FORCE = "sales_force", _("Sales force")
    AGENCY = "agency", _("Agency")


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Ideas."""

    def visible_to(self, person: "Person") -> "IdeaQuerySet":
        """The tenant's, for all staff."""
        return self.filter(tenant_id=person.tenant_id)

    def matching(self, words: str) -> "IdeaQuerySet":
        """That hold all of the words, accents folded."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Idea(Walled):
    """An answer to one or more needs. Once it is a service, `service_name` and `provider` say which and whose."""

    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    search_text = models.TextField()
    status = models.CharField(max_length=8, choices=IdeaStatus, default=IdeaStatus.PROPOSED)
    owner = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    service_name = models.CharField(max_length=160, blank=True)
    provider = models.CharField(max_length=11, choices=Provider, blank=True)
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    changeable = CHANGEABLE
    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, changeable=COLUMNS),
            refers(TABLE, "owner_id", "tenancy_person"),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(status__in=IdeaStatus.values), name="customers_idea_status"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="service") | ~models.Q(service_name="") & ~models.Q(provider=""),
                name="customers_idea_service",
            ),
            Policy(name="customers_idea_read", command="select", using=STAFF),
            Policy(
                name="customers_idea_propose",
                command="insert",
                check=f"created_by_id = (select app.pid()) and {STAFF}",
            ),
            Policy(name="customers_idea_change", command="update", using=KEEPS, check=KEEPS),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "status", "-at"], name="customers_idea_board")]

    def __str__(self) -> str:
        return self.title


class IdeaNeed(Walled):
    """Which need an idea answers."""

    idea = TenantForeignKey("customers.Idea", related_name="answers")
    need = TenantForeignKey("customers.Need", related_name="answered_by")
    by = TenantForeignKey("tenancy.Person", related_name="+")

    changeable = ("need",)

    class Meta:
        constraints = [
            *walled(LINKS, verbs=("select", "insert", "delete"), changeable=("need_id",)),
            refers(LINKS, "idea_id", TABLE),
            refers(LINKS, "need_id", "customers_need"),
            refers(LINKS, "by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "idea", "need"], name="customers_ideaneed_once"),
            Policy(name="customers_ideaneed_read", command="select", using=STAFF),
            Policy(
                name="customers_ideaneed_link",
                command="insert",
                check=f"by_id = (select app.pid()) and {STAFF}",
            ),
            Policy(
                name="customers_ideaneed_move",
                command="update",
                using="(select app.keeps_needs())",
                check="(select app.keeps_needs())",
            ),
            Policy(
                name="customers_ideaneed_unlink",
                command="delete",
                using="(select app.keeps_needs()) or by_id = (select app.pid())",
            ),
            *for_definers(LINKS),
        ]
        indexes = [models.Index(fields=["tenant_id", "need"], name="customers_ideaneed_need")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.need_id}"
