"""How often a community is checked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "analytics_healthrhythm"


class Months(models.IntegerChoices):
    """Length of a period in calendar months; a period ends where the year divides by it."""

    MONTH = 1, _("every month")
    QUARTER = 3, _("every quarter")
    HALF = 6, _("every half-year")
    YEAR = 12, _("every year")


class HealthRhythm(Walled):
    """What a community has chosen; without a row the tenant's default counts. Written by a definer function."""

    community = TenantForeignKey("communities.Community", related_name="+")
    months = models.SmallIntegerField(choices=Months)
    chosen_by = TenantForeignKey("tenancy.Person", related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "chosen_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "community"], name="analytics_healthrhythm_once"),
            models.CheckConstraint(
                condition=models.Q(months__in=Months.values), name="analytics_healthrhythm_months"
            ),
            Policy(
                name="analytics_healthrhythm_read",
                command="select",
                using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator'",
            ),
            *for_definers(
                TABLE, verbs=("select", "insert", "delete"), update=("months", "chosen_by_id", "chosen_at")
            ),
            *for_metrics(TABLE, ("tenant_id", "community_id", "months")),
        ]

    def __str__(self) -> str:
        return str(self.get_months_display())


def rhythm_of(community: Community) -> Months | None:
    """What the community has chosen, as far as the reader sees it; None where it goes by the default."""
    chosen = HealthRhythm.objects.filter(community=community).values_list("months", flat=True).first()
    return Months(chosen) if chosen else None
