"""What leading a community took in a month."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import Kind
from communities.community.ties import LEADS, OFFICE, of_kind, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, walled

TABLE = "communities_leadereffort"
MINE = f"leader_id = (select app.pid()) and {LEADS}"


class Category(models.TextChoices):
    """What a leader's time goes to; the two that the success of a community rests on come first."""

    TRUST = "trust", _("Building trust: one-to-one talks, bringing people together")
    FACILITATION = "facilitation", _("Facilitating communication: questions, summaries, answers")
    MEETINGS = "meetings", _("Preparing and holding meetings")
    CONTENT = "content", _("Collecting and editing what the community knows")
    LIAISON = "liaison", _("Talking with management and other communities")
    ADMINISTRATION = "administration", _("Administration")


class LeaderEffort(Walled):
    """The hours that a leader gave one category in one calendar month, as she reports them herself.

    Read by herself and by the programme office, by nobody else; reported again, the hours are replaced.
    """

    community = TenantForeignKey("communities.Community", related_name="leader_efforts")
    kind = models.CharField(max_length=16, choices=Kind)
    leader = TenantForeignKey("tenancy.Person", related_name="+")
    month = models.DateField()
    category = models.CharField(max_length=16, choices=Category)
    hours = models.PositiveSmallIntegerField()
    reported_at = models.DateTimeField()

    changeable = ("hours", "reported_at")

    class Meta:
        ordering = ("-month",)
        constraints = [
            *walled(TABLE, changeable=("hours", "reported_at")),
            of_kind(TABLE),
            seated(TABLE, "leader_id"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "leader", "month", "category"],
                name="communities_leadereffort_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.INDUCED_COP), name="communities_leadereffort_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values), name="communities_leadereffort_category"
            ),
            models.CheckConstraint(
                condition=models.Q(hours__lte=300, month__day=1), name="communities_leadereffort_hours"
            ),
            Policy(
                name="communities_leadereffort_read",
                command="select",
                using=f"leader_id = (select app.pid()) or {OFFICE}",
            ),
            Policy(name="communities_leadereffort_report", command="insert", check=MINE),
            Policy(name="communities_leadereffort_change", command="update", using=MINE, check=MINE),
            *for_metrics(
                TABLE,
                ("tenant_id", "id", "community_id", "leader_id", "month", "category", "hours"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.category}: {self.hours} h"
