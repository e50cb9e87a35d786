"""Whom a community is for: the ideal member, described without a figure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_memberprofile"
MINE = "prospect_id in (select app.my_searches())"
READS = f"{MINE} or (select app.oversees_sales())"


class MemberProfile(Walled):
    """One version of the profile: knowledge, practice roles and motivation, and nothing else (A10.07, A10.08).

    `with_leader` says whether it was written together with the future leader.
    """

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="profiles")
    version = models.PositiveSmallIntegerField()
    knowledge = ArrayField(models.CharField(max_length=80))
    practice_roles = ArrayField(models.CharField(max_length=80))
    motivations = ArrayField(models.CharField(max_length=80))
    with_leader = models.BooleanField(default=False)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        constraints = [
            *walled(TABLE),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "prospect", "version"], name="customers_memberprofile_version"
            ),
            PurposeWall(name="customers_memberprofile_apart", never=[CENTRES]),
            Policy(name="customers_memberprofile_read", command="select", using=READS),
            Policy(
                name="customers_memberprofile_write",
                command="insert",
                check=f"by_id = (select app.pid()) and {MINE}",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}"
