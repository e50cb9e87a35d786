"""A report that was made for a subscriber."""

from typing import TYPE_CHECKING

from django.db import models

from analytics.subscriptions.report_subscription import MINE, Report
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_madereport"


class MadeReportQuerySet(models.QuerySet["MadeReport"]):
    """Reports."""

    def visible_to(self, person: "Person") -> "MadeReportQuerySet":
        """One's own."""
        return self.filter(tenant_id=person.tenant_id, person=person)


class MadeReport(Walled):
    """What the worker put together under the subscriber's own rights, as it stood at that moment.

    `tables` are lists of `{name, title, columns, rows}`; of an uplift report, which is stored already, there is the
    run alone. One for each subscription and `period`, the first day of the month in which it was made.
    """

    subscription = TenantForeignKey("analytics.ReportSubscription", related_name="+")
    person = TenantForeignKey("tenancy.Person", related_name="+")
    report = models.CharField(max_length=12, choices=Report)
    period = models.DateField()
    tables = models.JSONField(default=list)
    run = TenantForeignKey("analytics.UpliftRun", null=True, related_name="+")
    at = models.DateTimeField()

    objects = MadeReportQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE),
            refers(
                TABLE,
                "subscription_id",
                "analytics_reportsubscription",
                with_columns=[("person_id", "person_id")],
            ),
            refers(TABLE, "run_id", "analytics_upliftrun"),
            models.UniqueConstraint(
                fields=["tenant_id", "subscription", "period"], name="analytics_madereport_once"
            ),
            models.CheckConstraint(
                condition=models.Q(report__in=Report.values), name="analytics_madereport_report"
            ),
            Policy(name="analytics_madereport_read", command="select", using=MINE),
            Policy(
                name="analytics_madereport_write",
                command="insert",
                check=f"{MINE} and coalesce(current_setting('app.purpose', true), '') like 'task:%'",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "person", "-at", "-id"], name="analytics_madereport_own")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.period}"
