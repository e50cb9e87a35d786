"""A term in a role."""

from datetime import date

from django.db import models

from communities.community.ties import LEADS, OPENS, seated
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

TABLE = "communities_roleterm"
CHANGEABLE = ("deputy_id", "ends_on", "closed_on", "withdrawn_at")


class RoleTermQuerySet(models.QuerySet["RoleTerm"]):
    """Terms."""

    def open(self) -> "RoleTermQuerySet":
        """Those that run: one at most for each role."""
        return self.filter(closed_on=None, withdrawn_at=None)


class RoleTerm(Walled):
    """A member holds a role from one day until another; `closed_on` is when it really ended.

    Owner and deputy have a seat in the community (the keys say so). A term taken back by mistake is
    withdrawn and counts nowhere.
    """

    role = TenantForeignKey("communities.CommunityRole", related_name="terms")
    community = TenantForeignKey("communities.Community", related_name="+")
    owner = TenantForeignKey("tenancy.Person", related_name="+")
    deputy = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    appointed_by = TenantForeignKey("tenancy.Person", related_name="+")
    appointed_at = models.DateTimeField()

    changeable = ("deputy", "ends_on", "closed_on", "withdrawn_at")
    objects = RoleTermQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-appointed_at")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "role_id", "communities_communityrole", with_columns=[("community_id",) * 2]),
            seated(TABLE, "owner_id"),
            seated(TABLE, "deputy_id"),
            refers(TABLE, "appointed_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "role"],
                condition=models.Q(closed_on=None, withdrawn_at=None),
                name="communities_roleterm_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="communities_roleterm_span"
            ),
            models.CheckConstraint(
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("owner")),
                name="communities_roleterm_two",
            ),
            Policy(name="communities_roleterm_read", command="select", using=OPENS),
            Policy(
                name="communities_roleterm_appoint",
                command="insert",
                check=f"appointed_by_id = (select app.pid()) and {LEADS}",
            ),
            Policy(name="communities_roleterm_change", command="update", using=LEADS, check=LEADS),
            *for_metrics(
                TABLE,
                (
                    "tenant_id",
                    "id",
                    "role_id",
                    "community_id",
                    "owner_id",
                    "deputy_id",
                    "starts_on",
                    "ends_on",
                    "closed_on",
                    "withdrawn_at",
                ),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "community"], name="communities_roleterm_community")]

    def is_overdue(self, *, today: date) -> bool:
        """The agreed end has passed while the term still runs."""
        return self.closed_on is None and self.withdrawn_at is None and self.ends_on < today

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
