"""The routed action: a need or gap in the inbox of the function that can close it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.needs.functions import Function
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_routedaction"
OVERSEES = "(select app.has_role('management')) or (select app.has_role('programme_office'))"
ANSWERS = f"function in (select app.my_functions()) or {OVERSEES}"
READS = f"sent_by_id = (select app.pid()) or {ANSWERS}"
CHANGEABLE = ("status", "owner", "due_on", "answer", "answered_by", "answered_at", "outcome", "done_at")
COLUMNS = ("status", "owner_id", "due_on", "answer", "answered_by_id", "answered_at", "outcome", "done_at")


class Origin(models.TextChoices):
    """What the action came from."""

    NEED = "need", _("Need")
    IDEA = "idea", _("Idea")
    SURVEY = "survey", _("Survey")
    NOTE = "note", _("Note")
    DEEP_DIVE = "deep_dive", _("Customer Deep Dive")
    OTHER = "other", _("Other")


class Status(models.TextChoices):
    """Where it stands with the function."""

    SENT = "sent", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")
    DONE = "done", _("Done")


class RoutedActionQuerySet(models.QuerySet["RoutedAction"]):
    """Routed actions."""

    def visible_to(self, person: "Person") -> "RoutedActionQuerySet":
        """What one sent oneself, what came to one's functions; everything for an overseer."""
        return self.filter(tenant_id=person.tenant_id)

    def about(self, origin: str, key: UUID) -> "RoutedActionQuerySet":
        """Those that came from one thing."""
        return self.filter(origin_kind=origin, origin=key)


class RoutedAction(Walled):
    """A gap on its way to the function that owns it: sent, then accepted with an owner or returned with a reason.

    `origin_kind` and `origin` name what it came from; `at` is the moment of sending. What was returned is not
    sent again: a further action `follows` it.
    """

    origin_kind = models.CharField(max_length=12, choices=Origin)
    origin = models.UUIDField(null=True)
    follows = TenantForeignKey("customers.RoutedAction", null=True, related_name="+")
    function = models.CharField(max_length=16, choices=Function)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.SENT)
    owner = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    due_on = models.DateField()
    sent_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=400, blank=True)
    answered_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True)

    changeable = CHANGEABLE
    objects = RoutedActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            *walled(TABLE, changeable=COLUMNS),
            refers(TABLE, "follows_id", TABLE),
            refers(TABLE, "owner_id", "tenancy_person"),
            refers(TABLE, "sent_by_id", "tenancy_person"),
            refers(TABLE, "answered_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(function__in=Function.values), name="customers_routedaction_function"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="customers_routedaction_status"
            ),
            models.CheckConstraint(
                condition=models.Q(origin_kind__in=Origin.values), name="customers_routedaction_origin"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="returned") | ~models.Q(answer=""),
                name="customers_routedaction_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=("accepted", "done")) | models.Q(owner__isnull=False),
                name="customers_routedaction_owned",
            ),
            Policy(name="customers_routedaction_read", command="select", using=READS),
            Policy(
                name="customers_routedaction_send",
                command="insert",
                check="sent_by_id = (select app.pid()) and (select app.my_party()) = 'staff'",
            ),
            Policy(name="customers_routedaction_answer", command="update", using=ANSWERS, check=ANSWERS),
            *for_definers(TABLE),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "function", "status", "due_on"], name="customers_routed_inbox"),
            models.Index(fields=["tenant_id", "origin"], name="customers_routed_origin"),
        ]

    def __str__(self) -> str:
        return self.title
