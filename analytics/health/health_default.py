"""How often communities are checked that have not chosen for themselves."""

from typing import TYPE_CHECKING

from django.db import models

from analytics.health.health_rhythm import Months
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_healthdefault"
KEEPERS = "(select app.has_role('management')) or (select app.has_role('tenant_admin'))"


class HealthDefaultQuerySet(models.QuerySet["HealthDefault"]):
    """Choices."""

    def visible_to(self, person: "Person") -> "HealthDefaultQuerySet":
        """All of the tenant, the newest first; the first one counts."""
        return self.filter(tenant_id=person.tenant_id).order_by("-chosen_at", "-id")


class HealthDefault(Walled):
    """What management or an administrator chose for the whole tenant from then on; before the first, the month.

    Rows are never changed: they are the setting's history. Everybody in the tenant reads them, since they say
    how often one's own community is checked.
    """

    months = models.SmallIntegerField(choices=Months)
    chosen_by = TenantForeignKey("tenancy.Person", related_name="+")
    chosen_at = models.DateTimeField()

    objects = HealthDefaultQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert")),
            refers(TABLE, "chosen_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(months__in=Months.values), name="analytics_healthdefault_months"
            ),
            Policy(
                name="analytics_healthdefault_read", command="select", using="(select app.pid()) is not null"
            ),
            Policy(
                name="analytics_healthdefault_choose",
                command="insert",
                check=f"chosen_by_id = (select app.pid()) and ({KEEPERS})",
            ),
            *for_metrics(TABLE, ("tenant_id", "id", "months", "chosen_at")),
        ]

    def __str__(self) -> str:
        return str(self.get_months_display())
