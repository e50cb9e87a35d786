"""How much of her working time a leader may give to the community."""

from datetime import date

from django.db import models

from communities.community.kinds import Kind
from communities.community.ties import LEADS, OFFICE, OPENS, of_kind, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_timeagreement"
CHANGEABLE = ("ended_on",)
MINE = "leader_id = (select app.pid())"
ASKED = "supervisor_id = (select app.pid())"
USUAL_PERCENT = 30
WORKING_HOURS = 160  # of a full month


class TimeAgreement(Walled):
    """A leader of a community of practice and her supervisor agree on hours per month, until a day of renewal.

    The leader asks, the supervisor signs by a definer function: nobody signs for the other. Read by the two of
    them and by the programme office, by nobody else.
    """

    community = TenantForeignKey("communities.Community", related_name="time_agreements")
    kind = models.CharField(max_length=16, choices=Kind)
    leader = TenantForeignKey("tenancy.Person", related_name="+")
    supervisor = TenantForeignKey("tenancy.Person", related_name="+")
    percent = models.PositiveSmallIntegerField(default=USUAL_PERCENT)
    hours_per_month = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    renews_on = models.DateField()
    asked_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)

    changeable = CHANGEABLE

    class Meta:
        ordering = ("-starts_on", "-asked_at")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            of_kind(TABLE),
            seated(TABLE, "leader_id"),
            refers(TABLE, "supervisor_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "leader"],
                condition=models.Q(ended_on=None),
                name="communities_timeagreement_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.INDUCED_COP), name="communities_timeagreement_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(hours_per_month__gte=1, hours_per_month__lte=200),
                name="communities_timeagreement_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(renews_on__gt=models.F("starts_on"))
                & ~models.Q(leader=models.F("supervisor")),
                name="communities_timeagreement_two",
            ),
            Policy(
                name="communities_timeagreement_read",
                command="select",
                using=f"{MINE} or {ASKED} or {OFFICE}",
            ),
            Policy(
                name="communities_timeagreement_ask",
                command="insert",
                check=f"{MINE} and {LEADS} and signed_at is null",
            ),
            Policy(
                name="communities_timeagreement_end",
                command="update",
                using=f"{MINE} and {OPENS}",
                check=f"{MINE} and {OPENS}",
            ),
            *for_definers(TABLE, update=("signed_at",)),
            *for_metrics(
                TABLE,
                (
                    "tenant_id",
                    "id",
                    "community_id",
                    "leader_id",
                    "hours_per_month",
                    "starts_on",
                    "renews_on",
                    "signed_at",
                    "ended_on",
                ),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "supervisor"], name="communities_timeagree_asked")]

    def needs_renewal(self, *, today: date) -> bool:
        """The day of renewal has come."""
        return self.ended_on is None and self.renews_on <= today

    def __str__(self) -> str:
        return f"{self.hours_per_month} h"
