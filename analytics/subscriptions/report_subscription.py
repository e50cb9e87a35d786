"""A wish to get a report regularly."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.permissions.permission import Permission
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_reportsubscription"
MINE = "person_id = (select app.pid())"


class Report(models.TextChoices):
    """What can be subscribed to."""

    PROGRAMME = "programme", _("Programme")
    UPLIFT = "uplift", _("Uplift")
    HEALTH = "health", _("Health checks")


class Rhythm(models.IntegerChoices):
    """Months between two reports."""

    MONTHLY = 1, _("every month")
    QUARTERLY = 3, _("every quarter")


PERMISSIONS = {
    Report.PROGRAMME: Permission.READ_PROGRAMME,
    Report.UPLIFT: Permission.RUN_UPLIFT,
    Report.HEALTH: Permission.READ_HEALTH,
}


class ReportSubscriptionQuerySet(models.QuerySet["ReportSubscription"]):
    """Subscriptions."""

    def visible_to(self, person: "Person") -> "ReportSubscriptionQuerySet":
        """One's own."""
        return self.filter(tenant_id=person.tenant_id, person=person)


class ReportSubscription(Walled):
    """That a person gets a report every month or quarter, until `ended_at`.

    `leaving_key` is what the link in the mail holds: whoever has it ends the subscription without signing in,
    and can do nothing else. Written by definer functions; only the subscriber reads it.
    """

    person = TenantForeignKey("tenancy.Person", related_name="+")
    report = models.CharField(max_length=12, choices=Report)
    months = models.PositiveSmallIntegerField(choices=Rhythm)
    next_on = models.DateField()
    leaving_key = models.UUIDField(default=uuid4)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ReportSubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "person", "report"], name="analytics_reportsubscription_once"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "person"], name="analytics_reportsubscription_own"
            ),
            models.CheckConstraint(
                condition=models.Q(report__in=Report.values, months__in=Rhythm.values),
                name="analytics_reportsubscription_report",
            ),
            Policy(name="analytics_reportsubscription_read", command="select", using=MINE),
            *for_definers(
                TABLE, verbs=("select", "insert"), update=("months", "next_on", "begun_at", "ended_at")
            ),
        ]
        indexes = [
            models.Index(fields=["leaving_key"], name="analytics_subscription_leaving"),
            models.Index(fields=["tenant_id", "next_on"], name="analytics_subscription_due"),
        ]

    @property
    def is_running(self) -> bool:
        """Whether reports still come."""
        return self.ended_at is None

    def __str__(self) -> str:
        return f"{self.report}, {self.months}"
